// SPDX-License-Identifier: Apache-2.0

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
    guard status.condition == .ok else {
      throw .refused(server: server, command: command.name, reply: WireText.phrase(status.words))
    }
    return status
  }

  /// Sends commands in a pipeline of at most `depth` and returns their outcomes, in the order of the commands.
  ///
  /// Deeper pipelines gain nothing and have broken servers. Only for commands that don't depend on each other.
  func exchange(
    _ commands: [IMAPCommand], depth: Int = 8, _ take: (IMAPResponse) -> Void = { _ in }
  ) throws(MailServerError) -> [IMAPStatus] {
    var pending = Pending()
    for (index, command) in commands.enumerated() {
      while pending.tags.count >= depth { try step(&pending, during: command.name, take) }
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
    case .status(let status) where status.condition == .bye:
      throw lost(during: command, WireText.phrase("the server said: " + status.words))
    default:
      try note(response)
      take(response)
    }
  }

  /// Keeps what any response may say of the session and of the open folder, whichever command runs.
  private func note(_ response: IMAPResponse) throws(MailServerError) {
    switch response {
    case .exists(let count): folder?.exists = count
    case .expunge:
      folder?.exists -= 1
      folder?.expunged += 1
    case .capability(let names): capabilities = Set(names)
    case .status(let status):
      note(status.code)
      if case .uidValidity(let validity)? = status.code, let folder, folder.uidValidity != validity {
        throw broken("the UIDVALIDITY of the open folder changed")
      }
    default: break
    }
  }

  private func note(_ code: ResponseCode?) {
    if case .capability(let names)? = code { capabilities = Set(names) }
  }

  private func nextResponse(during command: String) throws(MailServerError) -> IMAPResponse {
    while true {
      do {
        if let frame = try framer.next() { return try ResponseParser.parse(frame, limits: limits) }
      } catch {
        throw broken(error.reason)
      }
      guard let stream else { throw lost(during: command, "the session is over") }
      do {
        try stream.read(by: .after(seconds: Self.silence)) { framer.feed($0) }
      } catch {
        throw lost(during: command, error.description)
      }
    }
  }

  private func write(_ bytes: [UInt8], during command: String) throws(MailServerError) {
    var start = 0
    repeat {
      guard let stream else { throw lost(during: command, "the session is over") }
      // A deadline a block: a large message may take its time as long as it goes on.
      let end = min(start + Self.blockSize, bytes.count)
      do {
        try stream.write(Array(bytes[start..<end]), by: .after(seconds: Self.silence))
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
