// SPDX-License-Identifier: Apache-2.0

/// A command without its tag: the only way for values to get onto an IMAP connection.
///
/// Values are quoted or sent as literals; what could end a line is refused, so none can smuggle a command in.
package struct IMAPCommand: Hashable, Sendable {
  /// A stretch of a command.
  package enum Piece: Hashable, Sendable {
    /// Bytes of the line.
    case text([UInt8])
    /// A literal, announced by its size.
    case literal([UInt8])
    /// A line that is sent when the server asks for it with `+`.
    case answer([UInt8])
  }

  /// The name for messages, without arguments: they may hold a password.
  package let name: String
  /// The pieces in their order.
  package private(set) var pieces: [Piece]

  /// Creates a command of fixed text.
  package init(_ text: String, named name: String? = nil) {
    self.name = name ?? text
    pieces = [.text(Array(text.utf8))]
  }

  /// Adds fixed text.
  package func text(_ text: String) -> IMAPCommand { adding(.text(Array(text.utf8))) }

  /// Adds a message.
  package func message(_ bytes: [UInt8]) -> IMAPCommand { adding(.literal(bytes)) }

  /// Adds a line that waits for the server's `+`.
  package func answer(_ line: [UInt8]) -> IMAPCommand { adding(.answer(line)) }

  /// Adds a value: quoted where it is printable ASCII, else as a literal.
  ///
  /// - Throws: `IMAPFault` for CR, LF or NUL in it.
  package func value(_ value: [UInt8]) throws(IMAPFault) -> IMAPCommand {
    guard !value.contains(where: { $0 == 0 || $0 == 10 || $0 == 13 }) else {
      throw IMAPFault("an argument holds a line end or a NUL byte")
    }
    guard value.count <= 500, value.allSatisfy({ (0x20...0x7E).contains($0) }) else {
      return adding(.literal(value))
    }
    var quoted = [UInt8(ascii: "\"")]
    for byte in value {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { quoted.append(UInt8(ascii: "\\")) }
      quoted.append(byte)
    }
    quoted.append(UInt8(ascii: "\""))
    return adding(.text(quoted))
  }

  private func adding(_ piece: Piece) -> IMAPCommand {
    var command = self
    if case .text(let more) = piece, case .text(let last)? = pieces.last {
      command.pieces[pieces.count - 1] = .text(last + more)
    } else {
      command.pieces.append(piece)
    }
    return command
  }
}
