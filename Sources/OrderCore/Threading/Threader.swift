// SPDX-License-Identifier: Apache-2.0

package import MailModel

/// Finds the thread of a message from its identifiers, or from its subject where a mail program dropped them.
///
/// The order of work: ask the ledger for the threads of `identifiers(of:)`; if `place` would start a new
/// thread, ask for the thread of `subjectQuery(of:in:)` and give it as `bySubject`.
package enum Threader {
  /// How many references are followed.
  private static let maximumReferences = 100

  /// What to ask the ledger for when no identifier is known.
  package struct SubjectQuery: Hashable, Sendable {
    /// The subject as `FoldedSubject` gives it.
    package let foldedSubject: String
    /// The addresses in lower case of those who are not our shared mailboxes.
    package let correspondents: [String]
  }

  /// Returns the identifiers whose threads decide, the strongest first, without repeats.
  ///
  /// The message's own comes first: an answer that was read before it (from the Sent folder, or out of order)
  /// names it. Then `In-Reply-To`, then `References` from the newest to the oldest.
  package static func identifiers(of message: Message) -> [MessageID] {
    var seen: Set<MessageID> = []
    var ordered: [MessageID] = []
    let own = message.messageID.map { [$0] } ?? []
    let chain = message.references.suffix(maximumReferences).reversed()
    for id in own + message.inReplyTo.prefix(maximumReferences) + chain where seen.insert(id).inserted {
      ordered.append(id)
    }
    return ordered
  }

  /// Returns what to ask for when no identifier is known: nil unless the subject says that the message is a
  /// reply.
  ///
  /// A forward starts its own thread, and our own shared mailboxes are no correspondents: everybody writes to
  /// them.
  package static func subjectQuery(of message: Message, in directory: Directory) -> SubjectQuery? {
    let subject = FoldedSubject.fold(message.subject)
    guard subject.isReply, !subject.isForward, !subject.text.isEmpty else { return nil }
    let everyone = message.from + message.to + message.cc
    let outside = everyone.filter { directory.party(of: $0).role != .internal }
    let people = outside.isEmpty ? everyone.filter { !directory.ownAddresses.contains($0.folded) } : outside
    var seen: Set<String> = []
    let correspondents = people.map(\.folded).filter { seen.insert($0).inserted }
    guard !correspondents.isEmpty else { return nil }
    return SubjectQuery(foldedSubject: subject.text, correspondents: correspondents)
  }

  /// Returns where the message belongs.
  ///
  /// The strongest identifier decides. Other threads that the message names are parts of the same one and are
  /// absorbed, but only on the word of a sender whom the directory knows: a stranger who guesses identifiers
  /// can place his own message, not join the threads of others.
  package static func place(
    _ message: Message, known: [MessageID: ThreadID], bySubject: ThreadID? = nil, mayJoinThreads: Bool = true
  ) -> ThreadPlacement {
    var threads: [ThreadID] = []
    for id in identifiers(of: message) {
      guard let thread = known[id], !threads.contains(thread) else { continue }
      threads.append(thread)
    }
    guard let first = threads.first else {
      return bySubject.map { .existing($0, absorbing: []) } ?? .new
    }
    return .existing(first, absorbing: mayJoinThreads ? Array(threads.dropFirst()) : [])
  }
}
