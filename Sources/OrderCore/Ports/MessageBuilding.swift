// SPDX-License-Identifier: Apache-2.0

package import MailModel

/// Turns a letter into the bytes that go out; pure.
package protocol MessageBuilding: Sendable {
  /// Writes one message: 7-bit clean, CRLF, headers that refuse CR, LF and NUL.
  func build(_ letter: Letter) throws(LetterError) -> RawMessage
}
