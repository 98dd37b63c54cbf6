// SPDX-License-Identifier: Apache-2.0

/// What the words before a number say about it.
struct KeyContext {
  /// The word that tells the kind, nil when there is none.
  var word: ContextWord?
  /// That word as folded.
  var written = ""
  /// Whose the thing is.
  var possession: Possession?
  /// Whether a number sign or a word for "number" stands before it.
  var isMarked = false
  /// Whether a colon stands before it.
  var hasColon = false
  /// Whether a word says that it is no key.
  var isRefused = false

  /// How many words before a number may tell what it is.
  private static let reach = 8

  /// Reads the words before the token at `index`, on its line and in its sentence.
  init(before index: Int, in tokens: [ReferenceToken], isDistinct: Bool) {
    var unknown = 0
    var beyond = 0
    var gap = tokens[index].gap
    var position = index - 1
    walk: while position >= 0, index - position <= Self.reach {
      if gap.contains(.newline) || gap.contains(.list) { break }
      let token = tokens[position]
      if ContextWords.forms.contains(token.folded) {
        // "накладная ТОРГ-12 № 871": the name of the form.
        gap = token.gap
        position -= 1
        continue walk
      }
      if token.hasDigit { break }
      let meaning = Self.meaning(at: position, in: tokens)
      if gap.contains(.stop), !isAbbreviation(token, meaning) { break }
      if word == nil {
        if gap.contains(.numberSign) { isMarked = true }
        if gap.contains(.colon) { hasColon = true }
      }
      switch meaning {
      case .own(let isOurs):
        if word != nil || unknown == 0 || isMarked { possession = isOurs ? .ours : .yours }
        break walk
      case .number:
        if word == nil { isMarked = true }
      case .refusal:
        if word == nil { isRefused = true }
        break walk
      case .reference:
        // "your order reference": the order says more.
        if word == nil { take(.reference, token) } else { break walk }
      case .some(let meaning):
        if word == nil || word == .reference { take(meaning, token) } else { break walk }
      case nil where ContextWords.between.contains(token.folded):
        break
      case nil where token.folded == "на" && ContextWords.between.contains(tokens[position + 1].folded):
        break
      case nil where word == .key(.invoice) && token.folded.hasPrefix("расчетн"):
        // "расчётный счёт" is an account, not a bill.
        isRefused = true
        break walk
      case nil:
        if word != nil {
          beyond += 1
          if beyond > 1 { break walk }
        } else {
          unknown += 1
          if unknown > (isMarked || hasColon ? 5 : isDistinct && isNoun(token) ? 1 : 0) { break walk }
        }
      }
      gap = token.gap
      position -= 1
    }
    // "Anfrage Pumpe KSP-125": a thing asked for, not a number.
    if unknown > 0, !isMarked, !hasColon, word == .order || word == .request { word = nil }
  }

  /// Whether the word can belong to the document before it; a preposition begins another: `Rechnung zu LS
  /// 77-812`.
  private func isNoun(_ token: ReferenceToken) -> Bool { token.folded.count > 4 }

  /// What the word says, with the one before it where the two are one document.
  private static func meaning(at position: Int, in tokens: [ReferenceToken]) -> ContextWord? {
    let token = tokens[position]
    if position > 0, token.gap == .blank,
      let pair = ContextWords.pairs["\(tokens[position - 1].folded) \(token.folded)"]
    {
      return pair
    }
    return ContextWords.meaning(of: token.folded) ?? ContextWords.meaning(of: token.lastWord)
  }

  private mutating func take(_ meaning: ContextWord, _ token: ReferenceToken) {
    word = meaning
    written = token.folded
  }

  /// Whether a full stop after the token may be its own: `№ сч. 318`, `Nr. 4711`, `дог. 12`.
  private func isAbbreviation(_ token: ReferenceToken, _ meaning: ContextWord?) -> Bool {
    meaning != nil && token.lastWord.count <= 7
  }
}
