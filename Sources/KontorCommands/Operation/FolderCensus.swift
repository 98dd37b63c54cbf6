// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore
import Store

/// A folder on its server and in the ledger, compared.
struct FolderCensus: Sendable {
  /// The folder.
  let name: FolderName
  /// Its UIDVALIDITY on the server.
  let uidValidity: UInt32
  /// What the server has.
  let server: UIDIntervals
  /// What the ledger knows, nil for a folder never read.
  let known: FolderLocations?

  /// Whether the folder has other numbers than when it was last read.
  var isRenumbered: Bool { known.map { $0.uidValidity != uidValidity } ?? false }

  /// The UIDs whose bytes are durable here.
  private var stored: UIDIntervals {
    guard let known, !isRenumbered else { return UIDIntervals() }
    var stored = known.present
    for range in known.pending.ranges { stored.remove(range) }
    for message in known.unavailable { stored.remove(message.uid...message.uid) }
    return stored
  }

  /// What the server has and the ledger has no bytes of.
  var missing: UIDIntervals { server.subtracting(stored) }

  /// What the ledger takes to be on the server and is not.
  var surplus: UIDIntervals {
    isRenumbered ? UIDIntervals() : (known?.present ?? UIDIntervals()).subtracting(server)
  }

  /// Whether both agree.
  var isSame: Bool { !isRenumbered && missing.isEmpty && surplus.isEmpty }

  /// One line for people.
  var line: String {
    var parts = ["\(server.count) on the server, \(stored.count) in the ledger"]
    if isRenumbered { parts.append("the folder was renumbered since it was read") }
    if !missing.isEmpty { parts.append("not in the ledger: UID \(missing.text(limit: 20))") }
    if !surplus.isEmpty { parts.append("not on the server any more: UID \(surplus.text(limit: 20))") }
    for message in known?.unavailable ?? [] {
      parts.append("UID \(message.uid) is not given: \(message.reason)")
    }
    let notes = [
      (known?.waiting ?? 0, "not processed yet"), (known?.held ?? 0, "held"),
      (known?.quarantined ?? 0, "in quarantine"),
    ]
    parts += notes.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    if isSame { parts.append("no difference") }
    return "\(name.mailbox)/\(name.folder): \(parts.joined(separator: "; "))"
  }

  /// The comparison as JSON; sets of UIDs as IMAP writes them.
  var json: JSONValue {
    .object([
      ("mailbox", .string(name.mailbox)), ("folder", .string(name.folder)),
      ("uid_validity", .integer(Int64(uidValidity))), ("renumbered", .bool(isRenumbered)),
      ("server", .integer(Int64(server.count))), ("ledger", .integer(Int64(stored.count))),
      ("missing", .string(missing.text(limit: .max))), ("surplus", .string(surplus.text(limit: .max))),
      ("unavailable", .integer(Int64(known?.unavailable.count ?? 0))),
      ("waiting", .integer(Int64(known?.waiting ?? 0))), ("held", .integer(Int64(known?.held ?? 0))),
      ("quarantined", .integer(Int64(known?.quarantined ?? 0))), ("same", .bool(isSame)),
    ])
  }
}

extension UIDIntervals {
  /// The set as IMAP writes it, at most `limit` ranges of it.
  fileprivate func text(limit: Int) -> String {
    let shown = ranges.prefix(limit).map { range in
      range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound):\(range.upperBound)"
    }
    return shown.joined(separator: ",") + (ranges.count > limit ? ",…" : "")
  }
}
