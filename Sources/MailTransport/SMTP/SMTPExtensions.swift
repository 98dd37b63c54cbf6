// SPDX-License-Identifier: Apache-2.0

/// What a server offers in its reply to EHLO (RFC 5321 §4.1.1.1).
package struct SMTPExtensions: Hashable, Sendable {
  /// The login mechanisms, in upper case (RFC 4954).
  package private(set) var mechanisms: Set<String> = []
  /// The size limit in bytes, 0 for none; nil where SIZE is not offered (RFC 1870).
  package private(set) var sizeLimit: Int?
  /// Whether 8-bit bodies are taken (RFC 6152).
  package private(set) var takes8Bit = false
  /// All keywords in upper case, in the order given.
  package private(set) var keywords: [String] = []

  /// Reads the reply to EHLO; its first line names the server.
  package init(_ reply: SMTPReply) {
    for line in reply.lines.dropFirst() {
      // The form with "=" is what servers of the nineties say beside the right one.
      let words = line.uppercased().split { $0 == " " || $0 == "=" }
      guard let keyword = words.first.map(String.init) else { continue }
      keywords.append(keyword)
      switch keyword {
      case "AUTH": mechanisms.formUnion(words.dropFirst().map(String.init))
      case "SIZE": sizeLimit = words.dropFirst().first.flatMap { Int($0) } ?? 0
      case "8BITMIME": takes8Bit = true
      default: break
      }
    }
  }
}
