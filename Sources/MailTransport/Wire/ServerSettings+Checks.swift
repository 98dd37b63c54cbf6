// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore

extension ServerSettings {
  /// The server in messages: host and port.
  var label: String { "\(host):\(port)" }

  /// Refuses addresses that can't be dialled, and clear text to other machines, before anything is sent.
  ///
  /// - Throws: `unreachable` with what is wrong.
  func checkAddress() throws(MailServerError) {
    let isName = host.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"): true
      case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"): true
      default: false
      }
    }
    guard isName, !host.isEmpty, host.utf8.count <= 253 else {
      throw .unreachable(server: "the configured host", reason: "it is not a host name or address")
    }
    guard (1...65535).contains(port) else {
      throw .unreachable(server: label, reason: "the port is not between 1 and 65535")
    }
    guard security != .none || Self.isLoopback(host) else {
      throw .unreachable(
        server: label, reason: "tls: none is allowed to this machine only; use tls: implicit or starttls")
    }
  }
}
