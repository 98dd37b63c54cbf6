// SPDX-License-Identifier: Apache-2.0

import Testing

@Suite("The documents")
struct DocumentsTests {
  @Test("give each target a line in the architecture")
  func targets() throws {
    let page = try Repository.text("docs/ARCHITECTURE.md")
    let targets = Set(
      Repository.files(in: "Sources", suffix: ".swift").compactMap {
        $0.split(separator: "/").dropFirst().first
      })
    #expect(targets.filter { !page.contains("`\($0)`") }.sorted() == [])
  }

  @Test("describe every event", arguments: ["docs/events.md"])
  func events(file: String) throws {
    let page = try Repository.text(file)
    #expect(EventNames.all.filter { !page.contains("`\($0)`") } == [])
  }

  @Test("name no path of a machine", arguments: ["/home/", "/root/", "/Users/"])
  func paths(part: String) throws {
    let files =
      ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", ".ci/run"]
      + Repository.files(in: "docs", suffix: ".md") + Repository.files(in: "rules", suffix: ".yaml")
      + Repository.files(in: "templates", suffix: ".mustache")
    #expect(try files.filter { try Repository.text($0).contains(part) } == [])
  }
}
