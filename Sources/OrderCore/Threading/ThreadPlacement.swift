// SPDX-License-Identifier: Apache-2.0

/// Where a message belongs among the threads.
package enum ThreadPlacement: Hashable, Sendable {
  /// It starts a thread.
  case new
  /// It belongs to a thread; `absorbing` are threads that it shows to be parts of the same one.
  case existing(ThreadID, absorbing: [ThreadID])
}
