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

  /// Reads a file: rules, lexicons and precedences, each if it has them.
  private static func read(
    _ text: String, file: String, into book: inout RulebookDefinition, _ diagnostics: Diagnostics
  ) {
    let root = diagnostics.gather { () throws(RulebookError) in try YAMLDocument.parse(text, file: file) }
    guard let root,
      let file = MappingReader(root, keys: RuleKeys.file, diagnostics, expected: "a rule file: a mapping")
    else { return }
    guard file["rules"] ?? file["lexicon"] ?? file["precedence"] != nil else {
      diagnostics.report("a rule file has one of the keys 'rules', 'lexicon' or 'precedence'", at: root.place)
      return
    }
    if file["rules"] != nil { book.rules += readRules(file, diagnostics) }
    if file["lexicon"] != nil { book.lexicons += LexiconReader(diagnostics).lexicons(of: file) }
    if file["precedence"] != nil { book.precedences += readPrecedences(file, diagnostics) }
  }

  private static func readRules(_ file: MappingReader, _ diagnostics: Diagnostics) -> [RuleDefinition] {
    let event = file["event"]?.choice(Event.self, "event", diagnostics)
    let languages = file.languages()
    let items = file.required("rules")?.list(diagnostics, expected: "a list of rules") ?? []
    // Rules are read even where the file's head is wrong, so that their own faults show in the same run.
    return items.compactMap { item in
      RuleReader(diagnostics).rule(
        item, event: file["event"] == nil ? nil : event ?? .irrelevant, languages: languages)
    }
  }

  private static func readPrecedences(_ file: MappingReader, _ diagnostics: Diagnostics) -> [Precedence] {
    let items = file.required("precedence")?.list(diagnostics, expected: "a list of mappings") ?? []
    return items.compactMap { item in
      guard let entry = MappingReader(item, keys: RuleKeys.precedence, diagnostics) else { return nil }
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
