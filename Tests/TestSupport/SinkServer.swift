// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// Postfix's `smtp-sink`: a submission server that misbehaves as its options say.
package final class SinkServer: Sendable {
  /// The port.
  package let port: Int
  private let process: Process

  /// Starts a server with options such as `-r RCPT`; see smtp-sink(1).
  package init(_ options: [String]) throws {
    let program = ["/usr/sbin/smtp-sink", "/usr/bin/smtp-sink"].first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
    guard let program else { throw MissingServer(variable: "smtp-sink") }
    port = try Self.freePort()
    process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    // It does not run as root.
    let user = geteuid() == 0 ? ["-u", "postfix"] : []
    process.arguments = user + options + ["127.0.0.1:\(port)", "100"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let end = ContinuousClock.now.advanced(by: .seconds(10))
    while !Self.isListening(port), ContinuousClock.now < end { usleep(5000) }
  }

  /// Ends the server.
  package func stop() {
    // A child of a thread that blocks signals would never hear a SIGTERM.
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  private static func freePort() throws -> Int {
    let probe = try TokenServer { _, _ in .init(404, "") }
    probe.stop()
    return probe.port
  }

  private static func isListening(_ port: Int) -> Bool {
    let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { Glibc.close(client) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}
