// SPDX-License-Identifier: Apache-2.0

import DocumentReading
import Foundation
import OrderCore
import Testing

@Suite("A confined reader", .timeLimit(.minutes(2)))
struct ConfinementTests {
  private static let denied = "Operation not permitted"
  private let file: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("reader-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    file = folder.appendingPathComponent("secret").path
    try Data("secret".utf8).write(to: URL(fileURLWithPath: file))
  }

  @Test(
    "is refused what it has no business with",
    arguments: [
      "socket", "local-socket", "kill", "fork", "exec", "thread", "limits", "document", "write", "append",
      "unlink", "rename", "chmod", "mkdir",
    ])
  func refused(_ misdeed: String) async throws {
    let answer = try await Probe.misdeed("\(misdeed) \(file)").get()
    #expect(answer.text == Self.denied)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "secret")
  }

  @Test("makes no file", arguments: ["write", "mkdir"])
  func makes(_ misdeed: String) async throws {
    #expect(try await Probe.misdeed("\(misdeed) \(file)-new").get().text == Self.denied)
    #expect(!FileManager.default.fileExists(atPath: file + "-new"))
  }

  @Test("opens no file but the system's")
  func files() async throws {
    // Landlock answers EACCES; without it the kernel would let the file be read.
    #expect(try await Probe.misdeed("read \(file)").get().text == "Permission denied")
    #expect(try await Probe.misdeed("read /etc/passwd").get().text == "Permission denied")
    #expect(try await Probe.misdeed("read /usr/share/doc").get().text == "done")
  }

  @Test("has its three streams and nothing else of ours")
  func inherits() async throws {
    let mine = open(file, O_RDONLY)
    defer { close(mine) }
    var status = stat()
    #expect(fstat(mine, &status) == 0)
    #expect(try await Probe.misdeed("environment").get().text == "LC_ALL PATH")
    let files = try await Probe.misdeed("descriptors").get().text.split(separator: " ")
    #expect(files.count >= 3)
    #expect(!files.contains("\(status.st_ino)"))
  }

  @Test("ends when it takes too long", arguments: ["wait", "deaf", "complain"])
  func slow(_ misdeed: String) async {
    #expect(
      await Probe.misdeed(misdeed, limits: ReadingLimits(seconds: 1)) == .failure(.tooSlow(seconds: 1)))
  }

  @Test("ends when it computes too long")
  func loop() async {
    // Of processor time, or of the clock where the machine has too little of it.
    guard case .failure(.tooSlow) = await Probe.misdeed("loop") else {
      Issue.record("It computes on.")
      return
    }
  }

  @Test("ends when it wants too much memory")
  func memory() async throws {
    guard case .failure(.killed) = await Probe.misdeed("memory") else {
      Issue.record("It got 10 GB.")
      return
    }
  }

  @Test("is cut off when it prints without end")
  func print() async throws {
    let answer = try await Probe.misdeed("print", limits: ReadingLimits(textBytes: 10_000)).get()
    #expect(answer == DocumentText(text: "", isCut: true))
  }

  @Test("gives a crash back as an error")
  func crash() async {
    #expect(await Probe.misdeed("abort") == .failure(.killed(signal: SIGABRT)))
    #expect(await Probe.misdeed("exit") == .failure(.unreadable("its reader ended with code 7")))
  }

  @Test("is not believed")
  func lie() async throws {
    let answer = try await Probe.misdeed("lie").get()
    #expect(answer.references == [DocumentReference(role: .order, value: "A7")])
    #expect(answer.text == "[2Jx")
  }

  @Test("keeps a tool to the same rights")
  func tool() async throws {
    func shell(_ script: String) async -> Result<DocumentText, DocumentError> {
      await Probe.read(
        Array(script.utf8), as: .pdf, charset: "shell", limits: ReadingLimits(seconds: 20, textBytes: 1_000))
    }
    #expect(try await shell("echo it runs").get().text == "it runs")
    #expect(try await shell("echo stolen > \(file); echo on").get().text == "on")
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "secret")
    #expect(try await shell("read -r line < \(file); echo \"<$line>\"").get().text == "<>")
    #expect(try await shell("kill -9 $PPID || echo alive").get().text == "alive")
    // A shell that can't fork gives up.
    #expect(await shell("f() { f | f & }; f; echo on") == .failure(.unreadable("it is no PDF, or damaged")))
    #expect(try await shell("while :; do echo again and again; done").get().isCut)
    #expect(await shell("x=0123456789; while :; do x=$x$x; done").isFailure)
  }

  @Test("is named missing, or not started, when it is so")
  func missing() async {
    #expect(await Probe.read([], as: .pdf, charset: "missing") == .failure(.toolMissing("pdftotext")))
    let reader = ConfinedDocumentReader(program: "/nowhere/kontor")
    await #expect(throws: DocumentError.notStarted("/nowhere/kontor: No such file or directory")) {
      try await reader.read([], as: .text, charset: nil)
    }
  }

  @Test("ends with the task that waits for it")
  func cancellation() async {
    let task = Task { await Probe.misdeed("wait") }
    task.cancel()
    #expect(await task.value == .failure(.killed(signal: SIGKILL)))
  }

  @Test("leaves nothing behind, however it ends")
  func leftovers() async throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Probe.path)
    process.arguments = ["many", "42"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(said == "descriptors 0 children 0 grown no\n")
  }
}

extension Result {
  /// Whether it is an error.
  var isFailure: Bool {
    if case .failure = self { true } else { false }
  }
}
