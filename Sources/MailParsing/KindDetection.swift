// SPDX-License-Identifier: Apache-2.0

import MailModel

/// Tells mail of machines from mail of people by headers and by the subjects that programs write.
enum KindDetection {
  /// The kind of a message that is no bounce.
  ///
  /// `Auto-Submitted: auto-generated` alone says only that a program wrote it, as our own systems do (RFC
  /// 3834 §5), so it takes the words of an answer besides.
  static func kind(_ message: Message, _ headers: HeaderBlock, _ tree: MIMETree) -> MessageKind {
    if isAutomaticAnswer(message, headers, tree) { return .autoReply }
    return isBulk(headers) ? .bulk : .message
  }

  private static func isAutomaticAnswer(_ message: Message, _ headers: HeaderBlock, _ tree: MIMETree) -> Bool
  {
    let report = tree.nodes.first.map { $0.media.type == "multipart/report" ? $0.media.reportType : "" } ?? ""
    if report == "disposition-notification" { return true }
    let submitted = headers.keyword("auto-submitted").prefix { $0 != ";" && $0 != " " }
    if submitted == "auto-replied" || submitted == "auto-notified" { return true }
    let precedence = headers.keyword("precedence")
    if precedence == "auto_reply" || precedence == "auto-reply" { return true }
    if headers.fields.contains(where: { answerHeaders.contains($0.name) && !isNegative($0.value) }) {
      return true
    }
    let subject = FoldedText(message.subject, limit: 500)
    if AutomaticPhrases.opens(subject) { return true }
    let opening = FoldedText(message.newText, limit: 1_000)
    if subject.hasPrefix(anyOf: receiptOpenings) {
      return opening.contains(anyOf: receiptWords)
    }
    guard submitted == "auto-generated" || headers.first("x-auto-response-suppress") != nil else {
      return false
    }
    return [subject, opening].contains { $0.contains(anyOf: AutomaticPhrases.acknowledgements) }
  }

  private static func isBulk(_ headers: HeaderBlock) -> Bool {
    if headers.first("list-unsubscribe") != nil || headers.first("list-id") != nil { return true }
    return ["bulk", "list", "junk"].contains(headers.keyword("precedence"))
  }

  private static let answerHeaders: Set<String> = [
    "x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply", "x-mail-autoreply", "x-autoreply-from",
  ]

  private static func isNegative(_ value: [UInt8]) -> Bool {
    ["no", "false", "none", "0"].contains(String(decoding: value, as: UTF8.self).lowercased())
  }

  private static let receiptOpenings = [
    "read:", "прочитано:", "прочтено:", "gelesen:", "lu :", "leído:", "letto:",
  ]
  private static let receiptWords = [
    "was read", "has been read", "read on", "displayed", "прочит", "прочт", "gelesen", "angezeigt", "été lu",
    "leído",
  ]
}

/// The wording of automatic answers, in lower case.
enum AutomaticPhrases {
  /// Whether a subject is one that programs write over an automatic answer.
  static func opens(_ subject: FoldedText) -> Bool {
    if subject.hasPrefix(anyOf: phrases) { return true }
    guard let word = words.first(where: { subject.hasPrefix($0) }) else { return false }
    // People write of absence too: it takes the subject's end, a mark or the answered subject behind the
    // word.
    let rest = FoldedText(subject.bytes.dropFirst(word.utf8.count).trimmed { $0 == 32 })
    return rest.bytes.isEmpty || rest.hasPrefix(anyOf: [":", "–", "—", "-", "(", "[", "re:", "aw:", "fw:"])
  }

  private static let phrases = [
    "automatic reply", "automatic response", "automated reply", "automated response", "auto reply",
    "autoreply",
    "auto-reply", "auto response", "autoresponse", "auto-response", "[auto-reply]", "[autoreply]",
    "[auto reply]", "auto: re:",
    "vacation reply", "vacation response", "away from my mail", "i am out of the office",
    "out of office autoreply",
    "автоматический ответ", "автоматическое уведомление об отсутствии", "уведомление об отсутствии",
    "уведомление о прочтении", "автовідповідь", "automatische antwort", "automatische abwesenheit",
    "autom. antwort",
    "abwesenheitsnotiz", "abwesenheitsnachricht", "abwesenheitsmeldung", "lesebestätigung", "read receipt",
    "return receipt", "automatisch antwoord", "réponse automatique", "respuesta automática",
    "risposta automatica",
    "odpowiedź automatyczna", "automatická odpověď", "automaattinen vastaus", "resposta automática",
    "automatisk svar",
  ]

  private static let words = [
    "out of office", "out of the office", "out-of-office", "ooo", "автоответ", "нет на месте", "вне офиса",
    "отсутствую",
    "abwesend", "abwesenheit", "nicht im büro", "autosvar", "afwezig", "absence du bureau",
    "fuera de la oficina",
    "fuori sede",
  ]

  /// What ticket robots and form mailers say.
  static let acknowledgements = [
    "[ticket", "(ticket", "ticket #", "ticket number", "received your request", "received your message",
    "received your e-mail",
    "received your email", "request has been received", "message has been received",
    "request has been registered",
    "ticket has been created", "out of office", "out of the office", "automatic reply",
    "automatic acknowledgement",
    "ваше обращение", "заявка зарегистрирована", "обращение зарегистрировано", "ваш запрос зарегистрирован",
    "ваш запрос принят", "автоматический ответ", "ihre anfrage ist bei uns eingegangen",
    "anfrage wurde registriert",
    "ihre anfrage wurde", "ihre nachricht ist bei uns eingegangen", "automatische antwort", "abwesen",
  ]
}
