// SPDX-License-Identifier: Apache-2.0

import Foundation
package import MailModel

/// Finds the keys that a message names: in its subject, its new text and the names of its attachments.
///
/// A key is found by the company's own patterns, by general shapes (a container number, an air waybill), or
/// by the word before it (`invoice`, `заявка №`, `Bestellnummer:`). The same characters are never two keys:
/// the company's patterns win, then shapes, then words. Linear in the length of the message.
package struct KeyExtractor: Sendable {
  let patterns: KeyPatterns

  /// Text beyond this many bytes names no more keys.
  private static let longestText = 400_000
  /// A message names at most so many keys, and as many loose references.
  private static let mostKeys = 200
  private static let mostLoose = 32

  /// Compiles the patterns of a configuration; bad ones are left out and told in `diagnostics`.
  package init(configured: [KeyKind: [KeyPatternDefinition]] = [:]) {
    patterns = KeyPatterns(configured: configured)
  }

  /// What is wrong with the configured patterns.
  package var diagnostics: [Diagnostic] { patterns.diagnostics }

  /// Returns the keys of a message; `voice` says whose an order is that it speaks of.
  ///
  /// - Parameter documents: what its attachments say, as far as they have been read.
  package func extract(
    from message: Message, voice: KeyVoice, documents: [DocumentText] = []
  ) -> KeyExtraction {
    let subject = FoldedSubject.fold(message.subject)
    let subjectPlace: KeyPlace = subject.isReply || subject.isForward ? .staleSubject : .subject
    let year = Self.year(of: message)
    var collected = Collected()
    scan(message.newText, .text, voice, year, &collected)
    for name in message.attachmentNames.prefix(50) {
      scan(Self.withoutExtension(name), .attachment, voice, year, &collected)
    }
    scan(message.subject, subjectPlace, voice, year, &collected)
    for document in documents {
      collected.findings += findings(in: document, voice: voice, year: year)
    }
    return collected.extraction(mostKeys: Self.mostKeys, mostLoose: Self.mostLoose)
  }

  private func scan(
    _ text: String, _ place: KeyPlace, _ voice: KeyVoice, _ year: Int, _ collected: inout Collected
  ) {
    guard !text.isEmpty else { return }
    var bounded = text
    if bounded.utf8.count > Self.longestText {
      bounded = String(decoding: text.utf8.prefix(Self.longestText), as: UTF8.self)
    }
    bounded.withUTF8 { bytes in
      var scan = KeyScan(bytes, place: place, voice: voice, year: year, patterns: patterns)
      scan.run()
      collected.findings += scan.findings
      collected.loose += scan.loose
    }
  }

  /// The keys of one document: those that its structure names, then those of its text.
  ///
  /// One that names many of a kind is a statement or a price list, and names none. What does not say of what it is a
  /// number counts for nothing: a document is full of such numbers.
  private func findings(in document: DocumentText, voice: KeyVoice, year: Int) -> [KeyFinding] {
    var collected = Collected()
    for reference in document.references {
      guard let kind = reference.role.kind(voice) else { continue }
      collected.findings.append(
        KeyFinding(
          key: OrderKey(kind: kind, value: reference.value), place: .document,
          reason: "the document's \(reference.role.rawValue)"))
    }
    scan(String(document.text.prefix(Self.documentReach)), .document, voice, year, &collected)
    let found = collected.extraction(mostKeys: Self.mostKeys, mostLoose: 0).findings
    let counts = Dictionary(grouping: found, by: \.key.kind).mapValues(\.count)
    return found.filter { (counts[$0.key.kind] ?? 0) <= Self.mostOfAKind }
  }

  /// Characters of a document that are looked at: what it is about stands on its first pages.
  private static let documentReach = 20_000
  /// A document that names more keys of a kind is a list.
  private static let mostOfAKind = 4

  /// `Bestellung B-10442.pdf` → `Bestellung B-10442`.
  private static func withoutExtension(_ name: String) -> String {
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex,
      name.distance(from: dot, to: name.endIndex) <= 6
    else { return name }
    return String(name[..<dot])
  }

  /// The year of a message's date, to a day or so: own numbers are completed with it and the one before.
  private static func year(of message: Message) -> Int {
    guard let date = message.date else { return 0 }
    return 1970 + Int((date.timeIntervalSince1970 / 31_556_952).rounded(.down))
  }

  /// What the parts of a message gave, strongest place first.
  private struct Collected {
    var findings: [KeyFinding] = []
    var loose: [LooseReference] = []

    /// One finding a key, one kind a value; loose references that are known keys by now are dropped.
    func extraction(mostKeys: Int, mostLoose: Int) -> KeyExtraction {
      var kinds: [String: KeyKind] = [:]
      for finding in findings
      where kinds[finding.key.normalised] == nil || finding.reason == KeyScan.patternReason {
        kinds[finding.key.normalised] = finding.key.kind
      }
      var seen: Set<OrderKey> = []
      let kept = findings.filter { finding in
        guard kinds[finding.key.normalised] == finding.key.kind else { return false }
        // `CMR 1190227` in the text and `CMR_1190227.pdf` are one.
        let bare = finding.key.kind == .shipping ? DocumentPrefix.bare(finding.key.value) : nil
        return seen.insert(bare.map { OrderKey(kind: .shipping, value: $0) } ?? finding.key).inserted
      }
      var places: [String: Int] = [:]
      var open: [LooseReference] = []
      for reference in loose where kinds[reference.normalised] == nil {
        if let place = places[reference.normalised] {
          // The heading of a notice may say the kind that its text leaves open.
          if open[place].presumed == nil { open[place] = open[place].presuming(reference.presumed) }
        } else {
          places[reference.normalised] = open.count
          open.append(reference)
        }
      }
      return KeyExtraction(findings: Array(kept.prefix(mostKeys)), loose: Array(open.prefix(mostLoose)))
    }
  }
}
