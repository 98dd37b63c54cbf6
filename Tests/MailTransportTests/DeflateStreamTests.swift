// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore
import Synchronization
import Testing

@testable import MailTransport

@Suite("A compressed stream")
struct DeflateStreamTests {
  /// A pipe that gives back what was written to it, so many bytes at a time.
  private final class Echo: ByteStream {
    var bytes: [UInt8] = []
    let pieces: Int
    init(pieces: Int) { self.pieces = pieces }
    func read(by deadline: Deadline, into sink: (UnsafeRawBufferPointer) -> Void) throws(StreamFault) {
      guard !bytes.isEmpty else { throw .ended }
      let piece = Array(bytes.prefix(pieces))
      bytes.removeFirst(piece.count)
      piece.withUnsafeBytes(sink)
    }
    func write(_ bytes: [UInt8], by deadline: Deadline) throws(StreamFault) { self.bytes += bytes }
    func close() {}
  }

  @Test("gives back what was written, however it is cut", arguments: [1, 3, 1000, Int.max])
  func roundTrip(_ pieces: Int) throws {
    let echo = Echo(pieces: pieces)
    let stream = try #require(DeflateStream(over: echo))
    let texts = ["a", "", String(repeating: "k1 OK done\r\n", count: 20_000), "\0\u{1}"]
    for text in texts where !text.isEmpty { try stream.write(Array(text.utf8), by: .after(seconds: 1)) }
    let all = Array(texts.joined().utf8)
    var read: [UInt8] = []
    while read.count < all.count {
      try stream.read(by: .after(seconds: 1)) { bytes in
        #expect(bytes.count > 0 && bytes.count <= 1 << 16)
        read += bytes
      }
    }
    #expect(read == all)
    #expect(throws: StreamFault.ended) { try stream.read(by: .after(seconds: 1)) { _ in } }
  }

  @Test("hands a bomb out piece by piece")
  func bomb() throws {
    let echo = Echo(pieces: .max)
    let maker = try #require(DeflateStream(over: echo))
    try maker.write([UInt8](repeating: 0, count: 20 << 20), by: .after(seconds: 1))
    #expect(echo.bytes.count < 100_000)
    let stream = try #require(DeflateStream(over: Echo(pieces: 1), received: echo.bytes))
    var largest = 0
    for _ in 0..<10 { try stream.read(by: .after(seconds: 1)) { largest = max(largest, $0.count) } }
    #expect(largest == 1 << 16)
  }

  @Test("ends where the bytes are not compressed")
  func garbage() throws {
    let stream = try #require(DeflateStream(over: Echo(pieces: 1), received: Array("* OK plain\r\n".utf8)))
    #expect(throws: StreamFault.self) {
      while true { try stream.read(by: .after(seconds: 1)) { _ in } }
    }
  }

  @Test("begins right behind the OK, and not at all where it is refused")
  func switching() async throws {
    let echo = Echo(pieces: .max)
    let maker = try #require(DeflateStream(over: echo))
    try maker.write(Array("* 3 EXISTS\r\n* BYE that was compressed\r\n".utf8), by: .after(seconds: 1))
    let escaped = echo.bytes.map { byte in
      let digits = String(byte, radix: 16)
      return "\\x" + (digits.count < 2 ? "0" : "") + digits
    }.joined()
    let error = await #expect(throws: MailServerError.self) {
      let (session, _) = try await scriptedSession(
        "COMPRESS=DEFLATE", compress: true,
        "C: k2 COMPRESS DEFLATE\nS: * OK wait\nS: k2 OK go\nS: \(escaped)")
      _ = try await session.open("INBOX", since: nil)
    }
    guard case .lost(_, _, let reason)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason == "the server said: that was compressed")
    let (session, stream) = try await scriptedSession(
      "COMPRESS=DEFLATE", compress: true,
      "C: k2 COMPRESS DEFLATE\nS: k2 NO [COMPRESSIONACTIVE] TLS does it\nC: k3 EXAMINE \"a\"\nS: k3 NO none")
    await #expect(throws: MailServerError.self) { try await session.open("a", since: nil) }
    #expect(stream.complaint == nil && !stream.isClosed)
  }
}
