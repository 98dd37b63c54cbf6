// SPDX-License-Identifier: Apache-2.0

import Foundation
import Mustache
import OrderCore

/// A template file: where it may start a thread, a `Subject:` line and an empty line, then the body.
struct LetterTemplate: Sendable {
  /// A part of the letter, and the variables that it needs.
  private struct Part: Sendable {
    let needs: TemplateNeeds
    let mustache: MustacheTemplate
  }

  private static let subjectMark = "Subject:"

  private let subject: Part?
  private let body: Part

  /// Reads the text of a file; nil if the letter can't be read.
  init?(_ text: String, file: String, _ diagnostics: Diagnostics) {
    let text = text.replacing("\r\n", with: "\n")
    var body = text[...]
    if text.hasPrefix(Self.subjectMark) {
      let line = text.prefix { $0 != "\n" }
      body = text[line.endIndex...]
      if !body.hasPrefix("\n\n") {
        let place = SourcePlace(file: file, line: 2, column: 1)
        diagnostics.report("the subject is followed by an empty line, then the letter", at: place)
      }
      let words = line.dropFirst(Self.subjectMark.count)
      subject = Self.part(words, "subject", in: text, file: file, diagnostics)
    } else {
      subject = nil
    }
    guard let part = Self.part(body, "letter", in: text, file: file, diagnostics) else { return nil }
    self.body = part
  }

  private static func part(
    _ part: Substring, _ noun: String, in text: String, file: String, _ diagnostics: Diagnostics
  ) -> Part? {
    let known = diagnostics.found.count
    let place = SourceFile.place(after: text[..<part.startIndex], file: file)
    let written = part.trimmingCharacters(in: .whitespacesAndNewlines)
    if written.isEmpty { diagnostics.report("the \(noun) is blank", at: place) }
    let needs = TagScan.needs(of: part, in: text, file: file, diagnostics)
    guard diagnostics.found.count == known else { return nil }
    do {
      // A letter is plain text: without this the library writes & as &amp;.
      let mustache = try MustacheTemplate(string: "{{% CONTENT_TYPE: TEXT}}\n" + written)
      return Part(needs: needs, mustache: mustache)
    } catch {
      diagnostics.report("the \(noun) is not valid Mustache", at: place)
      return nil
    }
  }

  /// Returns the first variable that will be filled in and has no value.
  func missing(in values: [String: String]) -> String? {
    subject?.needs.missing(in: values) ?? body.needs.missing(in: values)
  }

  /// Fills the subject, on one line; nil when the template has none.
  func subject(_ values: [String: String]) -> String? {
    subject?.mustache.render(values.mapValues(PlainText.line))
  }

  /// Fills the body.
  func body(_ values: [String: String]) -> String {
    body.mustache.render(values).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

/// Makes texts from mail fit for a letter.
enum PlainText {
  /// Returns a text with plain line ends and without other controls, and without blanks around it.
  ///
  /// Marks that turn the direction of writing go as well: they make a letter look other than it reads.
  static func paragraph(_ text: String) -> String {
    if isPlain(text) { return text }
    let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    let kept = lines.unicodeScalars.filter { scalar in
      switch scalar {
      case "\n", "\t": true
      case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": false
      default: scalar.properties.generalCategory != .control
      }
    }
    return String(String.UnicodeScalarView(kept)).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Whether a text is surely fit as it is: what most are, and quickly told from their bytes.
  private static func isPlain(_ text: String) -> Bool {
    // What begins a control of U+0080…U+009F, a mark of direction, or a blank outside ASCII.
    func isSuspicious(_ byte: UInt8) -> Bool { byte == 0xC2 || (0xE1...0xE3).contains(byte) }
    guard let first = text.utf8.first, let last = text.utf8.last, first > 0x20, last > 0x20 else {
      return text.isEmpty
    }
    return text.utf8.allSatisfy { byte in
      byte >= 0x20 ? byte != 0x7F && !isSuspicious(byte) : byte == 0x0A || byte == 0x09
    }
  }

  /// Returns a text on one line.
  static func line(_ text: String) -> String {
    paragraph(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
