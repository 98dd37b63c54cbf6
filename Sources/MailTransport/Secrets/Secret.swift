// SPDX-License-Identifier: Apache-2.0

/// A password; prints as dots whatever prints it.
package struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The bytes, for the wire only.
  package let bytes: [UInt8]

  /// Creates a secret.
  package init(bytes: [UInt8]) { self.bytes = bytes }

  /// Dots.
  package var description: String { "•••" }
  /// Dots.
  package var debugDescription: String { description }
  /// Nothing to see.
  package var customMirror: Mirror { Mirror(self, children: []) }
}
