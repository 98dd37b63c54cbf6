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
  /// The most entities of a message: multiparts, leaves, and the files inside of leaves.
  package static let parts = 10_000
  /// The most parameters of a structured header field.
  package static let parameters = 100
  /// The most continuations of a parameter (RFC 2231 §3).
  package static let continuations = 64
  /// How deep attached messages and TNEF bundles are looked into for files.
  package static let attachedDepth = 4
  /// The largest TNEF bundle that is opened, in bytes.
  package static let bundleBytes = 32 << 20
  /// The most of a part's decoded content that is read as text, in bytes.
  package static let sourceBytes = 8 << 20
  /// The longest readable text, in bytes.
  package static let textBytes = 1 << 20
  /// The most identifiers kept of `References` and `In-Reply-To`, the last ones.
  package static let references = 100
  /// The most fields kept of those that hosts on the way wrote, from the top down.
  package static let traceFields = 100
  /// The most bytes kept of them in all.
  package static let traceBytes = 64 << 10
}
