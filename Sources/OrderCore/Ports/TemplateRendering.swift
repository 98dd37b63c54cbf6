// SPDX-License-Identifier: Apache-2.0

package import MailModel

/// Why a template could not be filled.
package enum TemplateError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no such template in this language, nor in the fallback language.
  case missing(template: String, language: String)
  /// A variable that the template needs has no value; nothing is ever left empty in a letter.
  case missingValue(template: String, variable: String)
  /// The filled letter would name an account that is not ours.
  case foreignAccount(template: String)

  /// One sentence for people.
  package var description: String {
    switch self {
    case .missing(let template, let language): "There is no template “\(template)” for language \(language)."
    case .missingValue(let template, let variable): "Template “\(template)” needs a value for “\(variable)”."
    case .foreignAccount(let template): "The letter “\(template)” would name an account that is not ours."
    }
  }
}

/// A filled template.
package struct RenderedLetter: Hashable, Sendable {
  /// The subject for a new thread; nil to answer under the thread's subject.
  package var subject: String?
  /// The text from salutation to closing, without quoted original.
  package var body: String
  /// The language it is written in.
  package var language: Language

  /// Creates a filled template.
  package init(subject: String?, body: String, language: Language) {
    self.subject = subject
    self.body = body
    self.language = language
  }
}

/// Fills a letter's template with values; pure.
package protocol TemplateRendering: Sendable {
  /// Fills `template` (e.g. `inquiry_acknowledgement`) in a language, falling back to English.
  ///
  /// Values are data: nothing in them is read as template syntax. A variable that the template uses outside of a
  /// section on itself and that is absent or empty is an error that names it.
  func render(template: String, language: Language, values: [String: String]) throws(TemplateError)
    -> RenderedLetter
}
