// SPDX-License-Identifier: Apache-2.0

import Foundation
package import MailModel
package import OrderCore

/// The letters' templates: `LANGUAGE/NAME.mustache` in one or several folders.
package struct MustacheTemplates: TemplateRendering {
  private static let fallback = Language.english

  private let templates: [Language: [String: LetterTemplate]]

  /// Reads all templates of folders; one of a later folder stands in for its namesake of an earlier.
  ///
  /// - Throws: everything that is wrong in any of them.
  package static func load(folders: [String]) throws(RulebookError) -> MustacheTemplates {
    let diagnostics = Diagnostics()
    var templates: [Language: [String: LetterTemplate]] = [:]
    for folder in folders {
      for file in diagnostics.gather({ () throws(RulebookError) in try list(folder) }) ?? [] {
        let text = diagnostics.gather { () throws(RulebookError) in try SourceFile.read(file) }
        guard let text, let (language, name) = identity(of: file, diagnostics) else { continue }
        templates[language, default: [:]][name] = LetterTemplate(text, file: file, diagnostics)
      }
    }
    try diagnostics.check()
    return MustacheTemplates(templates: templates)
  }

  /// Lists the templates of a language by name, sorted.
  package func names(_ language: Language) -> [String] {
    (templates[language] ?? [:]).keys.sorted()
  }

  /// Fills a template, falling back to English where the language has none.
  package func render(
    template: String, language: Language, values: [String: String]
  ) throws(TemplateError) -> RenderedLetter {
    let candidates = [language, Self.fallback]
    guard let written = candidates.first(where: { templates[$0]?[template] != nil }),
      let letter = templates[written]?[template]
    else { throw .missing(template: template, language: language.rawValue) }
    let values = values.mapValues(PlainText.paragraph).filter { !$0.value.isEmpty }
    if let variable = letter.missing(in: values) {
      throw .missingValue(template: template, variable: variable)
    }
    return RenderedLetter(subject: letter.subject(values), body: letter.body(values), language: written)
  }

  private static func list(_ folder: String) throws(RulebookError) -> [String] {
    let files = try SourceFile.list(folder, extensions: ["mustache"])
    guard !files.isEmpty else {
      throw RulebookError(.start(of: folder), "the folder holds no *.mustache file")
    }
    return files
  }

  /// Returns the language and the name that a path tells.
  private static func identity(of file: String, _ diagnostics: Diagnostics) -> (Language, String)? {
    let url = URL(fileURLWithPath: file)
    let language = Language(rawValue: url.deletingLastPathComponent().lastPathComponent)
    guard Language.written.contains(language) else {
      let tags = Language.written.map(\.rawValue).joined(separator: ", ")
      diagnostics.report("a template lies in the folder of its language: \(tags)", at: .start(of: file))
      return nil
    }
    return (language, url.deletingPathExtension().lastPathComponent)
  }
}
