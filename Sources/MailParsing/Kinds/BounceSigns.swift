// SPDX-License-Identifier: Apache-2.0

import MailModel

/// What speaks for a bounce: sender, subject, headers and words.
struct BounceSigns {
  /// The subject in lower case.
  let subject: FoldedText
  /// The beginning of the sender's own text in lower case and without line ends.
  let opening: FoldedText
  /// Whether the sender's address is one of a mail server.
  let isDaemon: Bool
  /// Whether the subject is one that programs write over an automatic answer.
  let isAutomatic: Bool
  /// Whether sender, envelope or subject is that of a bounce: no word of the text has been looked at.
  let isTelling: Bool

  private let message: Message
  private let isNamed: Bool
  private let hasServerSubject: Bool
  private let hasSubject: Bool
  private let isServer: Bool
  /// Whether it is only the empty return path that speaks for a server: programs of trade set it too.
  private let isNullOnly: Bool
  private let isAnswer: Bool

  /// Weighs the headers.
  init(_ message: Message, _ headers: HeaderBlock) {
    self.message = message
    subject = FoldedText(message.subject, limit: 500)
    opening = FoldedText(message.newText, limit: 1_000).unwrapped
    let local = message.sender.map { $0.folded.prefix { $0 != "@" } } ?? ""
    isDaemon = BounceWording.daemons.contains(String(local))
    isNamed =
      headers.fields.contains {
        $0.name == "x-failed-recipients" || $0.name == "x-ms-exchange-message-is-ndr"
      }
    let isNull = headers.first("return-path").map(Self.isNull) ?? false
    let isNobody =
      message.from.isEmpty && headers.first("from").map { $0.contains(UInt8(ascii: "<")) } ?? false
    let name = FoldedText(message.sender?.name ?? "", limit: 100)
    let isByName = isDaemon || isNobody || name.contains(anyOf: BounceWording.daemonNames)
    isServer = isNull || isByName
    isNullOnly = !isByName
    hasServerSubject =
      BounceWording.serverSubjects.start(subject)
      || BounceWording.wholeSubjects.contains(subject.bytes)
    hasSubject = hasServerSubject || subject.contains(anyOf: BounceWording.subjects)
    isTelling = isServer || hasServerSubject || isNamed
    let submitted = headers.keyword("auto-submitted")
    isAutomatic = AutomaticPhrases.opens(subject)
    isAnswer = isNull || submitted.hasPrefix("auto-") || isAutomatic
  }

  /// Whether the message is a bounce that is no proper report.
  ///
  /// A server as sender and a subject that only servers write are enough. Else it takes one of them and words
  /// of failure; where neither sender nor subject tell, the words must speak of a mail, at the very
  /// beginning: parcels fail as well, and people quote.
  func isBounce(hasReturned: Bool) -> Bool {
    if isNamed { return true }
    let start = opening.opening(600)
    // Nearly every mail ends here.
    if !isTelling, !hasSubject, !start.contains(anyOf: BounceWording.hints) { return false }
    if isAutomatic || !isDaemon, isAbandoned { return true }
    let looks = isServer ? isServersBounce(hasReturned) : isOthersBounce(hasReturned, start)
    return looks && !isAutomatic && !isChallenge(inReport: false)
  }

  private func isServersBounce(_ hasReturned: Bool) -> Bool {
    if hasServerSubject { return true }
    if warnsOwner { return false }
    let opening = FoldedText(message.text, limit: 3_000).unwrapped
    if isNullOnly, !hasReturned, !speaksOfMail(opening) { return false }
    if hasSubject { return true }
    if !isDaemon, opening.contains(anyOf: AutomaticPhrases.absences) { return false }
    return isDaemon && hasReturned || opening.contains(anyOf: BounceWording.failures)
  }

  private func isOthersBounce(_ hasReturned: Bool, _ start: FoldedText) -> Bool {
    if hasServerSubject, isAnswer || hasReturned { return true }
    guard hasSubject else { return Self.namesLostMail(start) }
    let opening = FoldedText(message.newText, limit: 3_000).unwrapped
    if opening.contains(anyOf: BounceWording.failures), speaksOfMail(opening),
      hasReturned || hasServerSubject || opening.contains("@")
    {
      return !opening.contains(anyOf: BounceWording.reports)
    }
    return forwardsBounce || Self.namesLostMail(start)
  }

  private func speaksOfMail(_ opening: FoldedText) -> Bool {
    subject.contains(anyOf: BounceWording.mailWords) || opening.contains(anyOf: BounceWording.mailNouns)
      || opening.contains(anyOf: BounceWording.mailMarks)
  }

  /// Whether a server speaks of the reader's own mailbox.
  private var warnsOwner: Bool {
    [subject, FoldedText(message.text, limit: 200)].contains {
      $0.contains(anyOf: BounceWording.ownMailboxes)
    }
  }

  /// Whether a program asks the sender to prove himself first.
  func isChallenge(inReport: Bool) -> Bool {
    let opening = FoldedText(message.text, limit: 3_000).unwrapped
    return opening.contains(anyOf: BounceWording.challenges)
      || inReport && opening.contains(anyOf: BounceWording.reportChallenges)
  }

  /// Whether the text says that nobody reads this mailbox any more.
  var isAbandoned: Bool {
    let opening = FoldedText(message.newText, limit: 600).unwrapped
    guard opening.contains(anyOf: BounceWording.abandonments) else { return false }
    if isAnswer { return opening.contains(anyOf: BounceWording.mailboxes) }
    return message.newText.utf8.count < 500 && opening.opening(90).contains(anyOf: BounceWording.mailboxes)
  }

  /// The mailbox that nobody reads any more: what the text names before it says so, else the sender's; what
  /// it names behind is the new one.
  func abandonedMailbox(own: Set<String>) -> String? {
    guard !isDaemon, isAbandoned else { return nil }
    let opening = FoldedText(message.newText, limit: 600)
    let end = BounceWording.abandonments.first(in: opening.unwrapped.bytes)?.lowerBound ?? 0
    let named = AddressScanner.addresses(in: Array(opening.bytes[..<end])).map(\.address)
    return named.first { !own.contains($0) } ?? message.sender?.address
  }

  /// Whether the text is nothing but a bounce passed on.
  private var forwardsBounce: Bool {
    guard message.newText.isEmpty, hasSubject else { return false }
    let opening = FoldedText(message.text, limit: 3_000).unwrapped
    return opening.opening(600).contains(anyOf: BounceWording.daemonMarks)
      && opening.contains(anyOf: BounceWording.failures)
  }

  private static func isNull(_ value: [UInt8]) -> Bool {
    value.filter { !$0.isWhitespace } == Array("<>".utf8)
  }

  /// “Your message … did not reach him”: mail that failed, not goods, and not “did not reach me”.
  private static func namesLostMail(_ opening: FoldedText) -> Bool {
    guard let noun = BounceWording.mailNouns.first(in: opening.bytes), noun.lowerBound <= 200 else {
      return false
    }
    let rest = FoldedText(folded: Array(opening.bytes[noun.lowerBound...].prefix(300)))
    guard let loss = BounceWording.losses.first(in: rest.bytes) else { return false }
    let behind = FoldedText(folded: Array(rest.bytes[loss.upperBound...].prefix(12)))
    let between = FoldedText(folded: Array(rest.bytes[..<loss.lowerBound].suffix(12)))
    return !behind.hasPrefix(anyOf: [" me", " us", " до меня", " до нас"])
      && !between.hasSuffix(anyOf: ["mich ", "uns ", "мне ", "нам ", "до меня ", "до нас "])
      && !opening.contains(anyOf: BounceWording.reports)
  }
}
