// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The built `kontor`, run as a user runs it.
struct Program: Sendable {
  /// The folder that commands run in.
  let folder: URL

  /// How a run ended.
  struct Outcome: Sendable {
    /// The exit code; 128 and the signal's number for a process that a signal ended.
    let exitCode: Int32
    /// Standard output as it came.
    let bytes: Data
    /// Standard error.
    let messages: String

    /// Standard output as text.
    var output: String { String(decoding: bytes, as: UTF8.self) }
    /// The lines of standard output.
    var lines: [String] { output.split(separator: "\n").map(String.init) }
    /// The lines of standard error.
    var messageLines: [String] { messages.split(separator: "\n").map(String.init) }
  }

  /// The program where the build puts it: beside the tests.
  static var path: String {
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appendingPathComponent("kontor").path
  }

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - shell: commands of a shell that come before the program, such as a limit.
  ///   - timeLimit: seconds after which the program is killed.
  func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:], shell: String? = nil,
    timeLimit: Double = 100
  ) async throws -> Outcome {
    await Self.turns.take()
    do {
      let running = try start(arguments, input: input, environment: environment, shell: shell)
      DispatchQueue.global().asyncAfter(deadline: .now() + timeLimit) { running.send(SIGKILL) }
      let outcome = try await running.end()
      await Self.turns.giveBack()
      return outcome
    } catch {
      await Self.turns.giveBack()
      throw error
    }
  }

  /// More programs side by side than processors would only run into each other's time limits.
  private static let turns = Turns(4)

  /// Starts the program.
  func start(
    _ arguments: [String], input: String = "", environment: [String: String] = [:], shell: String? = nil
  ) throws -> Running {
    let process = Process()
    if let shell {
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", "\(shell)\nexec \"$0\" \"$@\"", Self.path] + arguments
    } else {
      process.executableURL = URL(fileURLWithPath: Self.path)
      process.arguments = arguments
    }
    var variables = ProcessInfo.processInfo.environment
    variables["TZ"] = "UTC"
    variables["HOME"] = folder.path
    variables["VISUAL"] = nil
    process.environment = variables.merging(environment) { _, new in new }
    process.currentDirectoryURL = folder
    return try Running(process, input: input)
  }
}

extension Program {
  /// A run that is under way.
  final class Running: Sendable {
    private let process: Process
    private let files: URL
    private let ended: AsyncStream<Void>

    fileprivate init(_ process: Process, input: String) throws {
      self.process = process
      let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("kontor-run-\(UUID().uuidString)")
      files = folder
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let names = ["in", "out", "err"].map { folder.appendingPathComponent($0) }
      try Data(input.utf8).write(to: names[0])
      for name in names[1...] { try Data().write(to: name) }
      // Files, unlike pipes, never fill up, and what they hold outlives a killed program.
      process.standardInput = try FileHandle(forReadingFrom: names[0])
      process.standardOutput = try FileHandle(forWritingTo: names[1])
      process.standardError = try FileHandle(forWritingTo: names[2])
      let (stream, end) = AsyncStream.makeStream(of: Void.self)
      ended = stream
      process.terminationHandler = { _ in end.finish() }
      try process.run()
    }

    /// The number of the process.
    var processID: Int32 { process.processIdentifier }

    /// What it has written to standard error so far.
    var messages: String { text("err") }

    /// Sends a signal, if it still runs.
    func send(_ signal: Int32) {
      if process.isRunning { kill(process.processIdentifier, signal) }
    }

    /// Waits for the end, once.
    func end() async throws -> Outcome {
      for await _ in ended {}
      defer { try? FileManager.default.removeItem(at: files) }
      let code = process.terminationStatus
      return Outcome(
        exitCode: process.terminationReason == .exit ? code : 128 + code,
        bytes: try Data(contentsOf: files.appendingPathComponent("out")), messages: text("err"))
    }

    private func text(_ name: String) -> String {
      let data = FileManager.default.contents(atPath: files.appendingPathComponent(name).path)
      return String(decoding: data ?? Data(), as: UTF8.self)
    }
  }
}

/// Lets only so many pieces of work go on at a time.
private actor Turns {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ count: Int) { free = count }

  func take() async {
    guard free == 0 else {
      free -= 1
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  func giveBack() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
