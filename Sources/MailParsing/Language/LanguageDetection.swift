// SPDX-License-Identifier: Apache-2.0

package import MailModel

/// Tells the language of a short business text.
///
/// Cyrillic against Latin words decides first; among the Latin languages frequent words, endings and letters
/// do. Codes, addresses and links say nothing; greetings say little, and what follows a closing formula or a
/// signature mark nothing, since people keep those in another language than the letter.
package enum LanguageDetection {
  /// The language of `text`; `subject` helps where the text says too little.
  package static func language(of text: String, subject: String = "") -> Language {
    var evidence = LanguageEvidence(of: text)
    if evidence.total < 3 {
      var more = LanguageEvidence(of: subject)
      if evidence.total > 0 { more.scale(by: 0.5) }
      evidence.add(more)
    }
    return evidence.verdict
  }
}
