// SPDX-License-Identifier: Apache-2.0

package import ContentHashing
package import Foundation
package import OrderCore

/// Why a piece of mail is not taken in.
package enum UntakenState: String, Hashable, Sendable, CaseIterable {
  /// It is durable and could not be read or stored.
  case quarantined
  /// It is durable and waits for a person, since its folder was renumbered.
  case held
  /// The server has it and does not give it.
  case unavailable
}

/// The stable name of a piece of mail that is not taken in: `Q12` for bytes, `orders/INBOX/417` for a message that
/// the server does not give.
package enum UntakenName: Hashable, Sendable, CustomStringConvertible {
  /// Bytes that are here.
  case content(ContentID)
  /// A message on a server.
  case location(FolderName, uid: UInt32)

  /// Reads a name as a person writes it, nil when it is none.
  ///
  /// The account is what stands before the first slash, the UID what stands after the last: a folder may have slashes.
  package init?(_ text: some StringProtocol) {
    if let first = text.first, first == "Q" || first == "q", let number = Int64(text.dropFirst()), number > 0
    {
      self = .content(ContentID(number))
      return
    }
    guard let first = text.firstIndex(of: "/"), let last = text.lastIndex(of: "/"), first < last,
      let uid = UInt32(text[text.index(after: last)...])
    else { return nil }
    let folder = text[text.index(after: first)..<last]
    self = .location(FolderName(mailbox: String(text[..<first]), folder: String(folder)), uid: uid)
  }

  /// The name as lists show it.
  package var description: String {
    switch self {
    case .content(let id): "Q\(id.value)"
    case .location(let name, let uid): "\(name.mailbox)/\(name.folder)/\(uid)"
    }
  }
}

/// A piece of mail that is not taken in, as lists show it.
package struct UntakenMail: Hashable, Sendable {
  /// Its name.
  package let name: UntakenName
  /// Why it is here, by kind.
  package let state: UntakenState
  /// The account it came through; empty for a file.
  package let mailbox: String
  /// Where it came from: a path, or mailbox/folder/UID.
  package let origin: String
  /// Why it is here, one sentence; may hold words of a server.
  package let reason: String
  /// How often it was tried.
  package let attempts: Int
  /// When its bytes came; for what never came, when it was asked for last.
  package let since: Date
  /// Its size in bytes; for what never came, what the server claims.
  package let size: Int
  /// The identity of its bytes, nil for what never came.
  package let digest: ContentDigest?
}
