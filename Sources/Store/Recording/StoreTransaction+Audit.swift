// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import GRDB
import Glibc
import OrderCore

/// Who does something: a person by the kernel's word, or the agent itself.
package struct Actor: Hashable, Sendable {
  /// The name in the configuration, the system's user name, or `agent`.
  package let name: String
  /// The system's user number.
  package let uid: UInt32

  /// Creates an actor.
  package init(name: String, uid: UInt32) {
    self.name = name
    self.uid = uid
  }

  /// This process acting by itself.
  package static let agent = Actor(name: "agent", uid: getuid())
}

/// The newest row of the audit log.
struct AuditHead {
  var id: Int64
  var chain: [UInt8]
}

/// One entry of the audit log, before it is sealed.
struct AuditEntry {
  var actor: Actor
  /// What was done, such as `draft approved`.
  var action: String
  /// To what, such as `draft 17`.
  var subject: String
  /// More in words; never text of a message.
  var detail: String = ""
  /// The digest of what it was done to, where there is one.
  var digest: ContentDigest?

  /// The seal of a row: SHA-256 over the seal before it and every column, each with its length in front.
  ///
  /// A row changed, dropped or put between others breaks all seals from there on.
  func seal(after head: AuditHead, at time: Int64) -> [UInt8] {
    var bytes = head.chain
    let fields = ["\(head.id + 1)", "\(time)", actor.name, "\(actor.uid)", action, subject, detail]
    for field in fields {
      bytes += Array("\(field.utf8.count):\(field)".utf8)
    }
    bytes += digest?.bytes ?? []
    return ContentDigest(of: bytes).bytes
  }
}

extension StoreTransaction {
  /// Adds an entry to the audit log.
  func audit(_ entry: AuditEntry) throws {
    let head = try auditHead ?? newestAudit()
    let chain = entry.seal(after: head, at: now)
    let sql = """
      INSERT INTO audit (id, at, actor, uid, action, subject, detail, digest, chain)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    try run(
      sql,
      [
        head.id + 1, now, entry.actor.name, entry.actor.uid, entry.action, entry.subject, entry.detail,
        entry.digest?.column ?? Data(), Data(chain),
      ])
    auditHead = AuditHead(id: head.id + 1, chain: chain)
  }

  private func newestAudit() throws -> AuditHead {
    guard let row = try row("SELECT id, chain FROM audit ORDER BY id DESC LIMIT 1", []) else {
      return AuditHead(id: 0, chain: [UInt8](repeating: 0, count: 32))
    }
    let chain: Data = row[1]
    return AuditHead(id: row[0], chain: Array(chain))
  }
}
