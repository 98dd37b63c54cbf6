// SPDX-License-Identifier: Apache-2.0

import MailModel
package import OrderCore

/// The rule files: folders of YAML that say what messages mean.
package enum RuleFiles {
  /// Reads all `*.yaml` and `*.yml` files of folders and of the folders in them, in the order of their paths.
  ///
  /// - Throws: everything that is wrong in any of them.
  package static func load(folders: [String]) throws(RulebookError) -> RulebookDefinition {
    let diagnostics = Diagnostics()
    var book = RulebookDefinition()
    for folder in folders {
      guard let files = diagnostics.gather({ () throws(RulebookError) in try list(folder) }) else { continue }
      for file in files {
        let text = diagnostics.gather { () throws(RulebookError) in try SourceFile.read(file) }
        guard let text else { continue }
        read(text, file: file, into: &book, diagnostics)
      }
    }
    reportDuplicates(in: book, diagnostics)
    try diagnostics.check()
    return book
  }

  /// Reads one file's text.
  package static func load(text: String, file: String) throws(RulebookError) -> RulebookDefinition {
    let diagnostics = Diagnostics()
    var book = RulebookDefinition()
    read(text, file: file, into: &book, diagnostics)
    reportDuplicates(in: book, diagnostics)
    try diagnostics.check()
    return book
  }

  private static func list(_ folder: String) throws(RulebookError) -> [String] {
    let files = try SourceFile.list(folder, extensions: ["yaml", "yml"])
    guard !files.isEmpty else {
      throw RulebookError(.start(of: folder), "the folder holds no *.yaml file")
    }
    return files
  }

  /// Reads a file by the kind that its keys tell.
  private static func read(
    _ text: String, file: String, into book: inout RulebookDefinition, _ diagnostics: Diagnostics
  ) {
    let root = diagnostics.gather { () throws(RulebookError) in try YAMLDocument.parse(text, file: file) }
    guard let root else { return }
    var keys: Set<String> = []
    if case .mapping(let entries) = root.content { keys = Set(entries.map(\.key)) }
    if keys.contains("precedence") {
      book.precedences += readPrecedences(root, diagnostics)
    } else if keys.contains("lexicon") {
      book.lexicons += readLexicons(root, diagnostics)
    } else if keys.contains("event") || keys.contains("rules") {
      book.rules += readRules(root, diagnostics)
    } else {
      let known = ["event", "language", "lexicon", "precedence", "rules"]
      let expected = "a rule file: a mapping"
      guard MappingReader(root, keys: known, diagnostics, expected: expected) != nil else { return }
      diagnostics.report("a rule file has one of the keys 'rules', 'lexicon' or 'precedence'", at: root.place)
    }
  }

  private static func readRules(_ root: YAMLValue, _ diagnostics: Diagnostics) -> [RuleDefinition] {
    guard let file = MappingReader(root, keys: ["event", "language", "rules"], diagnostics) else { return [] }
    let event = file.required("event")?.choice(Event.self, "event", diagnostics)
    let language = file.required("language")?.language(diagnostics)
    let items = file.required("rules")?.list(diagnostics, expected: "a list of rules") ?? []
    // Rules are read even where the file's head is wrong, so that their own faults show in the same run.
    return items.compactMap { item in
      RuleReader(diagnostics).rule(item, event: event ?? .irrelevant, language: language ?? .undetermined)
    }
  }

  private static func readLexicons(_ root: YAMLValue, _ diagnostics: Diagnostics) -> [LexiconDefinition] {
    guard let file = MappingReader(root, keys: ["language", "lexicon"], diagnostics) else { return [] }
    let language = file.required("language")?.language(diagnostics) ?? .undetermined
    let lists = file.required("lexicon")?.entries(diagnostics) ?? []
    return lists.compactMap { list in
      guard let texts = list.value.texts(diagnostics) else { return nil }
      if texts.isEmpty { diagnostics.report("the list \(quoted(list.key)) is empty", at: list.keyPlace) }
      return LexiconDefinition(
        name: list.key, language: language, entries: texts.map { (text: $0.text, place: $0.place) },
        place: list.keyPlace)
    }
  }

  private static func readPrecedences(_ root: YAMLValue, _ diagnostics: Diagnostics) -> [Precedence] {
    guard let file = MappingReader(root, keys: ["precedence"], diagnostics) else { return [] }
    let items = file.required("precedence")?.list(diagnostics, expected: "a list of mappings") ?? []
    return items.compactMap { item in
      guard let entry = MappingReader(item, keys: ["event", "suppresses"], diagnostics) else { return nil }
      let event = entry.required("event")?.choice(Event.self, "event", diagnostics)
      let suppressed = entry.required("suppresses")?.choices(Event.self, "event", diagnostics)
      guard let event, let suppressed else { return nil }
      if suppressed.contains(event) {
        diagnostics.report("'\(event.rawValue)' can't suppress itself", at: item.place)
      }
      return Precedence(event: event, suppresses: suppressed, place: item.place)
    }
  }

  private static func reportDuplicates(in book: RulebookDefinition, _ diagnostics: Diagnostics) {
    var rules: [String: SourcePlace] = [:]
    for rule in book.rules {
      if let first = rules[rule.id] {
        diagnostics.report("the id \(quoted(rule.id)) is taken by the rule at \(first)", at: rule.place)
      }
      rules[rule.id] = rules[rule.id] ?? rule.place
    }
    var lexicons: [String: SourcePlace] = [:]
    for lexicon in book.lexicons {
      let name = "\(lexicon.language)/\(lexicon.name)"
      if let first = lexicons[name] {
        diagnostics.report("the list \(quoted(lexicon.name)) stands already at \(first)", at: lexicon.place)
      }
      lexicons[name] = lexicons[name] ?? lexicon.place
    }
  }
}
