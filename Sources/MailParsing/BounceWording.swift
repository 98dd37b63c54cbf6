// SPDX-License-Identifier: Apache-2.0

import MailModel

/// Recognises bounces that are no proper report, by sender, subject and wording.
enum BounceWording {
  /// Whether the message is such a bounce.
  ///
  /// A subject that only mail servers write is enough. Else it takes a daemon as sender or a telling subject,
  /// and words of failure; where neither sender nor subject tell, the words must speak of a mail: parcels
  /// fail as well.
  static func isFreeTextBounce(_ message: Message, _ headers: HeaderBlock) -> Bool {
    if headers.first("x-failed-recipients") != nil { return true }
    let subject = FoldedText(message.subject, limit: 500)
    if subject.hasPrefix(anyOf: serverSubjects) { return true }
    let opening = FoldedText(message.text, limit: 2_000)
    if opening.contains("final-recipient:"), opening.contains("action:") { return true }
    let local = message.sender.map { $0.folded.prefix { $0 != "@" } } ?? ""
    let isDaemon = daemons.contains(String(local)) || headers.first("return-path").map(isNull) ?? false
    let saysSubject = subject.contains(anyOf: subjects)
    if isDaemon { return saysSubject || opening.contains(anyOf: failures) }
    if saysSubject, opening.contains(anyOf: failures), opening.contains("@") { return true }
    return namesLostMail(FoldedText(folded: Array(opening.bytes.prefix(800))))
  }

  private static func isNull(_ value: [UInt8]) -> Bool {
    value.filter { !$0.isWhitespace } == Array("<>".utf8)
  }

  /// “Your message … did not reach him”: mail that failed, not goods.
  private static func namesLostMail(_ opening: FoldedText) -> Bool {
    for noun in mailNouns {
      guard let found = opening.index(of: noun, from: 0) else { continue }
      let rest = FoldedText(folded: Array(opening.bytes[found...].prefix(300)))
      if rest.contains(anyOf: losses) { return true }
    }
    return false
  }

  /// Local parts of senders of bounces.
  static let daemons: Set<String> = [
    "mailer-daemon", "mailerdaemon", "postmaster", "mail-daemon", "mdaemon",
  ]

  private static let serverSubjects = [
    "delivery status notification", "undelivered mail returned to sender", "mail delivery failed",
    "mail delivery failure",
    "failure notice", "delivery failure", "returned mail:", "undeliverable:", "unzustellbar:",
    "undeliverable mail",
    "письмо не доставлено", "сообщение не доставлено", "недоставленное сообщение",
    "уведомление о состоянии доставки",
    "отчёт о недоставке", "отчет о недоставке", "не удается доставить:", "не удаётся доставить:",
    "mailer-daemon", "dsn:",
  ]

  private static let subjects = [
    "undelivered mail", "undeliverable", "undelivered", "delivery status notification", "delivery failure",
    "delivery failed", "mail delivery failed", "mail delivery failure", "returned mail", "failure notice",
    "delivery has failed",
    "delivery notification", "message not delivered", "could not be delivered", "nondeliverable",
    "non-delivery",
    "warning: message", "warning: could not send", "returning to sender", "mail failed", "failed mail",
    "mail delivery warning",
    "automatically rejected mail", "processing error", "письмо не доставлено", "сообщение не доставлено",
    "недоставленное сообщение", "недоставленное письмо", "не удается доставить", "не удаётся доставить",
    "не удалось доставить", "ошибка доставки", "возврат письма", "возвращено", "unzustellbar",
    "nicht zustellbar", "zustellung fehlgeschlagen",
    "zustellfehler", "unzustellbare nachricht", "zustellung gescheitert",
  ]

  private static let failures = [
    "could not be delivered", "couldn't be delivered", "wasn't delivered", "was not delivered",
    "not be delivered", "unable to deliver",
    "delivery failed", "delivery has failed", "delivery to the following", "failed permanently",
    "has been failing", "undeliverable",
    "user unknown", "mailbox full", "mailbox unavailable", "permanent error", "permanent fatal errors",
    "did not reach",
    "returned to sender", "host not found", "over quota", "has been returned", "has been postponed",
    "was aborted", "automatically rejected", "no valid recipients", "is not valid", "did not exist",
    "recipient address rejected", "no such user",
    "unknown user",
    "не доставлено", "не удалось доставить", "не может быть доставлено", "невозможно доставить", "переполнен",
    "не существует", "nicht zugestellt", "nicht zustellbar", "unzustellbar", "unbekannter empfänger",
    "postfach ist voll",
  ]

  /// What a report of a delay says.
  static let delays = [
    "will be retried", "will keep trying", "delayed", "postponed", "continue to try", "still being",
    "попытки будут", "wird weiterhin",
    "verzögert",
  ]

  private static let mailNouns = [
    "your message", "your e-mail", "your email", "your mail", "ваше сообщение", "ваше письмо",
    "ihre nachricht", "ihre e-mail",
    "ihre mail",
  ]

  private static let losses = [
    "could not be delivered", "couldn't be delivered", "was not delivered", "has not been delivered",
    "did not reach",
    "was not received by", "has been rejected", "не доставлено", "не было доставлено", "не удалось доставить",
    "не дошло", "nicht zugestellt", "nicht erreicht", "unzustellbar",
  ]
}
