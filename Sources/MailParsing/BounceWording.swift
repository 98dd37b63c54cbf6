// SPDX-License-Identifier: Apache-2.0

import MailModel

/// Recognises bounces that are no proper report, by sender, subject and wording.
enum BounceWording {
  /// Whether the message is such a bounce.
  static func isFreeTextBounce(_ message: Message, _ headers: HeaderBlock) -> Bool {
    let subject = message.subject.lowercased()
    let opening = String(message.text.prefix(1_200)).lowercased()
    if headers.first("x-failed-recipients") != nil { return true }
    let local = message.sender.map { $0.folded.prefix { $0 != "@" } } ?? ""
    let isDaemon = daemons.contains(String(local)) || headers.first("return-path").map(isNull) ?? false
    let saysSubject = subjects.contains { subject.contains($0) }
    if isDaemon { return saysSubject || failures.contains { opening.contains($0) } }
    if saysSubject { return failures.contains { opening.contains($0) } }
    return namesLostMail(String(opening.prefix(500)))
  }

  private static func isNull(_ value: [UInt8]) -> Bool {
    value.filter { !$0.isWhitespace } == Array("<>".utf8)
  }

  /// “Your message … did not reach him”: mail that failed, not goods.
  private static func namesLostMail(_ opening: String) -> Bool {
    for noun in mailNouns {
      guard let found = opening.firstRange(of: noun) else { continue }
      let rest = opening[found.upperBound...].prefix(160)
      if losses.contains(where: { rest.contains($0) }) { return true }
    }
    return false
  }

  /// The recipients that a free text names.
  ///
  /// The addresses in it that are not the sender's or the reader's own, each with the status code that follows.
  static func recipients(_ message: Message, _ headers: HeaderBlock) -> [BounceReport.Recipient] {
    var addresses = headers.all("x-failed-recipients").flatMap { AddressList($0).mailboxes.map(\.address) }
    let own = Set((message.to + message.cc + message.from).map(\.folded))
    let text = String(message.text.prefix(8_000))
    if addresses.isEmpty { addresses = addressesIn(text).filter { !own.contains($0.lowercased()) } }
    var seen: Set<String> = []
    addresses = addresses.filter { seen.insert($0.lowercased()).inserted }
    let status = BounceReading.statusCode(text)
    let isDelay = delays.contains { text.lowercased().contains($0) } && !status.hasPrefix("5")
    return addresses.prefix(isPlural(text) ? 100 : 1).map {
      BounceReport.Recipient(address: $0, status: status, action: isDelay ? "delayed" : "failed")
    }
  }

  private static func isPlural(_ text: String) -> Bool {
    text.contains("recipients") || text.contains("addresses") || text.contains("получател")
      || text.contains("Empfänger")
  }

  private static func addressesIn(_ text: String) -> [String] {
    text.utf8.split { $0.isWhitespace || "<>()[],;:\"'".utf8.contains($0) }.compactMap { word in
      let word = Substring(word)
      guard let at = word.firstIndex(of: "@"), word.utf8.count <= 254, at != word.startIndex else {
        return nil
      }
      let domain = word[word.index(after: at)...]
      guard domain.contains("."), !domain.contains("@"),
        domain.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" })
      else { return nil }
      return String(word).trimmed(where: { $0 == "." })
    }
  }

  private static let daemons: Set<String> = [
    "mailer-daemon", "mailerdaemon", "postmaster", "mail-daemon", "mdaemon",
  ]

  private static let subjects = [
    "undelivered mail", "undeliverable", "undelivered", "delivery status notification", "delivery failure",
    "delivery failed", "mail delivery failed", "mail delivery failure", "returned mail", "failure notice",
    "delivery has failed",
    "delivery notification", "message not delivered", "could not be delivered", "nondeliverable",
    "non-delivery",
    "warning: message", "warning: could not send", "письмо не доставлено", "сообщение не доставлено",
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
    "returned to sender", "host not found", "over quota", "recipient address rejected", "no such user",
    "unknown user",
    "не доставлено", "не удалось доставить", "не может быть доставлено", "невозможно доставить", "переполнен",
    "не существует", "nicht zugestellt", "nicht zustellbar", "unzustellbar", "unbekannter empfänger",
    "postfach ist voll",
  ]

  private static let delays = [
    "will be retried", "will keep trying", "delayed", "still being", "попытки будут", "wird weiterhin",
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
