// SPDX-License-Identifier: Apache-2.0

import MailModel
import TextAnalysis

/// Everything that is wrong in rules that could be read as YAML: bad phrases, unknown lexicons.
package struct RuleCompilationError: Error, Sendable {
  /// What is wrong, in the order of the files; never empty.
  package let diagnostics: [Diagnostic]
}

extension RuleSet {
  /// Compiles rules; reports all that is wrong in them at once.
  package init(_ definition: RulebookDefinition) throws(RuleCompilationError) {
    var compiler = RuleCompiler(definition)
    let set = compiler.compile()
    guard compiler.diagnostics.isEmpty else {
      // A lexicon is read for every place that names it, a rule for every language.
      var seen: Set<Diagnostic> = []
      throw RuleCompilationError(diagnostics: compiler.diagnostics.filter { seen.insert($0).inserted })
    }
    self = set
  }
}

/// Turns the phrases of a rulebook into numbered elements and the index of words that fit them.
struct RuleCompiler {
  private let definition: RulebookDefinition
  let stemmers = Stemmers()
  var words = WordIndex()
  var groups: [Element: [WordGroup]] = [:]
  var groupWords: [Element] = []
  private var phrases: [CompiledPhrase] = []
  private var texts: [String] = []
  private var sequences: [CompiledSequence] = []
  private var steps: [CompiledStep] = []
  var elementCount: Element = 0
  var elementsBySyntax: [Key: Element] = [:]
  /// How many entries lead to an element: the fewer, the better an anchor.
  var breadth: [Element: Int] = [:]
  private(set) var lexicons: [LexiconKey: LexiconDefinition] = [:]
  /// Their entries as read: a lexicon is entered for every place that names it.
  var entries: [LexiconKey: [(words: Result<[WordSyntax], PhraseError>, place: SourcePlace)]] = [:]
  /// Stems by word and the language of its rule; nil for what is compared as it is written.
  var stems: [StemKey: (language: StemLanguage, stem: String)?] = [:]
  var diagnostics: [Diagnostic] = []

  struct Key: Hashable {
    let choices: [WordSyntax]
    let language: Language
  }

  struct StemKey: Hashable {
    let word: String
    let language: Language
  }

  struct LexiconKey: Hashable {
    let name: String
    let language: Language
  }

  init(_ definition: RulebookDefinition) {
    self.definition = definition
    for lexicon in definition.lexicons {
      lexicons[LexiconKey(name: lexicon.name, language: lexicon.language)] = lexicon
    }
  }

  mutating func compile() -> RuleSet {
    var rules: [CompiledRule] = []
    let spoken = definition.spoken
    for rule in definition.rules {
      let languages = rule.languages.isEmpty ? spoken : rule.languages
      // A rule without evidence is one for all languages: what forbids it does so in any of them.
      let variants = rule.always ? [languages] : languages.map { [$0] }
      for variant in variants {
        for language in variant { compile(rule, number: rules.count, language: language) }
        rules.append(CompiledRule(rule, language: variant[0], hasVariants: variants.count > 1))
      }
    }
    let (anchored, probes) = anchors()
    var suppression: [Event: Set<Event>] = [:]
    for precedence in definition.precedences {
      suppression[precedence.event, default: []].formUnion(precedence.suppresses)
    }
    let (concepts, conceptNames) = concepts()
    let scopes = scopes()
    let count = Int(elementCount)
    return RuleSet(
      rules: rules, unconditional: rules.indices.filter { rules[$0].always }, phrases: phrases, texts: texts,
      sequences: sequences, steps: steps, elementCount: count,
      anchored: ElementTable(anchored, elements: count),
      isProbe: (0..<elementCount).map(probes.contains), groups: ElementTable(groups, elements: count),
      groupWords: groupWords, words: words, scopes: scopes,
      concepts: concepts, conceptNames: conceptNames, suppression: suppression,
      languages: Set(rules.map(\.language)),
      definition: definition)
  }

  /// The phrases by the element that a search for them starts from, and the elements that they look for next.
  private func anchors() -> ([Element: [PhraseCandidate]], probes: Set<Element>) {
    var anchored: [Element: [PhraseCandidate]] = [:]
    var probes: Set<Element> = []
    for (index, phrase) in phrases.enumerated() {
      let anchor = sequences[phrase.sequences.lowerBound].anchor
      let probe = phrase.steps.filter { $0 != anchor }.min { width(steps[$0]) < width(steps[$1]) }
      let element = probe.map { steps[$0].element } ?? -1
      if element >= 0 { probes.insert(element) }
      anchored[steps[anchor].element, default: []].append(
        PhraseCandidate(phrase: Int32(index), probe: element, fields: phrase.fields))
    }
    return (anchored, probes)
  }

  private mutating func scopes() -> [Scope] {
    var found: [(Element, Scope)] = []
    for language in StemLanguage.allCases {
      for mood in Mood.allCases {
        for (name, scope) in [
          (mood.lexicon, Scope.word(of: mood, in: language)), (mood.lexicon + "_idioms", .idiom(of: mood)),
        ] {
          if let element = element(ofLexicon: name, language.language) { found.append((element, scope)) }
        }
      }
    }
    var scopes = [Scope](repeating: [], count: Int(elementCount))
    for (element, scope) in found { scopes[Int(element)].formUnion(scope) }
    return scopes
  }

  /// Numbers the lexicons by name, and says by element which of them it stands for.
  private mutating func concepts() -> ([ElementConcept?], names: [String]) {
    let shown = definition.lexicons.filter { !$0.name.hasPrefix("_") }
    let names = Set(shown.map(\.name)).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(names, Int32(0)...))
    var found: [Element: ElementConcept] = [:]
    for lexicon in shown {
      guard let number = numbers[lexicon.name],
        let element = element(ofLexicon: lexicon.name, lexicon.language)
      else { continue }
      found[element] = ElementConcept(index: number, language: lexicon.language)
    }
    return ((0..<elementCount).map { found[$0] }, names)
  }

  private mutating func compile(_ rule: RuleDefinition, number: Int, language: Language) {
    let isNeutral = rule.languages.count != 1
    func compile(_ list: [PhraseDefinition], _ part: CompiledPhrase.Part) {
      for phrase in list {
        self.compile(
          phrase, of: rule, number: number, part: part, language: language, isNeutral: isNeutral)
      }
    }
    compile(rule.any, .evidence)
    for (index, group) in rule.all.enumerated() { compile(group, .group(index)) }
    compile(rule.unless, .unless)
    compile(rule.except, .except)
  }

  private mutating func compile(
    _ phrase: PhraseDefinition, of rule: RuleDefinition, number: Int, part: CompiledPhrase.Part,
    language: Language, isNeutral: Bool
  ) {
    let syntax: PhraseSyntax
    do {
      syntax = try PhraseReader.read(phrase.text)
    } catch {
      report(error, at: phrase.place)
      return
    }
    if isNeutral, let word = syntax.wordOfLanguage {
      diagnostics.append(
        Diagnostic(
          phrase.place,
          "'\(word)' is a word of one language: a rule without 'language', or with several, names words by "
            + "lexicons ('@name')"))
      return
    }
    let known = diagnostics.count
    var compiled: [CompiledSequence] = []
    let firstStep = steps.count
    for sequence in syntax.sequences {
      let start = steps.count
      for step in sequence.steps {
        steps.append(
          CompiledStep(
            element: element(step.choices, language: language, place: phrase.place), gap: step.gap,
            startsSentence: step.startsSentence))
      }
      let anchor = (start..<steps.count).min { width(steps[$0]) < width(steps[$1]) } ?? start
      compiled.append(
        CompiledSequence(
          steps: start..<steps.count, anchor: anchor, joinsClause: sequence.joinsClause))
    }
    guard diagnostics.count == known else { return }
    phrases.append(
      CompiledPhrase(
        sequences: sequences.count..<sequences.count + compiled.count, steps: firstStep..<steps.count,
        weight: phrase.weight, fields: FieldMask(phrase.fields),
        moods: rule.moods(of: phrase, part, isQuestion: syntax.isQuestion), rule: number, part: part))
    texts.append(phrase.text)
    sequences += compiled
  }

  private func width(_ step: CompiledStep) -> Int { breadth[step.element] ?? 0 }

  mutating func report(_ error: PhraseError, at place: SourcePlace) {
    let column = place.column + error.offset
    diagnostics.append(
      Diagnostic(SourcePlace(file: place.file, line: place.line, column: column), error.message))
  }
}

extension RulebookDefinition {
  /// The languages of rules that name none: those that there are lexicons in.
  var spoken: [Language] {
    let found = Set(lexicons.map(\.language))
    return found.isEmpty ? [.german, .english, .russian] : found.sorted { $0.rawValue < $1.rawValue }
  }
}

extension RuleDefinition {
  /// The moods that one of its phrases counts in.
  func moods(of phrase: PhraseDefinition, _ part: CompiledPhrase.Part, isQuestion: Bool) -> MoodFilter {
    // What forbids a rule counts however it is said, unless the phrase itself says otherwise.
    let forbids = part == .unless || part == .except
    return MoodFilter { mood in
      if mood == .question, isQuestion { return .yes }
      return phrase.moods[mood] ?? (forbids ? .any : moods[mood] ?? mood.usual)
    }
  }
}
