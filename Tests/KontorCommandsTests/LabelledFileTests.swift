// SPDX-License-Identifier: Apache-2.0

import Foundation
@testable import KontorCommands
import MailModel
import OrderCore
import Testing

@Suite("A file of labelled messages")
struct LabelledFileTests {
  private func read(_ lines: [String]) throws -> [LabelledMessage] {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("labelled-\(ProcessInfo.processInfo.globallyUniqueString).jsonl")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(lines.joined(separator: "\n").utf8).write(to: file)
    return try LabelledFile.read(file.path)
  }

  private func line(_ more: String = "") -> String {
    """
    {"id":"1","party":"customer","direction":"in","subject":"Pumps","text":"Where are the pumps that we ordered?",\
    "attachments":["a.pdf"],"events":["status_requested"]\(more)}
    """
  }

  @Test("tells what a person sees, and what the system knew")
  func fields() throws {
    let more = #","reply":true,"state":"shipped","history":["order_placed"],"story":"s1","known":true"#
    let message = try #require(try read([line(more)]).first)
    #expect(message.events == [.statusRequested])
    #expect(message.input.state == .shipped)
    #expect(message.input.history == [.orderPlaced])
    #expect(message.input.isReply)
    #expect(message.input.language == .english)
    #expect(message.input.attachments == ["a.pdf"])
    #expect(message.story == "s1")
    #expect(message.isKnownToRules)
  }

  @Test("need not tell it; neighbours without a story stay together")
  func defaults() throws {
    let messages = try read([String](repeating: line(), count: 60))
    #expect(messages.first?.input.state == nil)
    #expect(messages.first?.input.isReply == false)
    #expect(messages.first?.isKnownToRules == false)
    #expect(Set(messages.map(\.story)).count == 3)
    #expect(messages[0].story == messages[24].story)
  }

  @Test("is refused by the line that can't be read")
  func broken() {
    let error = #expect(throws: CommandFailure.self) { try read([line(), "{}"]) }
    #expect(error?.message.contains(":2: not a labelled message") == true)
  }
}
