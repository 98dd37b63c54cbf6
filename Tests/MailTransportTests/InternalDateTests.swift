// SPDX-License-Identifier: Apache-2.0

import MailTransport
import Testing

@Suite("INTERNALDATE")
struct InternalDateTests {
  @Test(
    "is read with its zone, and ignored when it is none",
    arguments: [
      ("\" 7-Feb-1994 22:43:04 -0800\"", 760_689_784.0), ("\"17-Jul-1996 02:44:25 +0000\"", 837_571_465),
      ("\"01-Jan-1970 00:00:00 +0000\"", 0), ("\"29-Feb-2024 23:59:60 +0530\"", 1_709_231_400),
      ("\"31-Foo-2024 00:00:00 +0000\"", nil), ("\"yesterday\"", nil), ("NIL", nil),
    ] as [(String, Double?)])
  func reads(text: String, seconds: Double?) throws {
    var framer = ResponseFramer()
    Array("* 1 FETCH (UID 7 INTERNALDATE \(text) RFC822.SIZE 12)\r\n".utf8).withUnsafeBytes {
      framer.feed($0)
    }
    let response = try ResponseParser.parse(try #require(try framer.next()))
    #expect(response == .fetch(FetchedItems(sequence: 1, uid: 7, size: 12, received: seconds)))
  }
}
