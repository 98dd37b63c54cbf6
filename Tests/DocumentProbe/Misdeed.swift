// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What a reader must not do, or must not do for long.
enum Misdeed {
  /// Tries what a document asks for; the answer says what came of it.
  static func attempt(_ name: String) -> String {
    let words = name.split(separator: " ").map(String.init)
    switch words.first ?? "" {
    case "socket": return outcome(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
    case "local-socket": return outcome(socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0))
    case "write": return outcome(open(words[1], O_WRONLY | O_CREAT, 0o600))
    case "append": return outcome(open(words[1], O_WRONLY | O_APPEND))
    case "read": return outcome(open(words[1], O_RDONLY))
    case "unlink": return outcome(unlink(words[1]))
    case "rename": return outcome(rename(words[1], words[1] + "-moved"))
    case "chmod": return outcome(chmod(words[1], 0o777))
    case "mkdir": return outcome(mkdir(words[1], 0o700))
    case "kill": return outcome(kill(getppid(), SIGTERM))
    case "fork": return outcome(spawn())
    case "exec": return outcome(run())
    case "thread":
      var thread = pthread_t()
      return "\(strerror(pthread_create(&thread, nil, { _ in nil }, nil)).map { String(cString: $0) } ?? "")"
    case "limits":
      var limits = rlimit(rlim_cur: 1 << 40, rlim_max: 1 << 40)
      return outcome(setrlimit(9, &limits))
    case "document": return outcome(Int32(pwrite(0, "x", 1, 0)))
    case "descriptors":
      // The files behind them, by the numbers that `stat` gives.
      return (0..<1_000 as Range<Int32>).compactMap { number -> String? in
        var file = stat()
        return fstat(number, &file) == 0 ? "\(file.st_ino)" : nil
      }.joined(separator: " ")
    case "environment": return ProcessInfo.processInfo.environment.keys.sorted().joined(separator: " ")
    case "memory": return "\([UInt8](repeating: 1, count: 10 << 30).count)"
    case "loop": while true {}
    case "wait": while true { pause() }
    case "deaf":
      close(1)
      close(2)
      while true { pause() }
    case "print": while true { _ = write(1, String(repeating: "\n", count: 4_096), 4_096) }
    case "complain": while true { _ = write(2, String(repeating: "x", count: 4_096), 4_096) }
    case "abort": abort()
    case "exit": exit(7)
    case "lie":
      let nines = String(repeating: "9", count: 500)
      let record = "order\tA\u{1}7\nthief\t1\norder\t\ninvoice\t\(nines)\n\n\u{1B}[2Jx"
      _ = write(1, record, record.utf8.count)
      exit(0)
    default: return name
    }
  }

  private static func outcome(_ result: Int32) -> String {
    result < 0 ? String(cString: strerror(errno)) : "done"
  }

  private static func spawn() -> Int32 {
    var process: pid_t = 0
    let arguments: [UnsafeMutablePointer<CChar>?] = [strdup("true"), nil]
    errno = posix_spawn(&process, "/bin/true", nil, nil, arguments, environ)
    return errno == 0 ? 0 : -1
  }

  private static func run() -> Int32 {
    let arguments: [UnsafeMutablePointer<CChar>?] = [strdup("true"), nil]
    return execve("/bin/true", arguments, environ)
  }
}
