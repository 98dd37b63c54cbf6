// SPDX-License-Identifier: Apache-2.0

import CPCRE2

/// Why a pattern can't be used.
package struct PatternError: Error, Hashable, Sendable, CustomStringConvertible {
  /// PCRE2's words.
  package let reason: String
  /// Where in the pattern, in bytes.
  package let offset: Int

  /// One line for people.
  package var description: String { "bad regular expression at character \(offset + 1): \(reason)" }
}

/// A match of a pattern: byte ranges of the text.
package struct PatternMatch: Hashable, Sendable {
  /// The whole match.
  package let whole: Range<Int>
  /// The first group, where the pattern has one and it took part.
  package let group: Range<Int>?
}

/// A compiled regular expression (PCRE2, UTF-8, Unicode properties), safe on hostile text.
///
/// Matching has a step limit: a text that needs more is treated as not matching, so it can't hang a rule.
/// The compiled code is immutable, so one pattern may be used by many threads.
package final class Pattern: @unchecked Sendable {
  // @unchecked: pcre2_code is read-only after compilation; match data is made for each call.
  private let code: OpaquePointer
  /// The expression as written.
  package let expression: String

  /// Steps that one match may take.
  private static let stepLimit: UInt32 = 200_000

  /// Compiles an expression; `ignoringCase` folds case by Unicode.
  package init(_ expression: String, ignoringCase: Bool = false) throws(PatternError) {
    self.expression = expression
    var options = UInt32(PCRE2_UTF) | UInt32(PCRE2_UCP) | UInt32(PCRE2_NEVER_BACKSLASH_C)
    if ignoringCase { options |= UInt32(PCRE2_CASELESS) }
    var number: Int32 = 0
    var offset = 0
    let bytes = Array(expression.utf8)
    guard let compiled = pcre2_compile_8(bytes, bytes.count, options, &number, &offset, nil) else {
      var text = [UInt8](repeating: 0, count: 256)
      let length = pcre2_get_error_message_8(number, &text, text.count)
      let reason = String(decoding: text.prefix(max(0, Int(length))), as: UTF8.self)
      throw PatternError(reason: reason, offset: offset)
    }
    code = compiled
    // Without a JIT (not built in, or refused by the system) PCRE2 interprets: slower, same matches.
    _ = pcre2_jit_compile_8(compiled, UInt32(PCRE2_JIT_COMPLETE))
  }

  deinit {
    pcre2_code_free_8(code)
  }

  /// Finds the matches in a text from left to right, without overlaps, at most `limit`.
  package func matches(in text: String, limit: Int = 1000) -> [PatternMatch] {
    var text = text
    return text.withUTF8 { matches(in: $0, limit: limit) }
  }

  /// Finds the matches in UTF-8 bytes, which must be valid, at most `limit`.
  package func matches(in text: UnsafeBufferPointer<UInt8>, limit: Int = 1000) -> [PatternMatch] {
    guard let context = pcre2_match_context_create_8(nil),
      let block = pcre2_match_data_create_from_pattern_8(code, nil)
    else { return [] }
    defer {
      pcre2_match_data_free_8(block)
      pcre2_match_context_free_8(context)
    }
    pcre2_set_match_limit_8(context, Self.stepLimit)
    pcre2_set_depth_limit_8(context, 1000)
    pcre2_set_heap_limit_8(context, 4096)
    var found: [PatternMatch] = []
    var start = 0
    // Swift's strings are valid UTF-8, so PCRE2 need not look again at each call.
    let options = UInt32(PCRE2_NO_UTF_CHECK)
    while found.count < limit, start <= text.count {
      let count = pcre2_match_8(code, text.baseAddress, text.count, start, options, block, context)
      guard count > 0, let vector = pcre2_get_ovector_pointer_8(block) else { break }
      let whole = vector[0]..<max(vector[0], vector[1])
      var group: Range<Int>?
      if count > 1, vector[2] <= vector[3], vector[3] <= text.count { group = vector[2]..<vector[3] }
      found.append(PatternMatch(whole: whole, group: group))
      start = whole.isEmpty ? next(after: whole.upperBound, in: text) : whole.upperBound
    }
    return found
  }

  /// The start of the character after the one at `index`, so an empty match can't repeat for ever.
  private func next(after index: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
    var next = index + 1
    while next < text.count, text[next] & 0xC0 == 0x80 { next += 1 }
    return next
  }
}
