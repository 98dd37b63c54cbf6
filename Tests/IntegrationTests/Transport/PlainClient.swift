// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// Another IMAP client of the test servers, which sends any command in clear and waits for its OK.
final class PlainClient {
  private let descriptor: Int32
  private var lastTag = 0

  /// Why a command did not work.
  struct Failure: Error {
    let reply: String
  }

  /// Connects to a port of this machine.
  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let code = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard code == 0 else { throw POSIXError(.ECONNREFUSED) }
  }

  deinit { close(descriptor) }

  /// Runs a command; throws what the server says instead of OK.
  func run(_ command: String) throws {
    lastTag += 1
    let tag = "p\(lastTag) "
    let line = Array((tag + command + "\r\n").utf8)
    guard send(descriptor, line, line.count, Int32(MSG_NOSIGNAL)) == line.count else {
      throw Failure(reply: "not sent")
    }
    var text = ""
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !text.contains("\r\n" + tag), !text.hasPrefix(tag) {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { throw Failure(reply: text) }
      text += String(decoding: buffer[..<count], as: UTF8.self)
    }
    guard text.contains(tag + "OK") else { throw Failure(reply: text) }
  }
}
