// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore

extension SMTPSession {
  /// What is written at a time; the whole message is never copied.
  private static let blockSize = 65_536

  /// Says everything but the final dot.
  ///
  /// - Returns: nil when only the dot is left to say, else the outcome, with the connection closed.
  func handOver(_ message: RawMessage, _ envelope: Envelope) -> SubmissionOutcome? {
    do {
      let (sender, recipients) = try paths(of: envelope)
      let body = try wireForm(of: message)
      if stream == nil { try step { () throws(MailServerError) in try open() } }
      try announce(body, from: sender)
      try nameRecipients(recipients)
      try beginData()
      try step { () throws(MailServerError) in try write(body) }
      try refuseEarlyReply()
      return nil
    } catch {
      quit()
      return error.outcome
    }
  }

  /// Says the final dot and waits for the verdict; from here on what is not answered is not known.
  ///
  /// - Parameter staysOpen: whether another message is to follow one that was taken.
  func commit(staysOpen: Bool) -> SubmissionOutcome {
    do {
      try refuseEarlyReply()
    } catch {
      abandon()
      return error.outcome
    }
    do {
      try write([UInt8(ascii: "."), 13, 10], named: "the final dot", within: Patience.block)
      let reply = try verdict()
      let words = reply.words
      noteHold(reply)
      if !staysOpen || !reply.isPositive { quit() }
      if reply.isPositive { return .accepted(reply: words) }
      if reply.isTransient { return .deferred(reason: "\(server) did not take the message: \(words)") }
      if reply.isPermanent { return .rejected(reason: "\(server) refused the message: \(words)") }
      return .uncertain(reason: "\(server) answered the final dot with \(words)")
    } catch {
      abandon()
      return .uncertain(reason: error.description)
    }
  }

  /// Waits as RFC 5321 asks; a cancelled task has half a minute for what is usually there within a second.
  private func verdict() throws(MailServerError) -> SMTPReply {
    let end = Deadline.after(seconds: Patience.finalDot)
    do {
      try stream?.read(by: .after(seconds: 30, isCancellable: false)) { replies.feed($0) }
    } catch {
      // A fault that lasts comes again below, where it is judged.
    }
    return try reply(to: "the final dot", by: end)
  }

  // MARK: - Steps

  private func paths(of envelope: Envelope) throws(Refusal) -> (MailPath, [MailPath]) {
    guard let sender = MailPath(envelope.sender) else { throw .rejected(badAddress(envelope.sender)) }
    var recipients: [MailPath] = []
    for address in envelope.recipients {
      guard let path = MailPath(address) else { throw .rejected(badAddress(address)) }
      recipients.append(path)
    }
    guard !recipients.isEmpty else { throw .rejected("The message has no recipient.") }
    return (sender, recipients)
  }

  private func badAddress(_ address: String) -> String {
    "The address \(WireText.shown(address)) can't be used: plain ASCII without blanks and quotes is needed."
  }

  private func wireForm(of message: RawMessage) throws(Refusal) -> [UInt8] {
    do {
      return try LineEnds.canonical(message.bytes)
    } catch {
      throw .rejected("The message holds a NUL byte.")
    }
  }

  private func announce(_ body: [UInt8], from sender: MailPath) throws(Refusal) {
    var line = "MAIL FROM:<\(sender.address)>"
    if let limit = extensions.sizeLimit {
      guard limit == 0 || body.count <= limit else {
        throw .rejected("The message has \(body.count) bytes and \(server) takes \(limit).")
      }
      line += " SIZE=\(body.count)"
    }
    if body.contains(where: { $0 > 127 }) {
      guard extensions.takes8Bit else {
        throw .rejected("The message is not 7-bit and \(server) takes no other.")
      }
      line += " BODY=8BITMIME"
    }
    let reply = try step { () throws(MailServerError) in
      try ask(line, named: "MAIL", within: Patience.command)
    }
    guard reply.isPositive else { throw refusal(of: "the sender", reply) }
  }

  /// Names every recipient, so that all refusals are known; one of them is enough to send nothing.
  private func nameRecipients(_ recipients: [MailPath]) throws(Refusal) {
    var refused: [(MailPath, SMTPReply)] = []
    for path in recipients {
      let reply = try step { () throws(MailServerError) in
        try ask("RCPT TO:<\(path.address)>", named: "RCPT", within: Patience.command)
      }
      if !reply.isPositive { refused.append((path, reply)) }
      if reply.code == 421 { break }
    }
    guard !refused.isEmpty else { return }
    let reasons = refused.map { path, reply in "\(path.address): \(reply.words)" }.joined(separator: "; ")
    for (_, reply) in refused { noteHold(reply) }
    let reason = "\(server) refused \(reasons)"
    throw refused.contains { $0.1.isPermanent } ? .rejected(reason) : .deferred(reason)
  }

  private func beginData() throws(Refusal) {
    let reply = try step { () throws(MailServerError) in
      try ask("DATA", named: "DATA", within: Patience.data)
    }
    if reply.code == 354 { return }
    // Whatever else it says, no QUIT now: it could be taken for a line of the message.
    abandon()
    throw refusal(of: "the message", reply)
  }

  private func write(_ body: [UInt8]) throws(MailServerError) {
    var stuffing = DotStuffing()
    var start = 0
    while start < body.count {
      let end = min(start + Self.blockSize, body.count)
      var block: [UInt8] = []
      block.reserveCapacity(Self.blockSize + 1024)
      stuffing.stuff(body[start..<end], into: &block)
      try write(block, named: "DATA", within: Patience.block)
      start = end
    }
    try write(stuffing.lastLineEnd, named: "DATA", within: Patience.block)
  }

  /// Stops where the server has spoken or gone before the dot: then the message is certainly not taken.
  private func refuseEarlyReply() throws(Refusal) {
    guard let stream else { throw .deferred("The session with \(server) is over.") }
    do {
      try stream.read(by: .after(seconds: 0)) { replies.feed($0) }
    } catch {
      if case .silent = error, !replies.hasUnread { return }
      if !replies.hasUnread {
        abandon()
        throw .deferred("The message was not completed at \(server): \(error)")
      }
    }
    var early: SMTPReply?
    do {
      early = try reply(to: "DATA", by: .after(seconds: 5))
    } catch {}
    abandon()
    if let early { noteHold(early) }
    let words = early?.words ?? "an unreadable reply"
    let reason = "\(server) gave up before the end of the message: \(words)"
    throw early?.isPermanent == true ? .rejected(reason) : .deferred(reason)
  }

  private func refusal(of what: String, _ reply: SMTPReply) -> Refusal {
    noteHold(reply)
    let reason = "\(server) refused \(what): \(reply.words)"
    return reply.isPermanent ? .rejected(reason) : .deferred(reason)
  }

  /// Notes a refusal that is not of this message but of us: the service closes, or we are too fast.
  private func noteHold(_ reply: SMTPReply) {
    let words = reply.words
    // RFC 3463: 4.1 is of an address and 4.2 of its mailbox, however busy that is.
    let isOfOne = ["4.1.", "4.2."].contains { reply.lines.first?.hasPrefix($0) ?? false }
    let isOfUs =
      [421, 432].contains(reply.code) || words.contains("4.3.2 ")
      || !isOfOne && ServerPlea.read(words) != nil
    guard reply.isTransient, isOfUs else { return }
    hold = .busy(server: server, reason: WireText.phrase(words), seconds: ServerPlea.seconds(in: words))
  }

  private func step<Result>(_ body: () throws(MailServerError) -> Result) throws(Refusal) -> Result {
    do {
      return try body()
    } catch {
      throw Refusal(error)
    }
  }
}

extension SMTPSession.Refusal {
  /// Judges an error of the connection before the final dot: the message is certainly not taken.
  ///
  /// None of them is the message's own fault, so none ends its journey.
  init(_ error: MailServerError) {
    outcome = .deferred(reason: error.description)
  }

  static func rejected(_ reason: String) -> Self { Self(outcome: .rejected(reason: reason)) }
  static func deferred(_ reason: String) -> Self { Self(outcome: .deferred(reason: reason)) }
}
