// SPDX-License-Identifier: Apache-2.0

/// What the marks that mail programs put on their elements tell for certain.
enum HTMLDialect {
  /// A quote, or a forward, which ends with its element.
  case quote
  /// A quote in which an answer may stand: only what is marked inside it is quoted, or all if nothing is.
  case looseQuote
  /// The line that introduces a quote.
  case attribution
  /// The header of the message that is quoted from here on.
  case replyHeader
  /// The sender's signature.
  case signature

  /// Recognises an element by its identifier and classes, in lower case.
  init?(id: String?, classes: [Substring]) {
    for word in classes {
      if let known = Self.classes[word] {
        self = known
        return
      }
      if word.hasPrefix("yahoo_quoted") {
        self = .quote
        return
      }
    }
    guard let id else { return nil }
    // Outlook on the web puts a prefix before each identifier of a page that it quotes.
    let name = id.hasPrefix("x_") ? id.dropFirst(2) : id[...]
    if let known = Self.identifiers[name] {
      self = known
    } else if name.hasPrefix("yahoo_quoted") {
      self = .quote
    } else {
      return nil
    }
  }

  private static let classes: [Substring: HTMLDialect] = [
    "gmail_quote": .looseQuote, "gmail_quote_container": .looseQuote, "gmail_extra": .looseQuote,
    "gmail_attr": .attribution, "moz-cite-prefix": .attribution, "moz-forward-container": .looseQuote,
    "protonmail_quote": .quote, "tutanota_quote": .quote, "zmail_extra": .looseQuote,
    "gmail_signature": .signature, "moz-signature": .signature, "protonmail_signature_block": .signature,
    "tutanota_signature": .signature, "apple-mail-signature": .signature,
  ]

  private static let identifiers: [Substring: HTMLDialect] = [
    "divrplyfwdmsg": .replyHeader, "divrpyfwdmsg": .replyHeader, "olk_src_body_section": .looseQuote,
    "mail-editor-reference-message-container": .looseQuote, "reply-intro": .attribution,
    "applemailsignature": .signature, "apple-mail-signature": .signature, "signature": .signature,
    "ms-outlook-mobile-signature": .signature, "ms-outlook-signature": .signature,
  ]
}
