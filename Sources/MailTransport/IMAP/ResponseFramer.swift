// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Bounds on what a server may make us keep, and on how long it may make us wait.
package struct IMAPLimits: Hashable, Sendable {
  /// The longest response apart from its literals, in bytes: a SEARCH may name every message of a large folder.
  package var line = 16 << 20
  /// The longest literal that is kept, in bytes; longer ones are read and dropped.
  package var literal = 64 << 20
  /// The longest literal that is read at all: beyond it the number is nonsense.
  package var absurdLiteral = 4 << 30
  /// The deepest nesting of parentheses.
  package var nesting = 64
  /// Messages that are longer, in bytes, come in chunks of this length.
  package var chunk = 1 << 20
  /// How long a server may say nothing while a command is under way, in seconds.
  package var silence = 60
  /// How long IDLE may last before it is asked for anew, in seconds: servers and routers forget it.
  package var idle = 540
  /// How long the answer to DONE may take, in seconds.
  package var done = 15

  /// Creates the default limits.
  package init() {}
}

/// Why bytes are not a sequence of IMAP responses; the connection is of no use any more.
package struct IMAPFault: Error, Hashable, Sendable {
  /// The rest of a sentence, without a full stop and without words of the server.
  package let reason: String

  /// Creates a fault.
  package init(_ reason: String) { self.reason = reason }
}

/// One complete response: its text with the literal markers in place, and the literals in their order.
package struct IMAPFrame: Hashable, Sendable {
  /// A literal of a response.
  package enum Literal: Hashable, Sendable {
    /// Its bytes.
    case bytes([UInt8])
    /// It was longer than the limit: this many bytes were read and dropped.
    case dropped(Int)
  }

  /// The lines without their ends; a `{n}` that ended a line stands before the text that follows its literal.
  package fileprivate(set) var text: [UInt8] = []
  /// The literals.
  package fileprivate(set) var literals: [Literal] = []
}

/// Cuts a stream of bytes into responses; knows lines and literals, nothing else (RFC 9051 §2.2.2, §4.3).
///
/// The bytes of a literal never reach the text, so nothing that stands in a message can end a response.
package struct ResponseFramer {
  private enum State {
    case line
    case literal(left: Int)
    case dropping(left: Int)
  }

  private let limits: IMAPLimits
  private var state = State.line
  private var frame = IMAPFrame()
  private var lineStart = 0
  private var literal: [UInt8] = []
  private var ready: [IMAPFrame] = []
  private var taken = 0
  private var fault: IMAPFault?

  /// Creates a framer at the start of a response.
  package init(limits: IMAPLimits = IMAPLimits()) {
    self.limits = limits
  }

  /// The next complete response, nil when more bytes are needed.
  package mutating func next() throws(IMAPFault) -> IMAPFrame? {
    if taken < ready.count {
      defer { taken += 1 }
      return ready[taken]
    }
    ready.removeAll(keepingCapacity: true)
    taken = 0
    if let fault { throw fault }
    return nil
  }

  /// Whether a response has begun that is not complete.
  package var isInsideResponse: Bool {
    if case .line = state { return !frame.text.isEmpty }
    return true
  }

  /// Takes bytes as they came, cut anywhere.
  package mutating func feed(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes
    while !rest.isEmpty, fault == nil {
      let used: Int
      switch state {
      case .line: used = feedLine(rest)
      case .literal(let left):
        used = min(left, rest.count)
        literal.append(contentsOf: UnsafeRawBufferPointer(rebasing: rest[..<used]))
        finishLiteral(left: left - used)
      case .dropping(let left):
        used = min(left, rest.count)
        state = left > used ? .dropping(left: left - used) : .line
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[used...])
    }
  }

  private mutating func finishLiteral(left: Int) {
    if left > 0 {
      state = .literal(left: left)
      return
    }
    frame.literals.append(.bytes(literal))
    literal = []
    state = .line
  }

  private mutating func feedLine(_ bytes: UnsafeRawBufferPointer) -> Int {
    guard let start = bytes.baseAddress else { return 0 }
    let end = memchr(start, 10, bytes.count)
    let used = end.map { start.distance(to: UnsafeRawPointer($0)) + 1 } ?? bytes.count
    let part = UnsafeRawBufferPointer(rebasing: bytes[..<used])
    if memchr(start, 0, used) != nil {
      fault = IMAPFault("a NUL byte stands in a response line")
    } else if frame.text.count + used > limits.line {
      fault = IMAPFault("a response line is longer than \(limits.line) bytes")
    }
    guard fault == nil else { return used }
    frame.text.append(contentsOf: part)
    // A lone LF is left to the parser as part of a string; only CRLF ends a line.
    let count = frame.text.count
    if end != nil, count - lineStart >= 2, frame.text[count - 2] == 13 { finishLine() }
    return used
  }

  private mutating func finishLine() {
    frame.text.removeLast(2)
    if let size = literalSize() {
      lineStart = frame.text.count
      if size > limits.absurdLiteral {
        fault = IMAPFault("a literal of \(size) bytes is announced")
      } else if size > limits.literal {
        frame.literals.append(.dropped(size))
        state = .dropping(left: size)
      } else {
        literal.reserveCapacity(size)
        finishLiteral(left: size)
      }
      return
    }
    ready.append(frame)
    frame = IMAPFrame()
    lineStart = 0
  }

  /// The number in a `{n}` or `{n+}` that ends the text, nil where there is none.
  private func literalSize() -> Int? {
    let text = frame.text
    guard text.count > lineStart, text.last == UInt8(ascii: "}"), !isFreeText else { return nil }
    var index = text.count - 2
    if index > lineStart, text[index] == UInt8(ascii: "+") { index -= 1 }
    var size = 0
    var scale = 1
    var digits = 0
    while index >= lineStart, (48...57).contains(text[index]), digits < 15 {
      size += Int(text[index] - 48) * scale
      scale *= 10
      digits += 1
      index -= 1
    }
    guard digits > 0, index >= lineStart, text[index] == UInt8(ascii: "{") else { return nil }
    return size
  }

  /// Whether the response ends in text for people, where `{5}` is no literal: it may quote a folder's name.
  private var isFreeText: Bool {
    let text = frame.text
    guard frame.literals.isEmpty, let blank = text.firstIndex(of: 32) else { return false }
    if blank == 1, text[0] == UInt8(ascii: "+") { return true }
    let word = text[(blank + 1)...].prefix(8)
    let condition = word.prefix { $0 != 32 }
    return ResponseScanner.matches(condition, "OK") || ResponseScanner.matches(condition, "NO")
      || ResponseScanner.matches(condition, "BAD") || ResponseScanner.matches(condition, "BYE")
      || ResponseScanner.matches(condition, "PREAUTH")
  }
}
