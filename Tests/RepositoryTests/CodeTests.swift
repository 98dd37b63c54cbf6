// SPDX-License-Identifier: Apache-2.0

import Testing

@Suite("The code")
struct CodeTests {
  /// Which target alone may import a package or C library.
  private static let owners = [
    "ArgumentParser": "KontorCommands", "CArchive": "DocumentReading", "CCrypto": "ContentHashing",
    "CCurl": "MailTransport", "CGMime": "MailParsing", "CPCRE2": "TextAnalysis",
    "CSeccomp": "DocumentReading", "CStemmer": "TextAnalysis", "CXML2": "Markup", "CZlib": "MailTransport",
    "CZstd": "Store",
    "GRDB": "Store", "Logging": "Agent", "Mustache": "Rulebook", "Yams": "Rulebook",
  ]

  /// What a target may import of ours, besides the core.
  private static let adapters: Set<String> = [
    "DocumentReading", "MailParsing", "MailTransport", "Rulebook", "Store",
  ]
  private static let core: Set<String> = ["ContentHashing", "MailModel", "OrderCore", "TextAnalysis"]

  private static let sources = Repository.files(in: "Sources", suffix: ".swift")

  private static func target(of file: String) -> String {
    String(file.split(separator: "/").dropFirst().first ?? "")
  }

  private static func imports(of file: String) throws -> [String] {
    try Repository.text(file).split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard let position = words.firstIndex(of: "import"), position <= 1, position + 1 < words.count else {
        return nil
      }
      return words[0] == "import" || words[0] == "package" || words[0] == "public"
        ? String(words[position + 1]) : nil
    }
  }

  @Test("is there to be looked at")
  func isThere() {
    #expect(Self.sources.count > 50)
  }

  @Test("imports each package in one target only")
  func owners() throws {
    var wrong: [String] = []
    for file in Self.sources {
      for name in try Self.imports(of: file) {
        if let owner = Self.owners[name], owner != Self.target(of: file) {
          wrong.append("\(file) imports \(name)")
        }
      }
    }
    #expect(wrong == [])
  }

  @Test("keeps adapters apart and the core below them")
  func layers() throws {
    var wrong: [String] = []
    for file in Self.sources {
      let target = Self.target(of: file)
      for name in try Self.imports(of: file) where name != target {
        let crossesAdapters = Self.adapters.contains(target) && Self.adapters.contains(name)
        let looksUp = Self.core.contains(target) && (Self.adapters.contains(name) || name == "Agent")
        let agentKnowsAdapter = target == "Agent" && Self.adapters.contains(name)
        if crossesAdapters || looksUp || agentKnowsAdapter { wrong.append("\(file) imports \(name)") }
      }
    }
    #expect(wrong == [])
  }

  @Test(
    "has no clock, randomness or I/O in the core",
    arguments: ["Date()", "UUID()", "FileManager", " print(", "ProcessInfo", ".random", "DispatchQueue"])
  func pureCore(word: String) throws {
    let files = try Self.sources.filter {
      try Self.core.contains(Self.target(of: $0)) && Repository.text($0).contains(word)
    }
    #expect(files == [])
  }

  @Test("has no force, trap or stub", arguments: ["try!", "fatalError(", "as! ", "TODO", "FIXME"])
  func noForce(word: String) throws {
    #expect(try Self.sources.filter { try Repository.text($0).contains(word) } == [])
  }

  @Test("does not use Swift's backtracking expressions")
  func noRegex() throws {
    let words = ["NSRegularExpression", "try Regex(", "#/"]
    let files = try Self.sources.filter { file in
      let text = try Repository.text(file)
      return words.contains { text.contains($0) }
    }
    #expect(files == [])
  }

  @Test("gives a reason for every unchecked Sendable")
  func uncheckedSendable() throws {
    var wrong: [String] = []
    for file in Self.sources {
      let text = try Repository.text(file)
      if text.contains("@unchecked Sendable") || text.contains("nonisolated(unsafe)") {
        let lower = text.lowercased()
        if !lower.contains("// @unchecked") && !lower.contains("// unchecked")
          && !lower.contains("// nonisolated")
        {
          wrong.append(file)
        }
      }
    }
    #expect(wrong == [])
  }

  @Test("keeps files within their length")
  func length() throws {
    func long(_ files: [String], limit: Int) throws -> [String] {
      try files.filter {
        try Repository.text($0).split(separator: "\n", omittingEmptySubsequences: false).count > limit + 1
      }
    }
    #expect(try long(Self.sources, limit: 400) == [])
    #expect(try long(Repository.files(in: "Tests", suffix: ".swift"), limit: 600) == [])
  }

  @Test("documents every declaration that leaves its file's target")
  func documentation() throws {
    var missing: [String] = []
    for file in Self.sources {
      let lines = try Repository.text(file).split(separator: "\n", omittingEmptySubsequences: false)
      var conforms = false
      for (number, line) in lines.enumerated() {
        let words = line.split(separator: " ")
        // A conformance inherits the documentation of its protocol.
        if line.first.map({ !$0.isWhitespace && $0 != "}" && $0 != "/" }) == true {
          conforms = line.hasPrefix("extension") && line.contains(":")
        }
        guard !conforms, words.first == "package", words.count > 1, words[1] != "import" else { continue }
        guard !["extension", "static func ==", "func hash(into"].contains(where: { line.contains($0) }),
          !line.contains("static func <")
        else { continue }
        var above = number - 1
        while above >= 0, lines[above].drop(while: { $0 == " " }).hasPrefix("@") { above -= 1 }
        let before = above >= 0 ? lines[above].drop(while: { $0 == " " }) : ""
        if !before.hasPrefix("///") { missing.append("\(file):\(number + 1)") }
      }
    }
    #expect(missing == [])
  }

  @Test("starts each file with its licence")
  func licence() throws {
    let files = Self.sources + Repository.files(in: "Tests", suffix: ".swift")
    #expect(
      try files.filter { !(try Repository.text($0)).hasPrefix("// SPDX-License-Identifier: Apache-2.0\n") }
        == [])
  }
}
