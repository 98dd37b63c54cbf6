// SPDX-License-Identifier: Apache-2.0

/// How much of a message is looked at.
///
/// What goes over a limit is kept in the raw bytes, left out of the values and named in a warning. Only the
/// size of the whole message is a refusal.
package enum ParseLimits {
  /// The largest message, in bytes.
  package static let messageBytes = 64 << 20
  /// The largest header block of a message or a part, in bytes.
  package static let headerBlockBytes = 1 << 20
  /// The largest header field, in bytes.
  package static let headerBytes = 256 << 10
  /// The most header fields of a message or a part.
  package static let headerFields = 1_000
  /// The deepest nesting of multiparts.
  package static let depth = 64
  /// The most leaves.
  package static let parts = 10_000
  /// The most of a part's decoded content that is read as text, in bytes.
  package static let sourceBytes = 8 << 20
  /// The longest readable text, in bytes.
  package static let textBytes = 1 << 20
  /// The most identifiers kept of `References` and `In-Reply-To`, the last ones.
  package static let references = 100
}
