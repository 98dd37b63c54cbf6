// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// The wish that a reader ends now, from any thread and at any time.
final class ReaderStop: Sendable {
  private struct State {
    var process: pid_t?
    var isRequested = false
  }

  private let state = Mutex(State())

  /// Kills the reader, or lets it be killed as soon as it is there.
  func request() {
    state.withLock { state in
      state.isRequested = true
      if let process = state.process { kill(-process, SIGKILL) }
    }
  }

  /// Says which process group is to be killed.
  func watch(_ process: pid_t) {
    state.withLock { state in
      state.process = process
      if state.isRequested { kill(-process, SIGKILL) }
    }
  }

  /// Kills what is left of the group, and forgets its number: once it is reaped, another may get it.
  func release(_ process: pid_t) {
    state.withLock { state in
      state.process = nil
      kill(-process, SIGKILL)
    }
  }
}
