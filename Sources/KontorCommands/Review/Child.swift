// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A program that works on the person's terminal in our place, such as an editor.
enum Child {
  /// Runs a program with our standard streams and waits for its end.
  ///
  /// Foundation's `Process` puts a program into a process group of its own, which the kernel stops as soon as it
  /// touches the terminal; here it stays in ours. Ctrl-C is the program's alone meanwhile.
  ///
  /// - Returns: its exit code, or 128 and the number of the signal that ended it.
  /// - Throws: `POSIXError` when it can't be started.
  static func run(_ arguments: [String]) throws -> Int32 {
    let interrupt = signal(SIGINT, SIG_IGN)
    let quit = signal(SIGQUIT, SIG_IGN)
    defer {
      signal(SIGINT, interrupt)
      signal(SIGQUIT, quit)
    }
    let child = try spawn(arguments)
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { throw failure(errno) }
    }
    let signalNumber = status & 0x7F
    return signalNumber == 0 ? status >> 8 & 0xFF : 128 + signalNumber
  }

  private static func spawn(_ arguments: [String]) throws -> pid_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // What we ignore would stay ignored in the program.
    var defaults = sigset_t()
    sigemptyset(&defaults)
    for number in [SIGINT, SIGQUIT, SIGPIPE] { sigaddset(&defaults, number) }
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    let words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    let settings: [UnsafeMutablePointer<CChar>?] =
      ProcessInfo.processInfo.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + settings { free(text) } }
    var child: pid_t = 0
    let code = posix_spawn(&child, arguments[0], nil, &attributes, words, settings)
    guard code == 0 else { throw failure(code) }
    return child
  }

  private static func failure(_ code: Int32) -> POSIXError {
    POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO)
  }
}
