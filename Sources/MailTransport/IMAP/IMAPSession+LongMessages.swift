// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore

extension IMAPSession {
  /// What came of one long message.
  enum LongOutcome {
    case outcome(FetchOutcome)
    /// NO or BAD, in the server's words.
    case refused(String)
    /// Nothing came of it: it may be gone.
    case missing
  }

  /// A long message as far as it has come.
  private struct Assembly {
    var bytes: [UInt8] = []
    /// Whether the server has given the whole although a part was asked for.
    var isWhole = false
    /// Whether there is nothing behind `bytes`.
    var isOver = false
    var dropped: Int?
  }

  /// Fetches a message in chunks, several at a time, until nothing more comes: Exchange is known to lie about sizes,
  /// and a connection that breaks here has not read everything in vain into one endless literal.
  func fetchLong(_ uid: UInt32) throws(MailServerError) -> LongOutcome {
    let claimed = sizes[uid] ?? 0
    var message = Assembly()
    message.bytes.reserveCapacity(min(claimed, limits.literal))
    while !message.isOver {
      let known = message.bytes.count
      let count = max(1, (claimed - known + limits.chunk - 1) / limits.chunk)
      let depth = min(count, max(1, profile.pipelineDepth))
      if let words = try fetchChunks(of: uid, count: depth, claimed: claimed, into: &message) {
        return .refused(words)
      }
      if let dropped = message.dropped { return .outcome(.tooLong(bytes: dropped)) }
      if message.isWhole { return .outcome(.given(RawMessage(bytes: message.bytes))) }
      if message.bytes.count > limits.literal { return .outcome(.tooLong(bytes: message.bytes.count)) }
      guard message.bytes.count > known || message.isOver else {
        return known == 0 ? .missing : .outcome(.withheld(reason: "it gave a part of the message only"))
      }
    }
    return message.bytes.isEmpty ? .missing : .outcome(.given(RawMessage(bytes: message.bytes)))
  }

  /// Fetches the next chunks; returns the server's words where it refuses one.
  private func fetchChunks(
    of uid: UInt32, count: Int, claimed: Int, into message: inout Assembly
  ) throws(MailServerError) -> String? {
    let start = message.bytes.count
    var parts: [Int: [UInt8]] = [:]
    let commands = (0..<count).map { index in
      IMAPCommand(
        "UID FETCH \(uid) (UID BODY.PEEK[]<\(start + index * limits.chunk).\(limits.chunk)>)",
        named: "UID FETCH")
    }
    let statuses = try exchange(commands) { response in
      guard case .fetch(let items) = response, items.uid == uid, let body = items.body else { return }
      switch (body, items.origin) {
      case (.bytes(let bytes), let origin?): parts[origin] = bytes
      case (.bytes(let bytes), nil) where !bytes.isEmpty:
        message.bytes = bytes
        message.isWhole = true
      case (.dropped(let length), let origin): message.dropped = (origin ?? 0) + length
      default: break
      }
    }
    for status in statuses where status.condition != .ok {
      guard ServerPlea.read(status) == nil else { throw refusal(status, of: "UID FETCH") }
      return WireText.phrase(status.words)
    }
    guard !message.isWhole else { return nil }
    // A chunk that is too short makes those behind it useless: they are asked for again from where it ends.
    while let part = parts[message.bytes.count] {
      if part.isEmpty {
        message.isOver = true
        return nil
      }
      message.bytes += part
      if part.count < limits.chunk, message.bytes.count >= claimed { message.isOver = true }
      if message.isOver || part.count != limits.chunk { return nil }
    }
    // Some servers say nothing at all about what lies behind the end.
    if message.bytes.count >= claimed, message.bytes.count == start { message.isOver = true }
    return nil
  }
}
