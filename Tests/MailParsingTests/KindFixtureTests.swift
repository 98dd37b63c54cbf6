// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import MailParsing
import Testing

/// The mails of `Fixtures/Kinds`: each says above its text what it is.
@Suite("A mail of a machine")
struct KindFixtureTests {
  struct Fixture: CustomTestStringConvertible, Sendable {
    var name: String
    var kind = ""
    var form = ""
    var recipients: [String] = []
    var original: String?
    var text: String?
    var source = ""
    var testDescription: String { name }
  }

  @Test("is told from the mail of a person", arguments: fixtures)
  func isTold(_ fixture: Fixture) throws {
    let message = try parse(fixture.source)
    #expect(message.kind.rawValue == fixture.kind)
    #expect(message.form?.rawValue ?? "" == fixture.form)
    let recipients = (message.bounce?.recipients ?? []).map {
      "\($0.address) \($0.status.isEmpty ? "-" : $0.status) \($0.action)"
    }
    #expect(recipients == fixture.recipients)
    if let original = fixture.original { #expect(message.bounce?.originalMessageID?.value == original) }
    if let text = fixture.text { #expect(message.text == text) }
  }

  @Test("is there in numbers")
  func areMany() { #expect(Self.fixtures.count >= 95) }

  static let fixtures: [Fixture] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/Kinds")
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
    return files.sorted().flatMap { name -> [Fixture] in
      let text = (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
      return read(text)
    }
  }()

  private static func read(_ text: String) -> [Fixture] {
    var found: [Fixture] = []
    var isSource = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("=== ") {
        found.append(Fixture(name: String(line.dropFirst(4))))
        isSource = false
      } else if isSource {
        found[found.count - 1].source += line + "\n"
      } else if line == "---" {
        isSource = true
      } else {
        let words = line.split(separator: " ", maxSplits: 1)
        guard words.count == 2, !found.isEmpty else { continue }
        let value = String(words[1])
        switch words[0] {
        case "kind": found[found.count - 1].kind = value
        case "form": found[found.count - 1].form = value
        case "recipient": found[found.count - 1].recipients.append(value)
        case "original": found[found.count - 1].original = value
        case "text": found[found.count - 1].text = value.replacing("\\n", with: "\n")
        default: Issue.record("\(found[found.count - 1].name): \(line)")
        }
      }
    }
    return found
  }
}
