// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite("A review", .enabled(if: TestServers.areExpected), .timeLimit(.minutes(3)))
struct ReviewTests {
  @Test("approves, edits, rejects, skips and quits by single keys")
  func keys() async throws {
    let place = try Workplace()
    for number in 1...6 {
      try place.write("in/\(number).eml", Letters.inquiry(from: place.customer, number: number))
    }
    try await place.kontor("import", "in")
    let editor = place.folder.path + "/editor"
    try place.write(
      "editor", "#!/bin/sh\nsed -i 's/^Subject:.*/Subject: Edited/' \"$1\"\nls -ld \"$1\" >\"$0.log\"\n",
      mode: 0o755)
    // 1 approve; 2 edit, then approve; 3 reject with a reason; 4 skip; 5 an unknown key, then quit.
    let review = try await place.expect(
      0, ["review"], input: "a\ne\na\nr\nWe don't sell these\ns\nx\nq\n",
      environment: ["EDITOR": "\(editor) "])
    #expect(review.lines.last == "2 approved, 1 rejected, 1 edited")
    #expect(review.output.contains("Keys are a, e, r, s, n and q."))
    #expect(review.output.contains("5 of 6"))
    #expect(!review.output.contains("6 of 6"))
    #expect(review.output.contains("Message"))
    #expect(review.output.contains("please send us your quotation"))
    #expect(!review.output.contains("\u{1B}"))
    let drafts = try await place.drafts()
    #expect(
      drafts.map { $0.text("state") } == [
        "approved", "approved", "rejected", "pending", "pending", "pending",
      ])
    #expect(drafts[1].text("subject") == "Edited")
    #expect(drafts[2].text("reason") == "We don't sell these")
    #expect(FileManager.default.fileExists(atPath: editor + ".log"))
  }

  @Test("ends quietly at the end of input, and has nothing to do without drafts")
  func ends() async throws {
    let place = try Workplace()
    try place.write("a.eml", Letters.inquiry(from: place.customer))
    try await place.kontor("import", "a.eml")
    let review = try await place.kontor("review")
    #expect(review.lines.last == "0 approved, 0 rejected, 0 edited")
    try await place.kontor("draft", "reject", "1")
    let empty = try await place.expect(4, ["review"])
    #expect(empty.messages == "No draft waits.\n")
    #expect(empty.output == "")
  }

  @Test("keeps a draft as it was when the editor fails or its text is no draft")
  func editorFails() async throws {
    let place = try Workplace()
    try place.write("a.eml", Letters.inquiry(from: place.customer))
    try await place.kontor("import", "a.eml")
    let before = try await place.kontor("draft", "show", "1", "--json").output
    try place.write("editor", "#!/bin/sh\necho nonsense >\"$1\"\n", mode: 0o755)
    for editor in ["false", place.folder.path + "/editor", "/no/such/editor"] {
      let outcome = try await place.expect(1, ["draft", "edit", "1"], environment: ["EDITOR": editor])
      #expect(outcome.output == "")
      #expect(outcome.messages.hasSuffix(".\n"))
    }
    let unchanged = try await place.expect(0, ["draft", "edit", "1"], environment: ["EDITOR": "true"])
    #expect(unchanged.output == "Draft 1 is unchanged.\n")
    #expect(try await place.kontor("draft", "show", "1", "--json").output == before)
  }
}
