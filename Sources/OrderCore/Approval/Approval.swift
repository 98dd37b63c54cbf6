// SPDX-License-Identifier: Apache-2.0

package import ContentHashing
package import Foundation
package import MailModel

/// A draft as it is shown for approval: everything that the approval binds.
package struct ReviewedDraft: Hashable, Sendable {
  /// The draft's number.
  package let id: DraftID
  /// Its text, recipients and account.
  package let draft: Draft
  /// The order it is about.
  package let order: OrderID?
  /// The newest message of its thread: another one voids the approval.
  package let threadHead: StoredMessageID?

  /// Creates a snapshot.
  package init(id: DraftID, draft: Draft, order: OrderID?, threadHead: StoredMessageID?) {
    self.id = id
    self.draft = draft
    self.order = order
    self.threadHead = threadHead
  }

  /// The digest over account, author, recipients, subject, text, references, order and thread head.
  ///
  /// Each part is written with its length in front, so no two different drafts write the same bytes.
  package var digest: ContentDigest {
    var bytes: [UInt8] = []
    func add(_ text: String) {
      bytes += Array("\(text.utf8.count):".utf8)
      bytes += Array(text.utf8)
    }
    func add(_ addresses: [Address]) {
      add("\(addresses.count)")
      for address in addresses {
        add(address.name)
        add(address.address)
      }
    }
    add("draft \(id.value)")
    add(draft.mailbox)
    add([draft.from])
    add(draft.to)
    add(draft.cc)
    add(draft.subject)
    add(draft.body)
    add(draft.inReplyTo?.value ?? "")
    add(draft.references.map(\.value).joined(separator: " "))
    add("order \(order?.value ?? 0)")
    add("head \(threadHead?.value ?? 0)")
    return ContentDigest(of: bytes)
  }
}

/// A person's yes to exactly one text.
package struct Approval: Hashable, Sendable {
  /// The draft.
  package let draft: DraftID
  /// What was approved.
  package let digest: ContentDigest
  /// Who, by name in the configuration or the system's user name.
  package let approver: String
  /// The kernel's word on who.
  package let uid: UInt32
  /// When.
  package let at: Date
  /// When it lapses if the message has not gone out by then.
  package let expires: Date

  /// How long an approval holds: a day.
  package static let lifetime: TimeInterval = 86_400

  /// Creates an approval.
  package init(draft: DraftID, digest: ContentDigest, approver: String, uid: UInt32, at: Date, expires: Date)
  {
    self.draft = draft
    self.digest = digest
    self.approver = approver
    self.uid = uid
    self.at = at
    self.expires = expires
  }
}

/// Why an approval does not hold.
package enum ApprovalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The draft, its order or its thread is no longer what was approved.
  case changed(DraftID)
  /// It has lapsed.
  case expired(DraftID)

  /// One sentence for people.
  package var description: String {
    switch self {
    case .changed(let id): "Draft \(id.value) has changed since it was shown; look at it again."
    case .expired(let id): "The approval of draft \(id.value) has lapsed; approve it again."
    }
  }
}

/// A draft that may be sent.
///
/// Only a matching, live approval makes one, so an edited or unreviewed draft cannot reach a server.
package struct ApprovedDraft: Hashable, Sendable {
  /// What was approved.
  package let reviewed: ReviewedDraft
  /// By whom, when.
  package let approval: Approval

  /// Joins a draft and its approval.
  package init(_ reviewed: ReviewedDraft, approval: Approval, now: Date) throws(ApprovalError) {
    guard approval.draft == reviewed.id, approval.digest == reviewed.digest else {
      throw .changed(reviewed.id)
    }
    guard now < approval.expires else { throw .expired(reviewed.id) }
    self.reviewed = reviewed
    self.approval = approval
  }

  /// The letter to freeze, under an identifier that stays the same on every try.
  package func letter(messageID: MessageID) -> Letter {
    let draft = reviewed.draft
    return Letter(
      from: draft.from, to: draft.to, cc: draft.cc, subject: draft.subject, body: draft.body,
      messageID: messageID, inReplyTo: draft.inReplyTo, references: draft.references, date: approval.at)
  }
}
