// SPDX-License-Identifier: Apache-2.0

/// A header field that hosts on the way of a message wrote, unfolded and not decoded.
package struct TraceField: Hashable, Sendable {
  /// Which field.
  package enum Kind: Hashable, Sendable {
    /// `Received` (RFC 5321 §4.4).
    case received
    /// `Authentication-Results` (RFC 8601).
    case authenticationResults
    /// `DKIM-Signature` (RFC 6376 §3.5).
    case dkimSignature
    /// Here fields are left out: they were more, or longer, than is kept.
    case cut
  }

  /// Which field.
  package let kind: Kind
  /// What it says; empty for `cut`.
  package let value: String

  /// Creates a field.
  package init(_ kind: Kind, _ value: String) {
    self.kind = kind
    self.value = value
  }
}
