// SPDX-License-Identifier: Apache-2.0

/// The warning that a mail system puts on top of what came from outside.
enum SenderBanner {
  /// Where it ends in a segment whose first lines are the first of the message; the segment's start when
  /// there is none.
  ///
  /// It is a paragraph of few lines that opens with a word of warning, speaks of a sender or a mail outside,
  /// and asks for care. Where text follows without an empty line, it ends with its last sentence of warning.
  static func end(in lines: [QuoteLine], _ segment: Range<Int>) -> Int {
    guard let first = segment.first(where: { !lines[$0].isBlank && !isFrame(lines[$0]) }) else {
      return segment.lowerBound
    }
    let last = min(segment.upperBound, first + 8)
    let limit = lines[first..<last].firstIndex(where: \.isBlank) ?? last
    guard openings.mayStart(bare(lines[first])) else { return segment.lowerBound }
    let opening = FoldedText(bare(lines[first]), limit: 400)
    guard openings.start(opening) else { return segment.lowerBound }
    let whole = FoldedText(
      ArraySlice(lines[first..<limit].map(\.trimmed).joined(separator: [32])), limit: 900)
    guard whole.contains(anyOf: outside), whole.contains(anyOf: mail), whole.contains(anyOf: care) else {
      return segment.lowerBound
    }
    var end = first + 1
    while end < limit, continues(lines[end - 1], lines[end]) { end += 1 }
    // What is left of the paragraph must be able to do without the rest.
    let head = FoldedText(ArraySlice(lines[first..<end].map(\.trimmed).joined(separator: [32])), limit: 900)
    guard head.contains(anyOf: outside), head.contains(anyOf: mail) else { return segment.lowerBound }
    while end < segment.upperBound, isFrame(lines[end]), end < limit + 2 { end += 1 }
    return end
  }

  private static func continues(_ above: QuoteLine, _ line: QuoteLine) -> Bool {
    if isFrame(line) { return true }
    let end = above.trimmed.last { ![42, 93, 41, 32].contains($0) }
    let isOpen = end != UInt8(ascii: ".") && end != UInt8(ascii: "!") && above.trimmed.count > 40
    return isOpen || FoldedText(line.trimmed, limit: 300).contains(anyOf: care)
  }

  /// A rule of signs around the banner.
  private static func isFrame(_ line: QuoteLine) -> Bool { line.isRule(atLeast: 3) }

  /// Without brackets, stars and signs in front.
  private static func bare(_ line: QuoteLine) -> ArraySlice<UInt8> {
    var text = line.trimmed
    while let first = text.first {
      if [42, 91, 33, 60, 62, 32, 35, 95, 45, 61].contains(first) {
        text = text.dropFirst()
      } else if first == 0xE2 || first == 0xEF {
        text = text.dropFirst(3)
      } else if first == 0xF0 {
        text = text.dropFirst(4)
      } else {
        break
      }
    }
    return text
  }

  private static let openings = Openings([
    "caution", "warning", "attention", "external", "alert", "notice: ", "be careful", "extern", "achtung",
    "vorsicht", "warnung", "hinweis: ", "внимание", "внешн", "осторожно", "предупреждение",
    "this email originated",
    "this e-mail originated", "this message originated", "this email came from", "this message came from",
    "this email was sent from outside", "this message was sent from outside",
    "this email is from an external",
    "this email comes from", "this message is from an external", "this sender is", "diese e-mail stammt",
    "diese e-mail kommt", "diese nachricht stammt", "diese nachricht kommt", "diese mail kommt",
    "diese e-mail wurde von",
    "you don't often get", "you don’t often get", "sie erhalten nicht ", "sie bekommen nicht ", "вы нечасто",
    "вы не часто", "это письмо", "данное письмо", "письмо получено", "письмо пришло", "письмо отправлено",
    "сообщение получено", "сообщение от внешнего", "письмо от внешнего", "courriel externe",
    "message externe",
    "ce message provient", "ce courriel provient", "mensaje externo", "este correo", "mail esterna",
    "email esterna",
    "deze e-mail is afkomstig", "let op", "uwaga", "увага", "zewnętrzn",
  ])

  private static let outside = [
    "external email", "external e-mail", "external mail", "external sender", "external message",
    "external source", "external recipient", "[external]", "[extern]", "external:", "outside of",
    "outside the", "outside your", "outside our", "from outside", "externe e-mail", "externe mail",
    "externe nachricht", "externer absender", "externen absender", "externer e-mail",
    "externen e-mail", "externen quelle", "außerhalb", "ausserhalb", "von extern", "внешняя почта",
    "внешней почт", "внешнее письмо", "внешнего письма", "внешнего отправител", "внешний отправител",
    "внешнего адрес", "внешнего источник", "внешней организац", "внешнее сообщение", "вне организации",
    "вне компании", "извне", "за пределами", "courriel externe", "expéditeur externe", "extérieur",
    "esterno", "esterna", "remitente externo", "correo externo", "externo", "buiten", "zewnętrz",
    "зовнішн", "don't often", "don’t often", "nicht häufig", "nicht oft", "нечасто", "не часто",
  ]
  private static let mail = [
    "mail", "message", "sender", "письм", "почт", "отправител", "сообщени", "nachricht", "absender",
    "courriel",
    "expéditeur", "correo", "mensaje", "remitente", "mittente", "afzender", "лист", "nadawc",
  ]
  private static let care = [
    "caution", "warning", "click", "links", "attachment", "careful", "attention", "[external",
    "external email",
    "external sender", "external message", "learn why", "achtung", "vorsicht", "klick", "anhäng", "anhang",
    "externe e-mail",
    "externe mail", "externer absender", "внимани", "осторож", "ссылк", "вложени", "внешняя почта",
    "внешнее письмо",
    "внешний отправитель", "cliquez", "pièces jointes", "haga clic", "adjunt", "cliccare", "allegati", "klik",
    "kliknij",
    "warum dies", "почему это",
  ]
}
