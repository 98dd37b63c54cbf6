// SPDX-License-Identifier: Apache-2.0

/// The system flags of a message on its server (RFC 9051 §2.3.2); keywords are not kept.
///
/// They belong to the people who work in the mailbox: Kontor reads them and never sets them. `answered` is the only
/// trace of an answer whose copy went to a colleague's own Sent folder.
package struct MessageFlags: OptionSet, Hashable, Sendable {
  /// The bits, as stored.
  package let rawValue: UInt8

  /// Creates flags of bits.
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// `\Seen`.
  package static let seen = MessageFlags(rawValue: 1)
  /// `\Answered`.
  package static let answered = MessageFlags(rawValue: 2)
  /// `\Flagged`.
  package static let flagged = MessageFlags(rawValue: 4)
  /// `\Deleted`.
  package static let deleted = MessageFlags(rawValue: 8)
  /// `\Draft`.
  package static let draft = MessageFlags(rawValue: 16)
}
