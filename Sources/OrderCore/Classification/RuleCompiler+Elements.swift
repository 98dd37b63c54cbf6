// SPDX-License-Identifier: Apache-2.0

import MailModel
import TextAnalysis

extension RuleCompiler {
  /// Returns the element of a lexicon, nil when the language has none of that name.
  mutating func element(ofLexicon name: String, _ language: Language) -> Element? {
    guard let lexicon = lexicons[LexiconKey(name: name, language: language)] else { return nil }
    return element([.lexicon(name)], language: language, place: lexicon.place)
  }

  /// Returns the element of a set of choices, entering the words that fit it into the index.
  mutating func element(_ choices: [WordSyntax], language: Language, place: SourcePlace) -> Element {
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
    breadth[element, default: 0] += choice.breadth
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
    case .group(let words): enter(words, as: element, language: language, place: place)
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
        enter(group, as: element, language: language, place: entry.place)
        breadth[element, default: 0] += 1
      case .failure(let error): report(error, at: entry.place)
      }
    }
  }

  /// Enters words that fit an element when they stand side by side.
  private mutating func enter(
    _ group: [WordSyntax], as element: Element, language: Language, place: SourcePlace
  ) {
    guard let first = group.first, group.count > 1 else { return }
    let head = self.element([first], language: language, place: place)
    let rest = group.dropFirst().map { self.element([$0], language: language, place: place) }
    let start = Int32(groupWords.count)
    groupWords += rest.dropFirst()
    groups[head, default: []].append(
      WordGroup(second: rest[0], rest: start..<Int32(groupWords.count), element: element))
  }

  private mutating func read(
    _ lexicon: LexiconDefinition
  ) -> [(words: Result<[WordSyntax], PhraseError>, place: SourcePlace)] {
    let key = LexiconKey(name: lexicon.name, language: lexicon.language)
    if let known = entries[key] { return known }
    let read = lexicon.entries.map { entry in
      let words = Result { () throws(PhraseError) in
        try PhraseReader.entry(entry.text)
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

extension WordSyntax {
  /// How many of the words of a text it fits, about: the shorter a word, the more often people use it.
  fileprivate var breadth: Int {
    switch self {
    case .stem(let word), .exact(let word):
      switch word.unicodeScalars.count {
      case ...2: 60
      case 3: 12
      default: 1
      }
    case .prefix(let part), .suffix(let part), .infix(let part): part.unicodeScalars.count <= 3 ? 12 : 2
    case .number: 1000
    case .group: 1
    // Its entries count.
    case .lexicon: 0
    }
  }
}
