// SPDX-License-Identifier: Apache-2.0

/// Text of a file that does not say its charset.
package enum UnlabelledText {
  /// Reads bytes as UTF-8 where they can be, else in the likeliest charset.
  package static func read(_ bytes: [UInt8]) -> String { CharsetDecoding.decode(unlabelled: bytes) }
}
