// SPDX-License-Identifier: Apache-2.0

import MailModel

/// The machine's part of a delivery status notification (RFC 3464 §2, RFC 6533 §3).
struct StatusReport {
  /// The recipients in the order of the report, at most 1,000.
  private(set) var recipients: [BounceReport.Recipient] = []
  /// The Message-ID that some servers name.
  private(set) var originalMessageID: MessageID?

  private var original: [UInt8]?
  private var final: [UInt8]?
  private var actual: [UInt8]?
  private var action = ""
  private var status = ""
  private var diagnostic = ""
  /// Whether no recipient has been named since the last empty line.
  private var isNewGroup = true

  /// Whether bytes whose type does not say so are such a part.
  static func isReport(_ bytes: [UInt8]) -> Bool {
    guard bytes.count <= 1 << 20 else { return false }
    let opening = FoldedText(bytes[...], limit: 4_000)
    let start = opening.bytes.drop { $0.isWhitespace }
    let opens = ["reporting-mta:", "final-recipient:", "original-recipient:", "original-envelope-id:"]
    return FoldedText(folded: Array(start.prefix(40))).hasPrefix(anyOf: opens)
      && opening.contains("final-recipient:")
  }

  /// Reads the fields.
  ///
  /// A recipient ends where a field of it comes again, and not at an empty line, which relays add and lose.
  init(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { buffer in
      var position = 0
      while position < buffer.count, recipients.count < BounceReading.recipientLimit {
        let group = HeaderBlock(in: buffer, from: position, to: buffer.count)
        guard group.end > position else { break }
        position = group.end
        isNewGroup = true
        for field in group.fields { take(field) }
      }
    }
    finish()
  }

  private mutating func take(_ field: HeaderField) {
    switch field.name {
    case "original-recipient":
      if original != nil || final != nil && isNewGroup { finish() }
      original = field.value
      isNewGroup = false
    case "final-recipient":
      if final != nil { finish() }
      final = field.value
      isNewGroup = false
    case "x-actual-recipient": actual = actual ?? field.value
    case "action":
      if !action.isEmpty { finish() }
      action = String(decoding: field.value.prefix(80), as: UTF8.self).lowercased()
    case "status":
      if !status.isEmpty { finish() }
      status = EnhancedStatus.code(in: String(decoding: field.value.prefix(200), as: UTF8.self))
    case "diagnostic-code", "x-diagnostic-code":
      diagnostic += CharsetDecoding.decode(unlabelled: Array(field.value.prefix(2_000))) + "\n"
    case "x-original-message-id", "original-message-id":
      originalMessageID = MessageIDList.parse(field.value).identifiers.first
    default: break
    }
  }

  private mutating func finish() {
    // The original recipient is the address that we wrote to; the final one may be an alias we never saw.
    let named = [original, final, actual].compactMap { $0.map(Self.address) }.filter { !$0.isEmpty }
    if let address = named.first(where: { $0.utf8.contains(UInt8(ascii: "@")) }) ?? named.first,
      recipients.count < BounceReading.recipientLimit, !BounceReading.isMasked(address)
    {
      let action = Self.action(action, status: status)
      let status = EnhancedStatus.refined(
        status, by: action == "failed" || action == "delayed" ? diagnostic : "", isDelay: action == "delayed")
      recipients.append(BounceReport.Recipient(address: address, status: status, action: action))
    }
    (original, final, actual, action, status, diagnostic) = (nil, nil, nil, "", "", "")
  }

  /// One of the words of RFC 3464 §2.3.3; servers write others too.
  private static func action(_ written: String, status: String) -> String {
    let word = written.drop { !($0 >= "a" && $0 <= "z") }.prefix { $0 >= "a" && $0 <= "z" }
    switch word {
    case "failed", "failure", "fail", "error", "undeliverable", "bounced", "rejected": return "failed"
    case "delayed", "delay", "warning", "deferred": return "delayed"
    case "delivered", "relayed", "expanded": return String(word)
    default: return status.hasPrefix("2") ? "delivered" : status.hasPrefix("4") ? "delayed" : "failed"
    }
  }

  /// The address of `rfc822; user@host` or `utf-8; user@host`.
  private static func address(_ value: [UInt8]) -> String {
    let mark = value.firstIndex(of: UInt8(ascii: ";"))
    let type = FoldedText(value[..<(mark ?? 0)].filter { !$0.isWhitespace }[...], limit: 20)
    var bytes = Array(value[(mark.map { $0 + 1 } ?? 0)...])
    if let open = bytes.lastIndex(of: UInt8(ascii: "<")) {
      bytes = Array(bytes[(open + 1)...].prefix { $0 != UInt8(ascii: ">") })
    }
    if type.hasPrefix("utf-8") { bytes = withoutEscapes(bytes) }
    var text = EncodedWords.decode(bytes)
    // RFC 3461 §4: only these two must be escaped, and other pluses are tags.
    if text.utf8.contains(UInt8(ascii: "+")) {
      text = text.replacing("+2B", with: "+").replacing("+3D", with: "=")
    }
    let bare = Array(text.utf8)[...].trimmed { $0.isWhitespace || "<>\"';:,".utf8.contains($0) }
    return CleanText.line(String(decoding: bare.prefix(320), as: UTF8.self))
  }

  /// `\x{FC}` as the character it means (RFC 6533 §3).
  private static func withoutEscapes(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index...].starts(with: Array("\\x{".utf8)),
        let end = bytes[index...].prefix(10).firstIndex(of: UInt8(ascii: "}"))
      {
        let digits = String(decoding: bytes[(index + 3)..<end], as: UTF8.self)
        if let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init), scalar.value >= 32 {
          out += Array(String(Character(scalar)).utf8)
          index = end + 1
          continue
        }
      }
      out.append(bytes[index])
      index += 1
    }
    return out
  }
}
