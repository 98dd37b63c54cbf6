// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// Whatever is wrong: a sentence on standard error, the documented exit code, nothing on standard output.
@Suite("What is wrong is said in a sentence:", .enabled(if: TestServers.areExpected), .timeLimit(.minutes(3)))
struct RefusalTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  /// Runs a command that must be refused; returns what it says.
  @discardableResult
  private func refused(
    _ code: Int32, _ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> String {
    let outcome = try await place.expect(code, arguments, sourceLocation: sourceLocation)
    #expect(outcome.output == "", sourceLocation: sourceLocation)
    #expect(!outcome.messages.isEmpty, sourceLocation: sourceLocation)
    #expect(!outcome.messages.contains("secret\n"), sourceLocation: sourceLocation)
    return outcome.messages
  }

  /// Syncs with a changed configuration.
  private func sync(
    changing old: String = "", to new: String = "", code: Int32,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> String {
    try place.configure(changing: old, to: new)
    return try await refused(code, "sync", sourceLocation: sourceLocation)
  }

  private var imap: String { "port: \(place.servers.imap), tls: none" }

  private func tls(_ port: Int) -> String {
    "port: \(port), tls: implicit, ca_file: \(place.servers.authorities)"
  }

  @Test("a wrong password")
  func wrongPassword() async throws {
    try place.write("secret.txt", "wrong\n", mode: 0o600)
    let said = try await sync(code: 5)
    let expected = "orders: localhost:\(place.servers.imap) refused the login of \(place.mailbox): "
    #expect(said.hasPrefix(expected))
    #expect(said.hasSuffix("Authentication failed.\n"))
  }

  @Test("a folder to parse that holds no mail, and a document that is not there")
  func nothing() async throws {
    try place.write("notes/letter.txt", "From: a@b.example\n\nText\n", mode: 0o600)
    #expect(
      try await refused(4, "parse", place.folder.path + "/notes").hasPrefix("No mail files were found: "))
    _ = try await place.kontor("import", Workplace.repository + "/samples/mail", "--no-documents")
    #expect(try await refused(4, "documents", "show", "999") == "There is no text of document 999.\n")
  }

  @Test("a port where nobody listens")
  func closedPort() async throws {
    let said = try await sync(changing: "port: \(place.servers.imap)", to: "port: 1", code: 5)
    #expect(said == "orders: Can't reach localhost:1: the connection was refused or there is no route.\n")
  }

  @Test("a certificate that has expired, is for another host, or of an authority nobody knows")
  func certificates() async throws {
    let servers = place.servers
    let expired = try await sync(changing: imap, to: tls(servers.expiredIMAPS), code: 5)
    #expect(
      expired
        == "orders: The certificate of localhost:\(servers.expiredIMAPS) is not trusted: it has expired.\n")
    let wrong = try await sync(changing: imap, to: tls(servers.wrongHostIMAPS), code: 5)
    #expect(wrong.contains("is not trusted: it is for another host than localhost.\n"))
    let unknown = try await sync(changing: imap, to: "port: \(servers.imaps)", code: 5)
    #expect(unknown.contains("is not trusted: its authority is not known here.\n"))
  }

  @Test("plain text to a host that is not this machine")
  func plainText() async throws {
    let said = try await sync(
      changing: "imap: {host: localhost", to: "imap: {host: imap.ourco.example", code: 3)
    #expect(said.hasPrefix(place.folder.path + "/kontor.yaml:11:"))
    #expect(said.contains("'imap.ourco.example' is reached over a network"))
    #expect(said.split(separator: "\n").count == 1)
  }

  @Test("a secret that others can read, that is not there, or that is empty")
  func secrets() async throws {
    let file = place.folder.path + "/secret.txt"
    try place.write("secret.txt", "secret\n", mode: 0o644)
    let open = try await sync(code: 3)
    #expect(
      open == "orders: Can't read the secret from file \(file): others can read it; run chmod 600 on it.\n")
    try place.write("secret.txt", "\n", mode: 0o600)
    #expect(try await sync(code: 3).contains("its first line is empty"))
    try FileManager.default.removeItem(atPath: file)
    #expect(try await sync(code: 3).contains("no such file or directory"))
  }

  @Test("everything in configuration and directory at once, by line and column")
  func configuration() async throws {
    try place.configure(
      changing: "['SO-\\d{4}-\\d{5}', ", to: "['SO-(', ",
      adding: "stor: x\nusers: {a: {uid: no, role: boss}}\n")
    try place.write(
      "directory.yaml",
      "- {email: x, role: customer}\n- {domain: a.example, role: king}\n- {rule: supplier}\n")
    for command in ["sync", "orders", "check", "drafts"] {
      let said = try await refused(3, command)
      let lines = said.split(separator: "\n").map { $0.replacing(place.folder.path + "/", with: "") }
      let expected = [
        "directory.yaml:1:11: ", "directory.yaml:2:29: ", "directory.yaml:3:", "kontor.yaml:5:16: ",
        "kontor.yaml:13:1: ", "kontor.yaml:14:18: ", "kontor.yaml:14:28: ",
      ]
      for place in expected { #expect(lines.contains { $0.hasPrefix(place) }, "\(place) in \(said)") }
      #expect(said.contains("unknown key 'stor' (did you mean 'store'?)"))
    }
  }

  @Test("everything in rules and templates at once, by line and column")
  func rulesAndTemplates() async throws {
    try FileManager.default.copyItem(
      atPath: Workplace.repository + "/templates", toPath: place.folder.path + "/templates")
    let letter = try String(
      contentsOfFile: place.folder.path + "/templates/en/inquiry_acknowledgement.mustache", encoding: .utf8)
    try place.write(
      "templates/en/inquiry_acknowledgement.mustache", letter + "\n{{nobody_knows}}\n{{#open}}\n")
    try place.write("rules/a.yaml", "event: order_plced\nlanguage: en\nrules:\n  - id: a\n    anny: [x]\n")
    try place.write("rules/b.yaml", "rules: [\n")
    try place.configure(
      rules: "rules", changing: Workplace.repository + "/templates", to: "templates")
    // Rules are read when there is mail for them.
    try await place.deliver(Letters.inquiry(from: place.customer))
    let said = try await refused(3, "sync")
    for expected in [
      "rules/a.yaml:1:8: ", "rules/a.yaml:5:5: unknown key 'anny' (did you mean 'any'?)", "rules/b.yaml:",
      "templates/en/inquiry_acknowledgement.mustache:",
    ] {
      #expect(said.contains(place.folder.path + "/" + expected), "\(expected) in \(said)")
    }
    #expect(said.split(separator: "\n").allSatisfy { $0.hasPrefix(place.folder.path) })
    let check = try await place.expect(3, ["check", "--offline"])
    #expect(check.lines.filter { $0.contains("FAILED") }.count == 2)
  }

  @Test("a configuration that is not there, no YAML, or no text")
  func noConfiguration() async throws {
    #expect(
      try await refused(3, "--config", "none.yaml", "sync")
        == "none.yaml: there is no such configuration file\n")
    try place.write("kontor.yaml", "store: [\n")
    #expect(try await refused(3, "orders").contains("kontor.yaml:2:1: not valid YAML"))
    try Data([0xFF, 0xFE, 0x00]).write(to: place.folder.appendingPathComponent("kontor.yaml"))
    #expect(try await refused(3, "orders").contains("the text is not UTF-8"))
    try FileManager.default.removeItem(atPath: place.folder.path + "/kontor.yaml")
    #expect(try await refused(3, "orders").hasPrefix("There is no kontor.yaml here"))
  }

  @Test("a store that is not there, is no store, or is another program's")
  func stores() async throws {
    let said = try await refused(4, "orders")
    #expect(said.hasPrefix("There is no store at \(place.folder.path)/kontor.sqlite yet"))
    try place.write("a.eml", Letters.inquiry(from: place.customer))
    try await place.kontor("import", "a.eml")
    let file = place.folder.appendingPathComponent("kontor.sqlite")
    let bytes = try Data(contentsOf: file)
    // The header's first bytes say that it is SQLite, those at 68 whose it is.
    let faults = [
      (0..<16, "no SQLite at all", "it is no SQLite database"),
      (68..<72, "abcd", "it is a database of another program"),
    ]
    for (range, fault, reason) in faults {
      var broken = bytes
      broken.replaceSubrange(range, with: Data(fault.utf8))
      try broken.write(to: file)
      for command in ["orders", "sync"] {
        #expect(try await refused(1, command) == "The store \(file.path) can't be used: \(reason).\n")
      }
      #expect(try Data(contentsOf: file) == broken)
    }
  }

  @Test("a store that another process has")
  func storeInUse() async throws {
    try place.write("a.eml", Letters.inquiry(from: place.customer))
    try await place.kontor("import", "a.eml")
    let lock = open(place.folder.path + "/kontor.sqlite.lock", O_RDWR)
    defer { close(lock) }
    #expect(flock(lock, LOCK_EX) == 0)
    async let sync = refused(7, "sync")
    async let approval = refused(7, "draft", "approve", "1")
    let expected =
      "Another process is working on \(place.folder.path)/kontor.sqlite; try again when it has ended.\n"
    #expect(try await sync == expected)
    #expect(try await approval == expected)
    // Reading goes on beside it.
    try await place.kontor("orders")
    try await place.kontor("drafts")
  }

  @Test("what is not there, what can't be understood")
  func commandLines() async throws {
    try place.write("a.eml", Letters.inquiry(from: place.customer))
    try await place.kontor("import", "a.eml")
    #expect(try await refused(4, "order", "show", "SO-2026-99999") == "No order has a key “SO-2026-99999”.\n")
    #expect(try await refused(4, "search", "zebra") == "Nothing matches.\n")
    #expect(try await refused(4, "draft", "approve", "999") == "There is no draft 999.\n")
    #expect(try await refused(4, "quarantine") == "The quarantine is empty.\n")
    #expect(try await refused(4, "outbox") == "The outbox is empty.\n")
    #expect(try await refused(4, "explain", "<no@where.example>").contains("There is no message and no file"))
    #expect(try await refused(4, "sync", "--mailbox", "sales").contains("configured are: orders"))
    #expect(try await refused(2, "search", "color:red").contains("There is no field"))
    #expect(try await refused(2, "search", "after:soon").contains("is not understood"))
    #expect(try await refused(2, "orders", "--state", "lost").contains("states are inquiry"))
    #expect(try await refused(2, "frobnicate").contains("frobnicate"))
    #expect(try await refused(2, "orders", "--colour").contains("--colour"))
    #expect(try await refused(2, "draft", "show", "first").contains("first"))
    #expect(try await refused(1, "import", "nothing.eml") == "nothing.eml: there is no such file or folder\n")
  }

  @Test("a full disk, without a loss")
  func fullDisk() async throws {
    let disk = place.folder.path + "/disk"
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    let isMounted = mount("tmpfs", disk, "tmpfs", 0, "size=1500k") == 0
    defer { if isMounted { umount2(disk, Int32(MNT_DETACH)) } }
    try place.configure(changing: "kontor.sqlite", to: "disk/kontor.sqlite")
    try place.write("a.eml", Letters.inquiry(from: place.customer))
    try await place.kontor("import", "a.eml")
    let before = try await place.kontor("export", "messages").output
    for number in 2..<80 {
      // Text that does not compress.
      let noise = (0..<200).map { _ in UUID().uuidString }.joined(separator: "\n")
      try place.write("more/\(number).eml", Letters.inquiry(from: place.customer, number: number) + noise)
    }
    // Who may not mount gets a limit on the size of files, in units of 512 bytes; without the trap the system
    // would end the program.
    let limit = isMounted ? nil : "trap '' XFSZ\nulimit -f 600"
    let outcome = try await place.program.run(["import", "more"], shell: limit)
    #expect(outcome.exitCode == 1)
    #expect(outcome.output == "")
    let full =
      "The disk is full: \(disk)/kontor.sqlite could not be written; nothing was lost, free some space.\n"
    let failed = "The store \(disk)/kontor.sqlite can't be used: the disk failed (disk I/O error).\n"
    #expect(outcome.messages == (isMounted ? full : failed))
    #expect(try await place.kontor("export", "messages").output == before)
    if isMounted { #expect(mount("tmpfs", disk, "tmpfs", UInt(MS_REMOUNT), "size=64m") == 0) }
    try await place.kontor("import", "more")
    #expect(try await place.kontor("export", "messages").lines.count == 79)
  }
}
