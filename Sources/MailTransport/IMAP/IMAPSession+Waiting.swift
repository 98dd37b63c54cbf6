// SPDX-License-Identifier: Apache-2.0

package import OrderCore

extension IMAPSession {
  /// How often a wait asks whether it is wanted any longer, in milliseconds.
  private static let pollInterval = 250

  /// Whether the server tells news by itself (RFC 2177).
  package var canWait: Bool { capabilities.contains("IDLE") }
  /// Whether it tells news of other folders, too (RFC 5465).
  package var hearsOtherFolders: Bool { capabilities.contains("NOTIFY") }

  /// Waits until something happens in one of the folders, at most `seconds`; without NOTIFY the first one only.
  ///
  /// What a server says here is a hint that there is news, never the news. It is also news when the first folder is
  /// not as the caller was last told: then nothing would come any more to wake us.
  ///
  /// - Throws: `refused` where the server has no IDLE after all; the session goes on.
  package func wait(
    for folders: [String], seconds: Int, isInterrupted: @escaping @Sendable () -> Bool
  ) throws(MailServerError) -> WaitOutcome {
    guard let first = folders.first, canWait else {
      throw .refused(server: server, command: "IDLE", reply: "it does not tell news by itself")
    }
    if folder?.name != first {
      let before = told[first]
      guard try open(first, since: nil).status == before else { return .changed }
    }
    try notify(of: Array(folders.dropFirst()))
    let end = ContinuousClock.now.advanced(by: .seconds(seconds))
    while true {
      try takeUnsolicited()
      if hasNews { return .changed }
      guard ContinuousClock.now < end else { return .quiet }
      let renewal = ContinuousClock.now.advanced(by: .seconds(limits.idle))
      let outcome = try idle(until: min(end, renewal), isInterrupted)
      if outcome != .quiet { return outcome }
    }
  }

  private var hasNews: Bool { folder?.hasNews != false || !newsElsewhere.isEmpty }

  /// Takes what the server has said unasked since the last command.
  private func takeUnsolicited() throws(MailServerError) {
    while let response = try nextResponse(during: "IDLE", by: .after(seconds: 0)) {
      if case .tagged = response { throw broken("it answered a command that was not sent") }
      try absorb(response, during: "IDLE")
    }
  }

  /// One IDLE, ended by DONE and its answer.
  private func idle(
    until end: ContinuousClock.Instant, _ isInterrupted: () -> Bool
  ) throws(MailServerError) -> WaitOutcome {
    let tag = nextTag()
    try write(Array("\(tag) IDLE\r\n".utf8), during: "IDLE")
    var isIdling = false
    // EXISTS may come before the invitation.
    while !isIdling {
      switch try nextResponse(during: "IDLE") {
      case .continuation: isIdling = true
      case .tagged(tag, let status):
        capabilities.remove("IDLE")
        guard status.condition == .ok else { throw refusal(status, of: "IDLE") }
        throw .refused(server: server, command: "IDLE", reply: "it ends at once")
      case .tagged: throw broken("it answered a command that was not sent")
      case let response: try absorb(response, during: "IDLE")
      }
    }
    var outcome = WaitOutcome.quiet
    while outcome == .quiet {
      let left = ContinuousClock.now.duration(to: end)
      if hasNews {
        outcome = .changed
      } else if isInterrupted() {
        outcome = .interrupted
      } else if left <= .zero {
        break
      } else {
        let milliseconds = min(Self.pollInterval, Int(left / .milliseconds(1)) + 1)
        switch try nextResponse(during: "IDLE", by: .after(milliseconds: milliseconds)) {
        case nil, .continuation?: break
        // The server has had enough of it.
        case .tagged(tag, _)?: return .changed
        case .tagged?: throw broken("it answered a command that was not sent")
        case let response?:
          try absorb(response, during: "IDLE")
          // New flags: nobody has asked for a message.
          if case .fetch = response { folder?.hasNews = true }
        }
      }
    }
    try write(Array("DONE\r\n".utf8), during: "IDLE")
    while true {
      guard let response = try nextResponse(during: "IDLE", by: .after(seconds: limits.done)) else {
        throw lost(during: "IDLE", StreamFault.silent(seconds: limits.done).description)
      }
      switch response {
      case .tagged(tag, let status):
        guard status.condition == .ok else { throw refusal(status, of: "IDLE") }
        return outcome == .quiet && hasNews ? .changed : outcome
      case .tagged: throw broken("it answered a command that was not sent")
      default: try absorb(response, during: "IDLE")
      }
    }
  }

  /// Asks the server to tell of these folders as well (RFC 5465), where it can.
  ///
  /// With STATUS it says at once how they are, so nothing is missed that happened since the caller looked.
  /// `selected-delayed` keeps sequence numbers in place while messages are listed.
  private func notify(of others: [String]) throws(MailServerError) {
    guard capabilities.contains("NOTIFY"), !others.isEmpty, notified != others else { return }
    let command = try command("NOTIFY") { command throws(IMAPFault) in
      var command = command.text(" SET STATUS (selected-delayed (MessageNew MessageExpunge)) (mailboxes (")
      for (index, name) in others.enumerated() {
        command = try (index > 0 ? command.text(" ") : command).value(wireName(of: name))
      }
      return command.text(") (MessageNew MessageExpunge))")
    }
    let before = notified
    notified = others
    let status = try exchange([command])[0]
    guard status.condition != .ok else { return }
    guard ServerPlea.read(status) == nil else { throw refusal(status, of: command.name) }
    // Without it, then: the first folder is watched, and the others are polled.
    capabilities.remove("NOTIFY")
    notified = before
  }
}
