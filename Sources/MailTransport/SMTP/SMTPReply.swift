// SPDX-License-Identifier: Apache-2.0

/// A reply of an SMTP server (RFC 5321 §4.2).
package struct SMTPReply: Hashable, Sendable {
  /// The three digits.
  package let code: Int
  /// The texts of its lines, showable.
  package let lines: [String]

  /// Creates a reply.
  package init(code: Int, lines: [String]) {
    self.code = code
    self.lines = lines
  }

  /// Whether it says yes (2yz).
  package var isPositive: Bool { (200...299).contains(code) }
  /// Whether it says no for now (4yz).
  package var isTransient: Bool { (400...499).contains(code) }
  /// Whether it says no for good (5yz).
  package var isPermanent: Bool { (500...599).contains(code) }

  /// Code and texts in one line, for messages and the journal.
  package var words: String {
    let text = WireText.shown(lines.filter { !$0.isEmpty }.joined(separator: " "))
    return text.isEmpty ? "\(code)" : "\(code) \(text)"
  }
}

/// Why bytes are not SMTP replies.
package struct SMTPFault: Error, Hashable, Sendable {
  /// The rest of a sentence, without a full stop.
  package let reason: String

  /// Creates a fault.
  package init(_ reason: String) { self.reason = reason }
}

/// Cuts a stream of bytes into replies; pure.
package struct SMTPReplyParser {
  /// The longest reply, in bytes.
  static let limit = 65_536

  private var line: [UInt8] = []
  private var code: Int?
  private var lines: [String] = []
  private var size = 0
  private var ready: [SMTPReply] = []
  private var fault: SMTPFault?

  /// Creates a parser at the start of a reply.
  package init() {}

  /// The next complete reply, nil when more bytes are needed.
  package mutating func next() throws(SMTPFault) -> SMTPReply? {
    if !ready.isEmpty { return ready.removeFirst() }
    if let fault { throw fault }
    return nil
  }

  /// Whether bytes have come that no `next()` has returned.
  package var hasUnread: Bool { !ready.isEmpty || size > 0 || fault != nil }

  /// Takes bytes as they came, cut anywhere.
  package mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes where fault == nil {
      size += 1
      if size > Self.limit {
        fault = SMTPFault("a reply is longer than \(Self.limit) bytes")
      } else if byte == 0 {
        fault = SMTPFault("a NUL byte stands in a reply")
      } else if byte == UInt8(ascii: "\n") {
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        finishLine()
        line.removeAll(keepingCapacity: true)
      } else {
        line.append(byte)
      }
    }
  }

  private mutating func finishLine() {
    let digits = line.prefix(3)
    guard digits.count == 3, digits.allSatisfy({ (48...57).contains($0) }) else {
      fault = SMTPFault("a reply does not start with a code")
      return
    }
    let number = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    guard (200...599).contains(number), code ?? number == number else {
      fault = SMTPFault("a reply has codes that can't be")
      return
    }
    let separator = line.count > 3 ? line[3] : UInt8(ascii: " ")
    guard separator == UInt8(ascii: " ") || separator == UInt8(ascii: "-") else {
      fault = SMTPFault("a reply code is not followed by a blank")
      return
    }
    lines.append(WireText.shown(line.dropFirst(4)))
    if separator == UInt8(ascii: "-") {
      code = number
      return
    }
    ready.append(SMTPReply(code: number, lines: lines))
    code = nil
    lines = []
    size = 0
  }
}
