// SPDX-License-Identifier: Apache-2.0

import MailModel

/// Tells mail to many by its headers alone.
enum BulkHeaders {
  /// Newsletter or mailing list, nil when the message is neither.
  ///
  /// Programs that write about an order set such headers too, and hiding an order costs more than showing a
  /// newsletter. So three kinds of mail stay messages: what a mailer says is transactional; `Precedence: bulk`
  /// or a way to unsubscribe from a program that writes by itself (RFC 3834 §5), which only asks for no
  /// automatic answers and lets people choose their notices; and an answer to a message, whose writer's program
  /// merely added a way to unsubscribe.
  static func form(_ headers: HeaderBlock, isAnswer: Bool, submitted: String) -> MessageForm? {
    var hasUnsubscribe = false
    var hasList = false
    var isDiscussion = false
    var isCampaign = false
    var asksSilence = submitted.hasPrefix("auto-")
    var precedence = ""
    for field in headers.fields {
      switch field.name {
      case "list-unsubscribe", "list-unsubscribe-post": hasUnsubscribe = true
      case "list-id", "list-subscribe", "list-archive", "list-owner": hasList = true
      case "list-post":
        hasList = true
        isDiscussion = isDiscussion || FoldedText(field.value[...], limit: 200).contains("mailto:")
      case "x-mailman-version", "x-beenthere", "x-mailing-list", "x-google-group-id", "mailing-list":
        isDiscussion = true
      case "precedence": precedence = word(field)
      case "x-auto-response-suppress": asksSilence = true
      case "x-pm-message-stream": if word(field) == "outbound" { return nil }
      case "x-message-type", "x-mail-type", "x-email-type": if word(field) == "transactional" { return nil }
      case "x-mc-user", "x-mailchimp-id", "x-newsletter", "x-newsletter-id", "x-postmaster-msgtype":
        isCampaign = true
      case "x-mailer": isCampaign = isCampaign || FoldedText(field.value[...]).contains(anyOf: massMailers)
      default: isCampaign = isCampaign || field.name.hasPrefix("x-campaign")
      }
    }
    let isPrecedent = precedence == "list" || (precedence == "bulk" || precedence == "junk") && !asksSilence
    let isUnsubscribable = hasUnsubscribe && !isAnswer && !asksSilence
    guard hasList || isCampaign || isPrecedent || isUnsubscribable else { return nil }
    return isDiscussion || precedence == "list" ? .mailingList : .newsletter
  }

  /// Whether the list that a message came over is one of ours: a shared mailbox may be a group, and then all its mail
  /// has the headers of a list.
  static func isOwnList(_ headers: HeaderBlock, _ ownDomains: Set<String>) -> Bool {
    guard !ownDomains.isEmpty else { return false }
    let values = headers.all("list-id") + headers.all("list-post") + headers.all("mailing-list")
    return values.contains { value in
      let text = String(decoding: value.prefix(500), as: UTF8.self).lowercased()
      // `Orders <orders.ourco.example>`, `<mailto:orders@ourco.example>`, `list orders@ourco.example; …`
      return text.split(whereSeparator: { " <>,;".contains($0) }).contains { word in
        ownDomains.contains { domain in
          guard word.hasSuffix(domain) else { return false }
          let before = word.dropLast(domain.count).last
          return before == nil || before == "." || before == "@"
        }
      }
    }
  }

  private static func word(_ field: HeaderField) -> String {
    String(decoding: field.value.prefix(40), as: UTF8.self).lowercased()
  }

  private static let massMailers = PhraseSet([
    "mailchimp", "unisender", "getresponse", "cleverreach", "newsletter", "inxmail", "rapidmail", "phplist",
    "acymailing", "mailpoet", "createsend", "campaign", "sendsay", "emarsys",
  ])
}
