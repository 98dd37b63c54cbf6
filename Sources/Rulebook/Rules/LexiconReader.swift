// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore

/// Reads the lexicons of a rule file.
struct LexiconReader {
  private let diagnostics: Diagnostics

  init(_ diagnostics: Diagnostics) { self.diagnostics = diagnostics }

  /// Reads the lexicons of a file: lists in the language of the file, or by language where the file has none.
  func lexicons(of file: MappingReader) -> [LexiconDefinition] {
    let languages = file.languages()
    let lists = file["lexicon"]?.entries(diagnostics) ?? []
    return lists.flatMap { list in
      guard languages.isEmpty, case .mapping(let entries) = list.value.content else {
        return lexicon(
          list.key, list.value, in: languages.isEmpty ? Language.written : languages, list.keyPlace)
      }
      return entries.flatMap { entry in
        let key = YAMLValue(content: .text(entry.key), place: entry.keyPlace)
        guard let language = key.language(diagnostics) else { return [LexiconDefinition]() }
        return lexicon(list.key, entry.value, in: [language], entry.keyPlace)
      }
    }
  }

  private func lexicon(
    _ name: String, _ value: YAMLValue, in languages: [Language], _ place: SourcePlace
  ) -> [LexiconDefinition] {
    guard let texts = value.texts(diagnostics) else { return [] }
    if texts.isEmpty { diagnostics.report("the list \(quoted(name)) is empty", at: place) }
    let entries = texts.map { (text: $0.text, place: $0.place) }
    return languages.map { LexiconDefinition(name: name, language: $0, entries: entries, place: place) }
  }
}
