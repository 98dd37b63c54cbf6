// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import MailModel
import Testing

@testable import MailTransport

@Suite("A login mechanism")
struct SASLTests {
  private static func secret(_ text: String) -> Secret { Secret(bytes: Array(text.utf8)) }

  private func text(_ bytes: [UInt8]?) -> String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

  @Test("PLAIN says all at once (RFC 4616)")
  func plain() throws {
    let plain = try PlainMechanism(user: "tim", password: Self.secret("tanstaaftanstaaf"))
    #expect(text(plain.start()) == "\0tim\0tanstaaftanstaaf")
    #expect(throws: SASLFault.self) { try plain.respond(to: []) }
    #expect(throws: SASLFault.self) { try PlainMechanism(user: "a", password: Secret(bytes: [97, 0])) }
    #expect(throws: SASLFault.self) { try PlainMechanism(user: "a\0b", password: Self.secret("p")) }
  }

  @Test("LOGIN waits to be asked, twice")
  func login() throws {
    var login = LoginMechanism(user: "u", password: Self.secret("p"))
    #expect(login.start() == nil)
    #expect(text(try login.respond(to: Array("Username:".utf8))) == "u")
    #expect(text(try login.respond(to: Array("anything".utf8))) == "p")
    #expect(throws: SASLFault.self) { try login.respond(to: []) }
  }

  @Test("XOAUTH2 names user and token, and takes the reasons of a refusal")
  func xoauth2() throws {
    var mechanism = try XOAuth2Mechanism(
      user: "someuser@example.com", token: Self.secret("ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg"))
    // The example of Google's XOAUTH2 page.
    #expect(
      Data(mechanism.start() ?? []).base64EncodedString()
        == "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ=="
    )
    let reasons = #"{"status":"401","schemes":"bearer mac","scope":"https://mail.google.com/"}"#
    #expect(try mechanism.respond(to: Array(reasons.utf8)) == [])
    #expect(mechanism.complaint == "status 401, scope https://mail.google.com/")
    #expect(throws: SASLFault.self) { try mechanism.respond(to: []) }
  }

  @Test("OAUTHBEARER names the server as well (RFC 7628 §4.1), and answers a refusal with one byte")
  func bearer() throws {
    var mechanism = try OAuthBearerMechanism(
      user: "user@example.com", token: Self.secret("vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg=="),
      host: "server.example.com", port: 143)
    #expect(
      text(mechanism.start())
        == "n,a=user@example.com,\u{1}host=server.example.com\u{1}port=143\u{1}auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==\u{1}\u{1}"
    )
    let reasons = #"{"status":"invalid_token","scope":"example_scope"}"#
    #expect(try mechanism.respond(to: Array(reasons.utf8)) == [1])
    #expect(mechanism.complaint == "status invalid_token, scope example_scope")
    let odd = try OAuthBearerMechanism(user: "a=b,c", token: Self.secret("t"), host: "h", port: 1)
    #expect(text(odd.start())?.hasPrefix("n,a=a=3Db=2Cc,\u{1}") == true)
  }

  @Test(
    "with a token takes neither users nor tokens that could end a field",
    arguments: ["a\u{1}b", "a\r\nb", "\u{7F}"])
  func injection(_ text: String) {
    #expect(throws: SASLFault.self) { try XOAuth2Mechanism(user: text, token: Self.secret("t")) }
    #expect(throws: SASLFault.self) { try XOAuth2Mechanism(user: "u", token: Self.secret(text)) }
    #expect(throws: SASLFault.self) {
      try OAuthBearerMechanism(user: text, token: Self.secret("t"), host: "h", port: 1)
    }
    #expect(throws: SASLFault.self) { try XOAuth2Mechanism(user: "u", token: Self.secret("")) }
  }

  @Test(
    "takes whatever a server says of its refusal", arguments: ["", "no json", "[1]", "{", #"{"status":401}"#])
  func strangeReasons(_ reasons: String) throws {
    var mechanism = try XOAuth2Mechanism(user: "u", token: Self.secret("t"))
    #expect(try mechanism.respond(to: Array(reasons.utf8)) == [])
    #expect(mechanism.complaint?.contains("\n") == false)
  }

  // MARK: - SCRAM

  // RFC 7677 §3.
  private static let nonce = "rOprNGfwEbeRWgbNEkqO"
  private static let challenge =
    "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"
  private static let proof = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="

  private func scram(_ password: String = "pencil", user: String = "user") throws -> ScramMechanism {
    try ScramMechanism(user: user, password: Self.secret(password), nonce: Self.nonce)
  }

  @Test("SCRAM-SHA-256 says what RFC 7677 shows")
  func scramVector() throws {
    var mechanism = try scram()
    #expect(text(mechanism.start()) == "n,,n=user,r=rOprNGfwEbeRWgbNEkqO")
    #expect(
      text(try mechanism.respond(to: Array(Self.challenge.utf8)))
        == "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
    )
    #expect(throws: SASLFault.self) { try mechanism.confirm() }
    #expect(try mechanism.respond(to: Array(Self.proof.utf8)) == [])
    #expect(throws: Never.self) { try mechanism.confirm() }
  }

  @Test(
    "SCRAM-SHA-256 lets no server in that does not know the password",
    arguments: ["v=AAAATRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", "v=", "v=6rri", "", "x"])
  func falseProof(_ proof: String) throws {
    var mechanism = try scram()
    _ = mechanism.start()
    _ = try mechanism.respond(to: Array(Self.challenge.utf8))
    #expect(throws: SASLFault.self) { try mechanism.respond(to: Array(proof.utf8)) }
    #expect(throws: SASLFault.self) { try mechanism.confirm() }
  }

  @Test(
    "SCRAM-SHA-256 does not answer a challenge that is weak, foreign or broken",
    arguments: [
      ("i=4096", "i=4095"), ("i=4096", "i=1000001"), ("i=4096", "i=-1"), ("i=4096", "i="),
      ("r=rOpr", "r=sOpr"),
      ("s=W22ZaJ0SNY7soEsUEjb6gQ==", "s="), ("s=W22ZaJ0SNY7soEsUEjb6gQ==", "s=%"), ("r=rOpr", "m=x,r=rOpr"),
      ("%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0", ""),
    ])
  func badChallenge(_ part: String, _ instead: String) throws {
    var mechanism = try scram()
    _ = mechanism.start()
    let challenge = Self.challenge.replacing(part, with: instead)
    #expect(challenge != Self.challenge)
    #expect(throws: SASLFault.self) { try mechanism.respond(to: Array(challenge.utf8)) }
  }

  @Test("SCRAM-SHA-256 hears why the server refuses")
  func scramRefusal() throws {
    var mechanism = try scram()
    _ = mechanism.start()
    _ = try mechanism.respond(to: Array(Self.challenge.utf8))
    #expect(try mechanism.respond(to: Array("e=invalid-proof".utf8)) == [])
    #expect(mechanism.complaint == "invalid-proof")
    #expect(throws: SASLFault.self) { try mechanism.confirm() }
  }

  @Test(
    "SCRAM-SHA-256 prepares what people type (RFC 4013)",
    arguments: [
      ("I\u{AD}X", "IX"), ("user", "user"), ("\u{AA}", "a"), ("\u{2168}", "IX"), ("a\u{A0}b", "a b"),
      ("x,y=z", "x=2Cy=3Dz"),
    ])
  func preparation(_ user: String, _ sent: String) throws {
    var mechanism = try scram(user: user)
    #expect(text(mechanism.start()) == "n,,n=\(sent),r=\(Self.nonce)")
    #expect(throws: SASLFault.self) { try scram("\u{7}пароль") }
  }

  @Test("SCRAM-SHA-256 has a nonce of its own each time")
  func nonces() {
    let nonces = Set((0..<100).map { _ in ScramMechanism.freshNonce() })
    #expect(nonces.count == 100)
    #expect(nonces.allSatisfy { $0.utf8.count == 24 && !$0.contains(",") })
  }

  // MARK: - Choice

  /// What a server offers, and what is taken.
  struct Choice: CustomTestStringConvertible {
    let offered: Set<String>
    let isToken: Bool
    var provider = OAuthSettings.Provider.custom
    let chosen: String?
    var testDescription: String { "\(isToken ? "token" : "password") for \(offered.sorted())" }
  }

  private static let choices = [
    Choice(offered: ["PLAIN", "LOGIN", "SCRAM-SHA-256"], isToken: false, chosen: "SCRAM-SHA-256"),
    Choice(offered: ["PLAIN", "LOGIN", "XOAUTH2"], isToken: false, chosen: "PLAIN"),
    Choice(offered: ["LOGIN", "NTLM"], isToken: false, chosen: "LOGIN"),
    Choice(offered: ["XOAUTH2", "OAUTHBEARER", "CRAM-MD5", "DIGEST-MD5"], isToken: false, chosen: nil),
    Choice(offered: [], isToken: false, chosen: nil),
    Choice(offered: ["PLAIN", "XOAUTH2", "OAUTHBEARER"], isToken: true, chosen: "XOAUTH2"),
    Choice(offered: ["PLAIN", "OAUTHBEARER"], isToken: true, chosen: "OAUTHBEARER"),
    Choice(offered: ["PLAIN", "LOGIN", "SCRAM-SHA-256"], isToken: true, chosen: nil),
    Choice(offered: [], isToken: true, provider: .yandex, chosen: "XOAUTH2"),
  ]

  @Test("is chosen by what is offered, and a token is never sent as a password", arguments: choices)
  func choice(_ choice: Choice) throws {
    let settings = ServerSettings(
      host: "h", port: 1,
      oauth: OAuthSettings(mailbox: "m", provider: choice.provider, grant: .device, tokenFile: "/t"))
    let proof: Login.Proof = choice.isToken ? .token(Self.secret("t")) : .password(Self.secret("p"))
    let login = Login(user: "u", proof: proof)
    #expect(try login.mechanism(offered: choice.offered, settings: settings)?.name == choice.chosen)
  }
}

@Suite("A keyed hash")
struct KeyedHashTests {
  private func hex(_ bytes: [UInt8]) -> String { ContentDigest(bytes: bytes)?.description ?? "" }

  @Test("is that of RFC 4231")
  func hmac() {
    #expect(
      hex(KeyedHash.hmac(key: Array("Jefe".utf8), Array("what do ya want for nothing?".utf8)))
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    #expect(
      hex(KeyedHash.hmac(key: [], [])) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
  }

  @Test("is derived as RFC 7914 §11 shows")
  func pbkdf2() {
    #expect(
      hex(KeyedHash.pbkdf2(password: Array("passwd".utf8), salt: Array("salt".utf8), iterations: 1))
        == "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc")
  }

  @Test("is compared whole")
  func comparison() {
    #expect(KeyedHash.areEqual([1, 2], [1, 2]) && !KeyedHash.areEqual([1, 2], [1, 3]))
    #expect(!KeyedHash.areEqual([1], [1, 2]) && KeyedHash.areEqual([], []))
  }
}
