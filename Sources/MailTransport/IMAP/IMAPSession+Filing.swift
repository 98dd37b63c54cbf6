// SPDX-License-Identifier: Apache-2.0

package import MailModel
package import OrderCore

extension IMAPSession {
  /// Adds a message to a folder, marked as read, with CRLF line ends.
  ///
  /// - Returns: its UID where the server tells (UIDPLUS).
  /// - Throws: `lost` where nobody knows whether it was added: look for its Message-ID before trying again.
  package func append(_ message: RawMessage, to folder: String) throws(MailServerError) -> UInt32? {
    let bytes: [UInt8]
    do {
      bytes = try LineEnds.canonical(message.bytes)
    } catch {
      throw .refused(server: server, command: "APPEND", reply: "the message holds a NUL byte")
    }
    let command = try command("APPEND") { command throws(IMAPFault) in
      try command.text(" ").value(wireName(of: folder)).text(" (\\Seen) ").message(bytes)
    }
    let status = try run(command)
    guard case .appendUID(_, let uid)? = status.code else { return nil }
    return uid
  }
}
