// SPDX-License-Identifier: Apache-2.0

/// Finds the enhanced status code (RFC 3463) of a failure in what servers write.
enum EnhancedStatus {
  /// The status of a recipient: the one given, unless it is missing or says nothing (`5.0.0`) and the words of
  /// the server, its SMTP code or its own enhanced code tell more.
  static func refined(_ given: String, by text: String, isDelay: Bool) -> String {
    if !given.isEmpty, !given.hasSuffix(".0.0") { return given }
    let codes = codes(in: text)
    if let exact = exact(codes) { return exact }
    let reply = replyCode(in: text)
    let kind =
      given.first ?? codes.first?.first ?? reply.map { $0 < 500 ? "4" : "5" } ?? (isDelay ? "4" : "5")
    let folded = FoldedText(text, limit: 4_000).unwrapped
    if kind != "2", let reason = reasons.first(where: { folded.contains(anyOf: $0.words) }) {
      return "\(kind).\(reason.detail)"
    }
    if !given.isEmpty { return given }
    if let general = codes.first { return general }
    return reply.map { replies[$0] ?? "\($0 / 100).0.0" } ?? ""
  }

  /// The first enhanced code of a failure in a text that says more than `5.0.0`.
  static func exact(in text: String) -> String? { exact(codes(in: text)) }

  private static func exact(_ codes: [String]) -> String? {
    codes.first { !$0.hasSuffix(".0.0") && !$0.hasPrefix("2") }
  }

  /// The enhanced code that stands first in a field, empty when there is none.
  static func code(in text: String) -> String { codes(in: text).first ?? "" }

  /// The enhanced codes of a text.
  ///
  /// Version numbers and dates look alike, so a code opens its line or field, or stands behind a code, a mark
  /// or a word that announces one.
  private static func codes(in text: String) -> [String] {
    var found: [String] = []
    let bytes = Array(text.utf8.prefix(8_000))
    var index = 0
    while index < bytes.count, found.count < 16 {
      guard bytes[index].isDigit else {
        index += 1
        continue
      }
      let start = index
      while index < bytes.count, bytes[index].isDigit || bytes[index] == UInt8(ascii: ".") { index += 1 }
      var word = bytes[start..<index]
      if word.last == UInt8(ascii: ".") { word = word.dropLast() }
      let fields = word.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      guard fields.count == 3, fields[0].count == 1, fields[1].count == 1, (1...3).contains(fields[2].count),
        [50, 52, 53].contains(fields[0][fields[0].startIndex]),
        fields[2].count == 1 || fields[2].first != 48, announces(bytes[..<start])
      else { continue }
      found.append(String(decoding: word, as: UTF8.self))
    }
    return found
  }

  private static func announces(_ before: ArraySlice<UInt8>) -> Bool {
    guard let last = before.last else { return true }
    if "#(-\n[<>:;".utf8.contains(last) { return true }
    guard last.isWhitespace || last == UInt8(ascii: "=") else { return false }
    var head = before
    while let byte = head.last, byte.isBlank || byte == UInt8(ascii: "=") { head.removeLast() }
    guard let end = head.last else { return true }
    if ":;#(-\n,]>".utf8.contains(end) { return true }
    if end.isDigit {
      let digits = head.suffix(while: \.isDigit)
      let isWhole = head.dropLast(digits.count).last != UInt8(ascii: ".")
      return digits.count == 3 && isWhole
    }
    let word = FoldedText(head.suffix(while: { $0 > 32 }))
    return word.hasSuffix(anyOf: ["status", "code", "error", "said", "dsn", "reason", "smtp", "fehler"])
  }

  /// The first SMTP reply code of a failure (RFC 5321 §4.2).
  private static func replyCode(in text: String) -> Int? {
    var previous = UInt8(ascii: " ")
    var digits = 0
    var value = 0
    func whole(_ next: UInt8) -> Bool {
      digits == 3 && (400...559).contains(value) && !next.isLetter && next != UInt8(ascii: ".")
        && next != UInt8(ascii: "@")
    }
    for byte in text.utf8.prefix(8_000) {
      if byte.isDigit {
        if digits > 0 || !(previous.isLetter || ".@-".utf8.contains(previous))
          || previous == UInt8(ascii: "-")
        {
          digits += 1
          value = digits > 3 ? 0 : value * 10 + Int(byte - 48)
        }
      } else {
        if whole(byte) { return value }
        (digits, value) = (0, 0)
      }
      previous = byte
    }
    return whole(10) ? value : nil
  }

  /// What the SMTP codes mean when no word tells more.
  private static let replies = [
    421: "4.3.2", 450: "4.2.0", 452: "4.3.1", 530: "5.7.0", 535: "5.7.8", 551: "5.1.6", 552: "5.2.2",
    553: "5.1.3",
  ]
}

extension EnhancedStatus {
  private struct Reason: Sendable {
    let detail: String
    let words: PhraseSet
    init(_ detail: String, _ words: [String]) {
      self.detail = detail
      self.words = PhraseSet(words)
    }
  }

  /// What words tell, the surest first.
  private static let reasons = [
    Reason(
      "2.2",
      [
        "mailbox full", "mailbox is full", "inbox is full", "over quota", "overquota", "quota exceeded",
        "exceeded quota", "exceeded its quota", "mailbox quota", "mailbox-quota", "quota has been exceeded",
        "exceeded storage", "storage allocation", "mailbox size limit", "disk space limit",
        "too many messages",
        "zuviele mails", "zu viele mails", "mailbox has exceeded", "space not enough", "disk quota",
        "переполнен", "disc quota", "exceeded the local limit", "full mailbox", "exceeding their quota",
        "exceeds allowed size", "квота",
        "postfach ist voll", "postfach voll",
        "postfach des empfängers ist voll",
        "speicherplatz", "boîte pleine", "buzón lleno", "casella piena", "skrzynka pełna", "quota full",
      ]),
    Reason(
      "3.4",
      [
        "too large", "too big", "message size", "size limit", "maximum size", "message too long",
        "fixed limit", "max message size", "слишком больш", "превышает допустимый", "превышен размер",
        "zu groß",
        "zu gross", "maximum incoming message",
      ]),
    Reason(
      "1.2",
      [
        "host unknown", "unknown host", "host not found", "domain not found", "no such domain",
        "no such host",
        "domain does not exist", "domain doesn't exist", "name service error", "domain name not found",
        "service not known", "unrouteable mail domain", "unknown domain", "bad destination host",
        "domain lookup", "unable to look up", "find any host", "find a gateway", "destination computer",
        "no matches to nameserver",
        "домен не", "domain unbekannt", "domain existiert nicht",
      ]),
    Reason(
      "1.1",
      [
        "user unknown", "unknown user", "no such user", "no such recipient", "no such mailbox",
        "user not found",
        "unknown recipient", "recipient unknown", "recipient not found", "mailbox not found", "no mailbox",
        "no mail box", "not a valid user", "not a valid mailbox", "not a known user", "unknown account",
        "no such address", "unknown local", "not listed in", "user doesn't", "unknown or illegal",
        "account does not exist", "user does not exist", "recipient does not exist", "mailbox does not exist",
        "address does not exist", "couldn't be found", "could not be found", "wasn't found", "was not found",
        "doesn't have a", "invalid recipient", "invalid mailbox", "invalid user", "nonexist",
        "not our customer",
        "bad destination mailbox", "bad recipient", "bad_recipient", "not an active", "user not known",
        "n'existe pas", "delivery userid",
        "нет такого", "не существует", "не найден", "не удалось найти", "неизвестный пользователь",
        "неверный адрес", "unbekannter", "empfänger unbekannt", "existiert nicht", "nicht gefunden",
        "nicht bekannt", "nieznany", "nie istnieje", "utilisateur inconnu", "no existe", "non esiste",
      ]),
    Reason(
      "7.1",
      [
        "spam", "unsolicited", "bulk mail", "bulk email", "mass mailer", "blacklist", "blocklist",
        "block list",
        "blocked using", "dnsbl", "policy", "policies", "relay access denied", "relaying denied",
        "as a relay",
        "not allowed to send", "not accepting", "access denied", "not authorized", "unauthenticated", "dmarc",
        "sender policy framework", "rcpthosts", "content filter", "content reject", "virus", "reputation",
        "poor reputation", "prohibited", "рассылк", "спам", "отклонено", "заблокирова", "richtlinie",
        "abgelehnt",
      ]),
    Reason(
      "2.1",
      [
        "disabled", "suspended", "inactive", "not active", "deactivated", "no longer active", "switched off",
        "no longer monitored", "no longer read", "no longer in use", "не обслуживается", "удалён", "удален",
        "больше не", "deaktiviert", "gesperrt", "nicht mehr",
      ]),
    Reason(
      "1.1",
      [
        "recipient rejected", "recipient address rejected", "address rejected", "mailbox unavailable",
        "does not exist", "doesn't exist", "not exist", "no longer on server", "not recognized",
        "is not valid", "no longer valid", "unrouteable address", "mailbox not available",
        "does not like recipient",
      ]),
    Reason("4.6", ["too many hops", "mail loop", "routing loop", "hop count"]),
    Reason(
      "4.7",
      ["retry timeout exceeded", "expired", "too long in", "queue lifetime", "gave up after"]),
    Reason(
      "4.1",
      [
        "timed out", "timeout", "connection refused", "not respond", "no answer", "unreachable",
        "unable to connect", "mail exchanger failed", "could not connect", "no route to host", "не отвечает",
        "nicht erreichbar",
      ]),
  ]
}

extension BidirectionalCollection<UInt8> {
  /// The bytes at the end for which the test holds.
  fileprivate func suffix(while test: (UInt8) -> Bool) -> SubSequence {
    var start = endIndex
    while start > startIndex, test(self[index(before: start)]) { formIndex(before: &start) }
    return self[start...]
  }
}
