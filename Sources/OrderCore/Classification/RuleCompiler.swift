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
      throw RuleCompilationError(diagnostics: compiler.diagnostics)
    }
    self = set
  }
}

/// Turns the phrases of a rulebook into numbered elements and the index of words that fit them.
private struct RuleCompiler {
  private let definition: RulebookDefinition
  private let stemmers = Stemmers()
  private var words = WordIndex()
  private var groups: [Element: [WordGroup]] = [:]
  private var groupWords: [Element] = []
  private var phrases: [CompiledPhrase] = []
  private var texts: [String] = []
  private var sequences: [CompiledSequence] = []
  private var steps: [CompiledStep] = []
  private var elementCount: Element = 0
  private var elementsBySyntax: [Key: Element] = [:]
  /// How many entries lead to an element: the fewer, the better an anchor.
  private var breadth: [Element: Int] = [:]
  private var lexicons: [LexiconKey: LexiconDefinition] = [:]
  /// Their entries as read: a lexicon is entered for every place that names it.
  private var entries: [LexiconKey: [(words: Result<[WordSyntax], PhraseError>, place: SourcePlace)]] = [:]
  /// Stems by word and the language of its rule; nil for what is compared as it is written.
  private var stems: [StemKey: (language: StemLanguage, stem: String)?] = [:]
  private(set) var diagnostics: [Diagnostic] = []

  private struct Key: Hashable {
    let choices: [WordSyntax]
    let language: Language
  }

  private struct StemKey: Hashable {
    let word: String
    let language: Language
  }

  private struct LexiconKey: Hashable {
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
    for rule in definition.rules {
      let number = rules.count
      compile(rule.any, of: rule, number: number, part: .evidence)
      for (index, group) in rule.all.enumerated() {
        compile(group, of: rule, number: number, part: .group(index))
      }
      compile(rule.unless, of: rule, number: number, part: .unless)
      compile(rule.except, of: rule, number: number, part: .except)
      rules.append(CompiledRule(rule))
    }
    var anchored: [Element: [PhraseCandidate]] = [:]
    for (index, phrase) in phrases.enumerated() {
      let anchor = sequences[phrase.sequences.lowerBound].anchor
      let probe = phrase.steps.filter { $0 != anchor }.min { width(steps[$0]) < width(steps[$1]) } ?? anchor
      anchored[steps[anchor].element, default: []].append(
        PhraseCandidate(phrase: index, fields: phrase.fields, probe: steps[probe].element))
    }
    var suppression: [Event: Set<Event>] = [:]
    for precedence in definition.precedences {
      suppression[precedence.event, default: []].formUnion(precedence.suppresses)
    }
    let scopes = scopes()
    let count = Int(elementCount)
    return RuleSet(
      rules: rules, unconditional: rules.indices.filter { rules[$0].always }, phrases: phrases, texts: texts,
      sequences: sequences, steps: steps, elementCount: count,
      anchored: ElementTable(anchored, elements: count), groups: ElementTable(groups, elements: count),
      groupWords: groupWords, words: words, scopes: scopes, suppression: suppression,
      languages: Set(definition.rules.map(\.language)), definition: definition)
  }

  private mutating func scopes() -> [Scope] {
    var found: [(Element, Scope)] = []
    for (language, negation) in [
      (Language.russian, Scope.russianNegation), (.english, .englishNegation), (.german, .germanNegation),
    ] {
      for (name, scope) in [
        ("negation", negation), ("negation_idioms", .negationIdiom), ("condition", .condition),
        ("condition_idioms", .conditionIdiom),
      ] {
        if let element = reserved(name, language) { found.append((element, scope)) }
      }
    }
    var scopes = [Scope](repeating: [], count: Int(elementCount))
    for (element, scope) in found { scopes[Int(element)].formUnion(scope) }
    return scopes
  }

  private mutating func reserved(_ name: String, _ language: Language) -> Element? {
    guard let lexicon = lexicons[LexiconKey(name: name, language: language)] else { return nil }
    return element([.lexicon(name)], language: language, place: lexicon.place)
  }

  private mutating func compile(
    _ list: [PhraseDefinition], of rule: RuleDefinition, number: Int, part: CompiledPhrase.Part
  ) {
    for phrase in list { compile(phrase, of: rule, number: number, part: part) }
  }

  private mutating func compile(
    _ phrase: PhraseDefinition, of rule: RuleDefinition, number: Int, part: CompiledPhrase.Part
  ) {
    let syntax: PhraseSyntax
    do {
      syntax = try PhraseReader.read(phrase.text)
    } catch {
      report(error, at: phrase.place)
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
            element: element(step.choices, language: rule.language, place: phrase.place), gap: step.gap,
            startsSentence: step.startsSentence))
      }
      let anchor = (start..<steps.count).min { width(steps[$0]) < width(steps[$1]) } ?? start
      compiled.append(CompiledSequence(steps: start..<steps.count, anchor: anchor))
    }
    guard diagnostics.count == known else { return }
    // What forbids a rule counts however it is said, unless the phrase itself says otherwise.
    let forbids = part == .unless || part == .except
    phrases.append(
      CompiledPhrase(
        sequences: sequences.count..<sequences.count + compiled.count, steps: firstStep..<steps.count,
        isQuestion: syntax.isQuestion, weight: phrase.weight, fields: FieldMask(phrase.fields),
        negated: phrase.negated ?? (forbids ? .any : rule.negated),
        conditional: phrase.conditional ?? (forbids ? .any : rule.conditional), rule: number, part: part))
    texts.append(phrase.text)
    sequences += compiled
  }

  private func width(_ step: CompiledStep) -> Int { breadth[step.element] ?? 0 }

  private mutating func report(_ error: PhraseError, at place: SourcePlace) {
    let column = place.column + error.offset
    diagnostics.append(
      Diagnostic(SourcePlace(file: place.file, line: place.line, column: column), error.message))
  }

  /// Returns the element of a set of choices, entering the words that fit it into the index.
  private mutating func element(_ choices: [WordSyntax], language: Language, place: SourcePlace) -> Element {
    let key = Key(choices: choices, language: language)
    if let known = elementsBySyntax[key] { return known }
    let element = elementCount
    elementCount += 1
    elementsBySyntax[key] = element
    for choice in choices { enter(choice, as: element, language: language, place: place, depth: 0) }
    return element
  }

  private mutating func enter(
    _ choice: WordSyntax, as element: Element, language: Language, place: SourcePlace, depth: Int
  ) {
    breadth[element, default: 0] += 1
    switch choice {
    case .stem(let word):
      if let (stemLanguage, stem) = stem(of: word, language) {
        words.stems[stemLanguage.rawValue][stem, default: []].append(element)
      } else {
        words.exact[word, default: []].append(element)
      }
    case .exact(let word): words.exact[word, default: []].append(element)
    case .prefix(let part): words.prefixes.add(part.utf8, element)
    case .suffix(let part): words.suffixes.add(part.utf8.reversed(), element)
    case .infix(let part): words.infixes.add(part.utf8, element)
    case .number:
      words.numbers.append(element)
      breadth[element, default: 0] += 1000
    case .lexicon(let name): enterLexicon(name, as: element, language: language, place: place, depth: depth)
    }
  }

  private mutating func enterLexicon(
    _ name: String, as element: Element, language: Language, place: SourcePlace, depth: Int
  ) {
    guard let lexicon = lexicons[LexiconKey(name: name, language: language)] else {
      diagnostics.append(
        Diagnostic(place, "there is no lexicon '\(name)' for language \(language)\(near(name, language))"))
      return
    }
    guard depth < 16 else {
      diagnostics.append(Diagnostic(lexicon.place, "lexicon '\(name)' names itself through others"))
      return
    }
    for entry in read(lexicon) {
      switch entry.words {
      case .success(let group) where group.count == 1:
        enter(group[0], as: element, language: language, place: entry.place, depth: depth + 1)
      case .success(let group):
        guard let first = group.first else { continue }
        let head = self.element([first], language: language, place: entry.place)
        let rest = group.dropFirst().map { self.element([$0], language: language, place: entry.place) }
        let start = Int32(groupWords.count)
        groupWords += rest.dropFirst()
        groups[head, default: []].append(
          WordGroup(second: rest[0], rest: start..<Int32(groupWords.count), element: element))
        breadth[element, default: 0] += 1
      case .failure(let error): report(error, at: entry.place)
      }
    }
  }

  private mutating func read(
    _ lexicon: LexiconDefinition
  ) -> [(words: Result<[WordSyntax], PhraseError>, place: SourcePlace)] {
    let key = LexiconKey(name: lexicon.name, language: lexicon.language)
    if let known = entries[key] { return known }
    let read = lexicon.entries.map { entry in
      let words = Result { () throws(PhraseError) in
        var group: [WordSyntax] = []
        for part in entry.text.split(whereSeparator: \.isWhitespace) {
          group += try PhraseReader.word(String(part), offset: 0)
        }
        return group
      }
      return (words: words, place: entry.place)
    }
    entries[key] = read
    return read
  }

  private mutating func stem(of word: String, _ language: Language) -> (language: StemLanguage, stem: String)?
  {
    let key = StemKey(word: word, language: language)
    if let known = stems[key] { return known }
    let (bytes, script, hasDigit) = folded(word)
    var found: (language: StemLanguage, stem: String)?
    if script != .other, !hasDigit {
      let stemLanguage = StemLanguage(script: script, language: language)
      found = (stemLanguage, String(decoding: stemmers.stem(bytes, stemLanguage), as: UTF8.self))
    }
    stems[key] = .some(found)
    return found
  }

  private func near(_ name: String, _ language: Language) -> String {
    let names = lexicons.keys.filter { $0.language == language }.map(\.name)
    guard let best = names.min(by: { EditDistance.between($0, name) < EditDistance.between($1, name) }),
      EditDistance.between(best, name) <= 2
    else { return "" }
    return " (did you mean '\(best)'?)"
  }

  private func folded(_ word: String) -> (bytes: [UInt8], script: Script, hasDigit: Bool) {
    var word = word
    return word.withUTF8 { bytes in
      var scanner = WordScanner(bytes)
      guard let first = scanner.next() else { return ([], .other, false) }
      return (Array(scanner.folded), first.script, first.hasDigit)
    }
  }
}
