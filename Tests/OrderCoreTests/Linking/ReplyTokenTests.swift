// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore
import TestSupport
import Testing

@Suite("A reply token")
struct ReplyTokenTests {
  private static let secret = [UInt8](repeating: 7, count: 32)

  @Test("proves the order that a letter of ours was about, and nothing when it was changed")
  func proof() throws {
    let tokens = try #require(ReplyTokens(secret: Self.secret))
    let id = try #require(tokens.messageID(about: OrderID(417), nonce: 0xFEED, domain: "OurCo.example"))
    #expect(tokens.order(of: id) == OrderID(417))
    #expect(try tokens.order(of: #require(MessageID(id.value.uppercased()))) == nil)
    let none = try #require(tokens.messageID(about: nil, nonce: 1, domain: "ourco.example"))
    #expect(tokens.order(of: none) == OrderID(0))
    for place in id.value.indices where id.value[place] != "@" {
      var text = id.value
      text.replaceSubrange(place...place, with: text[place] == "0" ? "1" : "0")
      if let changed = MessageID(text) { #expect(tokens.order(of: changed) == nil, "\(text)") }
    }
    let others = try #require(ReplyTokens(secret: [UInt8](repeating: 8, count: 32)))
    #expect(others.order(of: id) == nil)
    #expect(ReplyTokens(secret: [1, 2, 3]) == nil)
  }

  @Test("is not guessed: none of 100,000 forged ones is believed")
  func forged() throws {
    let tokens = try #require(ReplyTokens(secret: Self.secret))
    var random = SeededGenerator(seed: 11)
    for _ in 0..<100_000 {
      let proof = String(random.next(), radix: 16) + String(random.next() & 0xFFFF, radix: 16)
      let id = MessageID("k.1a1.\(String(random.next(), radix: 16)).\(proof.prefix(20))@ourco.example")
      #expect(id.flatMap(tokens.order) == nil)
    }
  }

  @Test("is found among the references of an answer, the newest first")
  func answers() throws {
    let tokens = try #require(ReplyTokens(secret: Self.secret))
    let ids = try [3, 5].map {
      try #require(tokens.messageID(about: OrderID($0), nonce: UInt64($0), domain: "ourco.example")).value
    }
    let message = Fixture.message(
      "Ok", inReplyTo: [ids[1]],
      references: ["a@b.example", ids[0], "k.9.9.00000000000000000000@ourco.example", ids[1]])
    #expect(tokens.orders(answeredBy: message) == [OrderID(5), OrderID(3)])
    #expect(tokens.orders(answeredBy: Fixture.message("Ok", references: ["k.1@x.example"])).isEmpty)
  }
}
