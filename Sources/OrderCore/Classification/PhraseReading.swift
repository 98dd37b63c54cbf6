// SPDX-License-Identifier: Apache-2.0

/// What the phrases of the rules found in a message: all of a classification that needs no store.
package struct PhraseReading: Sendable {
  /// Evidence for one rule.
  struct Evidence: Sendable {
    let rule: Int
    /// The sum of the weights, each phrase counted once.
    var score = 0.0
    var groups: Set<Int> = []
    /// The phrase that forbids the rule.
    var veto: Int?
    var hits: [Hit] = []
    var phrases: [Int] = []
    /// Whether any evidence is written in Cyrillic letters.
    var hasCyrillic = false
  }

  /// A phrase found.
  struct Hit: Sendable {
    let phrase: Int
    let field: RuleField
    /// The bytes of the field.
    let excerpt: Range<Int>
  }

  /// By rule, in the order in which they were found.
  private(set) var evidence: [Evidence] = []

  /// Notes a phrase found; a phrase that is there already adds nothing.
  mutating func add(
    _ number: Int, _ phrase: CompiledPhrase, _ hit: @autoclosure () -> (Hit, isCyrillic: Bool)
  ) {
    let known = evidence.firstIndex { $0.rule == phrase.rule }
    let place = known ?? evidence.count
    if known == nil { evidence.append(Evidence(rule: phrase.rule)) }
    guard !evidence[place].phrases.contains(number) else { return }
    evidence[place].phrases.append(number)
    switch phrase.part {
    case .evidence: evidence[place].score += phrase.weight
    case .group(let group): evidence[place].groups.insert(group)
    case .unless:
      if evidence[place].veto == nil { evidence[place].veto = number }
      return
    case .except: return
    }
    let (hit, isCyrillic) = hit()
    evidence[place].hits.append(hit)
    if isCyrillic { evidence[place].hasCyrillic = true }
  }
}

/// The fields of a message that rules look at.
package struct RuleText: Hashable, Sendable {
  /// The new text.
  package var text: String
  /// The subject.
  package var subject: String
  /// What closes the new text.
  package var signature: String
  /// The names of the attachments, one a line.
  package var attachments: String
  /// What the attached documents say, one after the other.
  package var documents: String
  /// How they begin.
  package var documentHeads: String
  /// Whether it answers or forwards something, so that its subject is history.
  package var isReply: Bool

  /// Creates the fields.
  package init(
    text: String, signature: String = "", subject: String, attachments: [String], documents: [String] = [],
    isReply: Bool
  ) {
    self.text = text
    self.signature = signature
    self.subject = subject
    self.attachments = attachments.joined(separator: "\n")
    self.documents = documents.joined(separator: "\n\n")
    documentHeads = documents.map { $0.prefix(Self.headLength) }.joined(separator: "\n\n")
    self.isReply = isReply
  }

  /// Characters of a document that stand around its title.
  private static let headLength = 500

  /// The text of a field.
  func text(of field: RuleField) -> String {
    switch field {
    case .text: text
    case .subject, .freshSubject: subject
    case .signature: signature
    case .attachments: attachments
    case .documents: documents
    case .documentHeads: documentHeads
    }
  }
}
