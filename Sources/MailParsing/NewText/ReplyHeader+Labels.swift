// SPDX-License-Identifier: Apache-2.0

extension ReplyHeader {
  /// What a field of the block tells.
  enum Label {
    case from, date, to, subject, other
    /// A date by a word that only mail programs put before one.
    case sent
  }

  /// The field that a line starts with, nil when it starts with none.
  static func label(of line: ArraySlice<UInt8>) -> Label? {
    let head = line.prefix(48)
    guard let colon = head.firstIndex(where: { $0 == UInt8(ascii: ":") || $0 == 0xEF }),
      colon > head.startIndex
    else { return nil }
    if head[colon] == 0xEF, !head[colon...].starts(with: "：".utf8) { return nil }
    let name = head[..<colon].trimmed {
      $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ">") || $0.isWhitespace
    }
    guard name.count <= longestLabel, !name.isEmpty else { return nil }
    return labels[FoldedText.fold(name)]
  }

  /// The fields that stand inside a line: `From: Ann Sent: Monday To: Bo Subject: Offer`.
  static func labelsInside(_ line: QuoteLine) -> Set<Label> {
    var found: Set<Label> = []
    let text = line.trimmed.prefix(600)
    var search = text
    while let colon = search.firstIndex(of: UInt8(ascii: ":")) {
      let words = text[..<colon].trimmed { $0 == UInt8(ascii: "*") || $0 == 32 }
      let blank = words.lastIndex { $0 == 32 || $0 == UInt8(ascii: "*") }
      // A lower-case word with a colon is prose.
      if let blank, let first = words[(blank + 1)...].first, first < 0x61 || first == 0xD0 || first == 0xC3 {
        let word = words[(blank + 1)...]
        if word.count <= longestLabel, let label = labels[FoldedText.fold(word)] { found.insert(label) }
      }
      search = text[text.index(after: colon)...]
    }
    return found
  }

  private static let longestLabel = labels.keys.map(\.count).max() ?? 0

  private static let labels: [[UInt8]: Label] = {
    var labels: [[UInt8]: Label] = [:]
    for (label, names) in table {
      for name in names.split(whereSeparator: { $0 == "|" || $0 == "\n" }) {
        labels[Array(name.utf8)] = label
      }
    }
    return labels
  }()

  private static let table: [(Label, String)] = [
    (
      .from,
      """
      from|от|от кого|отправитель|von|absender|de|da|van|od|від|відправник|fra|från|expéditeur|remitente
      mittente
      afzender|nadawca|lähettäjä|odesílatel|odosielateľ|feladó|de la|kimden|gönderen|Από|发件人|寄件者|寄件人
      差出人|送信者|보낸 사람|보낸사람|remetente|avsändare|avsender|afsender
      """
    ),
    (
      .date,
      """
      date|дата|datum|fecha|data|when|dato|päiväys|päivämäärä|dátum|tarih|Ημερομηνία|日期|日付|날짜
      """
    ),
    (
      .sent,
      """
      sent|date sent|sent at|отправлено|дата отправки|отправлен|послано|gesendet|gesendet am|envoyé
      envoyé le|message du|enviado|enviado el|enviado em|inviato|verzonden|wysłano|надіслано|відправлено
      изпратено|sendt|skickat|lähetetty|odesláno|odoslané|elküldve|küldve|trimis|gönderildi
      gönderme tarihi|Στάλθηκε|发送时间|发送日期|寄件日期|送信日時|보낸 날짜
      """
    ),
    (
      .to,
      """
      to|кому|получатель|an|empfänger|à|a|para|aan|do|til|till|pour|destinataire|destinatario|vastaanottaja
      komu
      címzett|către|kime|alıcı|до|Προς|收件人|收件者|宛先|받는 사람|받는사람|adresat
      """
    ),
    (
      .subject,
      """
      subject|тема|betreff|objet|sujet|asunto|oggetto|onderwerp|temat|emne|ämne|assunto|aihe|předmět
      predmet|tárgy
      subiect|konu|относно|Θέμα|主题|主旨|主題|件名|제목
      """
    ),
    (
      .other,
      """
      cc|копия|kopie|bcc|reply-to|reply to|attachments|attachment|вложения|вложение|anlagen|anlage|anhang
      importance
      важность|priority|priorität|wichtigkeit|приоритет|cci|копія|antwort an|antwort-an|organization
      organisation
      mime-version|message-id|sensitivity|copie à|copie|kopi|kopia|kopio|kopie aan|dw|udw|másolat|bilgi|抄送|副本
      참조|categories|flag|скрытая копия|pièces jointes|allegati|adjuntos|bijlagen|załączniki
      content-type|user-agent|x-mailer|return-path|delivered-to|resent-from|resent-date|resent-to|list-id
      in-reply-to
      references|signed by|mailed-by|security|дата получения|received
      """
    ),
  ]
}
