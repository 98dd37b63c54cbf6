// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import MailTransport
import OrderCore
import Synchronization
import TestSupport

/// A dialogue as a file or a test writes it: `C:` and `S:` lines, and `X:` for what goes wrong.
///
///     S: * OK ready
///     C: k1 NOOP
///     S: k1 OK done
///     X: eof
///
/// `X: pause` is a silence after which the dialogue goes on.
struct Script: Sendable {
  /// A step of a dialogue.
  enum Step: Hashable, Sendable {
    /// What the client has to say.
    case client([UInt8])
    /// What the server says.
    case server([UInt8])
    /// How the stream fails when it is read here.
    case fault(StreamFault)
    /// A silence that passes.
    case pause
  }

  var steps: [Step]

  /// Reads a dialogue; other lines are comments, `\x00` and the like stand for bytes.
  init(_ text: String) {
    steps = text.split(separator: "\n", omittingEmptySubsequences: false).compactMap { line in
      let rest = String(line.dropFirst(3))
      return switch line.prefix(2) {
      case "C:": .client(Self.bytes(rest))
      case "S:": .server(Self.bytes(rest))
      case "X:":
        switch rest {
        case "silence": .fault(.silent(seconds: 1))
        case "cancelled": .fault(.cancelled)
        case "pause": .pause
        case "reset": .fault(.failed("Connection reset by peer"))
        default: .fault(.ended)
        }
      default: nil
      }
    }
  }

  /// A login to a server with these capabilities, and a dialogue from `k2` on.
  static func login(_ capabilities: String, _ dialogue: String) -> Script {
    Script(
      """
      S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready
      C: k1 AUTHENTICATE PLAIN AHUAcA==
      S: k1 OK [CAPABILITY IMAP4rev1 \(capabilities)] in
      \(dialogue)
      """)
  }

  /// Reads a dialogue from `Fixtures`.
  init(file name: String) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    self.init(try String(contentsOf: folder.appendingPathComponent("Fixtures/" + name), encoding: .utf8))
  }

  private static func bytes(_ line: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Substring(line)
    while let character = rest.popFirst() {
      if character == "\\", rest.first == "x", let byte = UInt8(rest.dropFirst().prefix(2), radix: 16) {
        bytes.append(byte)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(contentsOf: String(character).utf8)
      }
    }
    return bytes + [13, 10]
  }

  /// The dialogue up to a step, and then a fault instead.
  func broken(at index: Int, by fault: StreamFault) -> Script {
    var script = self
    script.steps = steps[..<index] + [.fault(fault)]
    return script
  }

  /// Everything that the server says.
  var serverBytes: [UInt8] {
    steps.flatMap { step in
      if case .server(let bytes) = step { bytes } else { [UInt8]() }
    }
  }
}

/// A server that plays a script and notices when the client says anything else.
final class ScriptedStream: ByteStream, Sendable {
  private struct State {
    var steps: ArraySlice<Script.Step>
    var pieces: Int
    /// How many of the server's bytes come before the boundary.
    var left: Int
    let endsThere: Bool
    var waiting: [UInt8] = []
    var said: [UInt8] = []
    var isClosed = false
    var mistake: String?
  }

  private let state: Mutex<State>
  /// What the server says before the client's first line.
  let heard: [UInt8]

  /// Plays a script; the server's bytes come at most `pieces` at a time.
  ///
  /// - Parameters:
  ///   - boundary: no read goes over this byte of the server's.
  ///   - endsThere: whether the stream ends at the boundary.
  init(_ script: Script, pieces: Int = .max, boundary: Int = .max, endsThere: Bool = false) {
    var steps = script.steps[...]
    var heard: [UInt8] = []
    while case .server(let bytes)? = steps.first {
      heard += bytes
      steps.removeFirst()
    }
    self.heard = heard
    state = Mutex(State(steps: steps, pieces: pieces, left: boundary, endsThere: endsThere))
  }

  /// What the client said that the script does not have, or what of it was never said; nil when all is well.
  var complaint: String? {
    state.withLock { state in
      if let mistake = state.mistake { return mistake }
      if !state.said.isEmpty { return "unexpected: " + String(decoding: state.said, as: UTF8.self) }
      for case .client(let line) in state.steps {
        return "not said: " + String(decoding: line, as: UTF8.self)
      }
      return nil
    }
  }

  /// Whether the client has closed the stream.
  var isClosed: Bool { state.withLock(\.isClosed) }

  func read(by deadline: Deadline, into sink: (UnsafeRawBufferPointer) -> Void) throws(StreamFault) {
    let result = state.withLock { state in
      Result<[UInt8], StreamFault> { () throws(StreamFault) in try Self.take(from: &state, by: deadline) }
    }
    try result.get().withUnsafeBytes(sink)
  }

  private static func take(from state: inout State, by deadline: Deadline) throws(StreamFault) -> [UInt8] {
    guard !state.isClosed else { throw .ended }
    if state.waiting.isEmpty {
      while case .client(let line)? = state.steps.first {
        guard state.said.starts(with: line) else {
          if deadline.seconds == 0, state.said.isEmpty { throw .silent(seconds: 0) }
          let said = String(decoding: state.said, as: UTF8.self)
          state.mistake = "expected \(String(decoding: line, as: UTF8.self)), got \(said)"
          throw .failed("the script is not followed")
        }
        state.said.removeFirst(line.count)
        state.steps.removeFirst()
      }
      while case .server(let bytes)? = state.steps.first {
        state.waiting += bytes
        state.steps.removeFirst()
      }
    }
    if state.waiting.isEmpty {
      if case .pause? = state.steps.first {
        state.steps.removeFirst()
        throw .silent(seconds: deadline.seconds)
      }
      if case .fault(let fault)? = state.steps.first { throw fault }
      if deadline.seconds == 0 { throw .silent(seconds: 0) }
      throw .ended
    }
    if state.left == 0 {
      guard !state.endsThere else { throw .ended }
      state.left = .max
    }
    let piece = Array(state.waiting.prefix(min(state.pieces, state.left)))
    state.waiting.removeFirst(piece.count)
    state.left -= piece.count
    return piece
  }

  func write(_ bytes: [UInt8], by deadline: Deadline) throws(StreamFault) {
    let isClosed = state.withLock { state in
      state.said += bytes
      return state.isClosed
    }
    if isClosed { throw .ended }
  }

  func close() {
    state.withLock { $0.isClosed = true }
  }
}

extension ScriptedStream {
  /// A way to dial that leads to this stream.
  var dial: Dial {
    { _, _ throws(MailServerError) in Connection(stream: self, heard: self.heard) }
  }
}

/// A session that is logged in to a server with these capabilities, which then plays a dialogue from `k2` on.
func scriptedSession(
  _ capabilities: String = "", limits: IMAPLimits = IMAPLimits(), pieces: Int = .max, compress: Bool = false,
  _ dialogue: String
) async throws -> (IMAPSession, ScriptedStream) {
  let stream = ScriptedStream(Script.login(capabilities, dialogue), pieces: pieces)
  var settings = try scriptedServer()
  settings.compress = compress
  return (try await IMAPSession.open(settings, limits: limits, dial: stream.dial), stream)
}

/// Settings that are never dialled, with the user `u` and the password `p`.
func scriptedServer(user: String? = "u") throws -> ServerSettings {
  let password = try TestServers.secretFile(holding: "p")
  return ServerSettings(host: "mail.example", port: 993, user: user, password: .file(password))
}
