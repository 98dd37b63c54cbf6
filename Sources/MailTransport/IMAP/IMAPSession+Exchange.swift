// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore

extension IMAPSession {
  private static let blockSize = 1 << 18

  /// Commands that are under way.
  private struct Pending {
    var tags: [String: Int] = [:]
    var statuses: [Int: IMAPStatus] = [:]
    /// Whether the server has said `+` since the last announcement of a literal.
    var isInvited = false
  }

  /// Sends one command and waits for its end; `take` sees the untagged responses that come meanwhile.
  ///
  /// - Throws: `refused` for NO and BAD, after which the session goes on.
  @discardableResult
  func run(
    _ command: IMAPCommand, _ take: (IMAPResponse) -> Void = { _ in }
  ) throws(MailServerError) -> IMAPStatus {
    let status = try exchange([command], take)[0]
    guard status.condition == .ok else { throw refusal(status, of: command.name) }
    return status
  }

  /// The error for a NO or BAD; ends the session where the server asks to come back.
  func refusal(_ status: IMAPStatus, of command: String) -> MailServerError {
    let words = WireText.phrase(status.words)
    switch ServerPlea.read(status) {
    case .later(let seconds):
      abandon()
      return .busy(server: server, reason: words, seconds: seconds)
    case .reconnect: return lost(during: command, "the server said: " + words)
    case nil: return .refused(server: server, command: command, reply: words)
    }
  }

  /// Sends commands in a pipeline as deep as the provider bears it; returns their outcomes in their order.
  ///
  /// Only for commands that don't depend on each other.
  func exchange(
    _ commands: [IMAPCommand], _ take: (IMAPResponse) -> Void = { _ in }
  ) throws(MailServerError) -> [IMAPStatus] {
    var pending = Pending()
    for (index, command) in commands.enumerated() {
      while pending.tags.count >= max(1, profile.pipelineDepth) {
        try step(&pending, during: command.name, take)
      }
      let tag = nextTag()
      pending.tags[tag] = index
      try issue(command, tag: tag, index: index, &pending, take)
    }
    var statuses: [IMAPStatus] = []
    for (index, command) in commands.enumerated() {
      while pending.statuses[index] == nil { try step(&pending, during: command.name, take) }
      if let status = pending.statuses[index] { statuses.append(status) }
    }
    return statuses
  }

  private func issue(
    _ command: IMAPCommand, tag: String, index: Int, _ pending: inout Pending, _ take: (IMAPResponse) -> Void
  ) throws(MailServerError) {
    var line = Array("\(tag) ".utf8)
    for piece in command.pieces {
      switch piece {
      case .text(let text):
        line += text
        continue
      case .literal(let bytes):
        let waits = !takesUninvited(bytes.count)
        line += Array("{\(bytes.count)\(waits ? "" : "+")}\r\n".utf8)
        pending.isInvited = !waits
        try write(line, during: command.name)
        line = bytes
      case .answer(let bytes):
        pending.isInvited = false
        try write(line + [13, 10], during: command.name)
        line = bytes
      }
      while !pending.isInvited {
        try step(&pending, during: command.name, take)
        // A tagged answer instead of the invitation: the command is over.
        if pending.statuses[index] != nil { return }
      }
    }
    try write(line + [13, 10], during: command.name)
  }

  /// Whether a literal of this size may follow its announcement at once (RFC 7888).
  private func takesUninvited(_ size: Int) -> Bool {
    capabilities.contains("LITERAL+") || size <= 4096 && capabilities.contains("LITERAL-")
  }

  private func step(
    _ pending: inout Pending, during command: String, _ take: (IMAPResponse) -> Void
  ) throws(MailServerError) {
    let response = try nextResponse(during: command)
    switch response {
    case .tagged(let tag, let status):
      guard let index = pending.tags.removeValue(forKey: tag) else {
        throw broken("it answered a command that was not sent")
      }
      note(status.code)
      pending.statuses[index] = status
    case .continuation:
      pending.isInvited = true
    default:
      try absorb(response, during: command)
      take(response)
    }
  }

  /// Waits for the next response as long as a server may be silent.
  func nextResponse(during command: String) throws(MailServerError) -> IMAPResponse {
    let deadline = Deadline.after(seconds: limits.silence)
    guard let response = try nextResponse(during: command, by: deadline) else {
      throw lost(during: command, StreamFault.silent(seconds: limits.silence).description)
    }
    return response
  }

  /// Waits for the next response; nil where nothing has come by the deadline.
  ///
  /// The deadline is granted anew with every byte that comes: a large message may take its time.
  func nextResponse(
    during command: String, by deadline: Deadline
  ) throws(MailServerError) -> IMAPResponse? {
    var deadline = deadline
    while true {
      if let response = try framedResponse() { return response }
      guard let stream else { throw lost(during: command, "the session is over") }
      do {
        try stream.read(by: deadline) { framer.feed($0) }
      } catch {
        if case .silent = error, !framer.isInsideResponse { return nil }
        throw lost(during: command, error.description)
      }
      deadline = .after(seconds: limits.silence)
    }
  }

  /// The next response that has arrived whole.
  func framedResponse() throws(MailServerError) -> IMAPResponse? {
    do {
      guard let frame = try framer.next() else { return nil }
      return try ResponseParser.parse(frame, limits: limits)
    } catch {
      throw broken(error.reason)
    }
  }

  /// Sends bytes; a deadline a block, so that a large message may take its time as long as it goes on.
  func write(_ bytes: [UInt8], during command: String) throws(MailServerError) {
    var start = 0
    repeat {
      guard let stream else { throw lost(during: command, "the session is over") }
      let end = min(start + Self.blockSize, bytes.count)
      do {
        try stream.write(Array(bytes[start..<end]), by: .after(seconds: limits.silence))
      } catch {
        throw lost(during: command, error.description)
      }
      start = end
    } while start < bytes.count
  }

  /// Closes the connection because of what the server did.
  func broken(_ reason: String) -> MailServerError {
    abandon()
    return .protocolViolation(server: server, reason: reason)
  }

  /// Closes the connection, which has ended or can't be relied on.
  func lost(during command: String, _ reason: String) -> MailServerError {
    abandon()
    return .lost(server: server, command: command, reason: reason)
  }

  func abandon() {
    stream?.close()
    stream = nil
    folder = nil
  }
}
