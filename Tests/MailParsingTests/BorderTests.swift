// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import MailParsing
import Testing

@Suite("The border")
struct BorderTests {
  private static let border = Border(authservID: "mx.ourco.example", hosts: ["mx.ourco.example"])
  private static let crossed =
    "Received: from out.kunde.example (out.kunde.example [192.0.2.7]) by mx.ourco.example (Postfix) with ESMTPS id 4F; "
    + "Mon, 2 Mar 2026 09:00:00 +0000"
  private static let pass = "Authentication-Results: mx.ourco.example; dmarc=pass header.from=kunde.example"
  private static let from = "From: Anna <anna@kunde.example>"

  /// Header lines, and what the border is found to have said.
  struct Case: CustomTestStringConvertible, Sendable {
    var title: String
    var lines: [String]
    var outcome: SenderAuthentication

    init(_ title: String, _ outcome: SenderAuthentication, _ lines: String...) {
      (self.title, self.lines, self.outcome) = (title, lines, outcome)
    }

    var testDescription: String { title }
  }

  private static func results(_ text: String) -> String { "Authentication-Results: \(text)" }

  private static func judge(_ lines: [String]) throws -> SenderAuthentication {
    let text = (lines + ["Subject: Test", "", "Text", ""]).joined(separator: "\r\n")
    return border.authentication(of: try MailParser().parse(RawMessage(bytes: Array(text.utf8))))
  }

  private static let honest: [Case] = [
    Case("a pass above the border's field", .passed, pass, crossed, from),
    Case(
      "the same behind hops inside", .passed,
      "Received: from mx.ourco.example (mx.ourco.example [10.0.0.2]) by imap.ourco.example; "
        + "Mon, 2 Mar 2026 09:00:01 +0000", pass, crossed, from),
    Case(
      "a field for each filter", .passed, results("mx.ourco.example; spf=pass smtp.mailfrom=kunde.example"),
      pass, crossed, from),
    Case(
      "comments, folds and a version", .passed,
      results(
        "(ours) mx.ourco.example (a (nested) one) 1;\r\n dmarc (policy) = pass\r\n\t(p=reject) header . from = kunde.example"
      ),
      crossed, from),
    Case(
      "a quoted name and value", .passed,
      results(#""mx.ourco.example"; dmarc=pass header.from="kunde.example""#), crossed, from),
    Case(
      "names in other letters", .passed, results("MX.OurCo.Example; DMARC=Pass Header.From=KUNDE.example"),
      crossed, from),
    Case(
      "a reason and properties of its own", .passed,
      results(
        #"mx.ourco.example; dmarc=pass reason="policy ok" policy.dmarc=reject header.from=kunde.example"#),
      crossed, from),
    Case(
      "a method with a version", .passed, results("mx.ourco.example; dmarc/1=pass header.from=kunde.example"),
      crossed, from),
    Case(
      "other methods that failed", .passed,
      results(
        "mx.ourco.example; spf=fail smtp.mailfrom=bounce@list.example; dkim=pass header.d=kunde.example; dmarc=pass header.from=kunde.example"
      ),
      crossed, from),
    Case(
      "an international domain", .passed,
      results("mx.ourco.example; dmarc=pass header.from=xn--bcher-kva.example"), crossed,
      "From: Anna <anna@bücher.example>"),
    Case(
      "another host's field above is passed over", .passed,
      results("filter.ourco.example; dmarc=fail header.from=kunde.example"), pass, crossed, from),
    Case(
      "mail written inside", .inside,
      "Received: from desk.ourco.example by imap.ourco.example; Mon, 2 Mar 2026 09:00:00 +0000", from),
    Case("mail without any trace", .inside, from),
    Case(
      "a signature over a part, with SPF besides", .passed,
      results(
        "mx.ourco.example; spf=pass smtp.mailfrom=anna@kunde.example; dkim=pass header.d=kunde.example; dmarc=pass header.from=kunde.example"
      ),
      crossed, "DKIM-Signature: v=1; a=rsa-sha256; d=kunde.example; s=a; l=200; bh=x; b=y", from),
    Case(
      "a signature over a part by somebody else", .passed, pass, crossed,
      "DKIM-Signature: v=1; d=list.example; l=20; b=y", from),
  ]

  private static let forged: [Case] = [
    Case("no results at all", .failed, crossed, from),
    Case("results below the border's field", .failed, crossed, pass, from),
    Case(
      "results above a forged field of the border, below the real one", .failed, crossed, pass,
      "Received: from evil.example by mx.ourco.example; Mon, 2 Mar 2026 08:00:00 +0000", from),
    Case(
      "results of another host", .failed, results("mx.evil.example; dmarc=pass header.from=kunde.example"),
      crossed, from),
    Case(
      "a host below ours in name", .failed,
      results("mx.ourco.example.evil.example; dmarc=pass header.from=kunde.example"), crossed, from),
    Case(
      "our name in a comment only", .failed,
      results("evil.example (mx.ourco.example); dmarc=pass header.from=kunde.example"), crossed, from),
    Case(
      "a comment that swallows the results", .failed,
      results("mx.ourco.example; dmarc=fail (; dmarc=pass header.from=kunde.example)"), crossed, from),
    Case(
      "a comment left open", .failed, results("mx.ourco.example; dmarc=pass (header.from=kunde.example"),
      crossed, from),
    Case(
      "a comment closed too often", .failed,
      results("mx.ourco.example; dmarc=pass ) header.from=kunde.example"), crossed, from),
    Case(
      "a quote left open", .failed, results(#"mx.ourco.example; dmarc=pass header.from="kunde.example"#),
      crossed, from),
    Case(
      "a domain with a comment in it", .failed,
      results("mx.ourco.example; dmarc=pass header.from=kunde.example(.evil.example"), crossed, from),
    Case(
      "a pass for another domain", .failed, results("mx.ourco.example; dmarc=pass header.from=evil.example"),
      crossed, from),
    Case(
      "a pass for a domain above", .failed, results("mx.ourco.example; dmarc=pass header.from=example"),
      crossed, from),
    Case("a pass for nobody", .failed, results("mx.ourco.example; dmarc=pass"), crossed, from),
    Case(
      "a pass for the envelope only", .failed,
      results("mx.ourco.example; dmarc=pass smtp.mailfrom=kunde.example"), crossed, from),
    Case(
      "a failure", .failed, results("mx.ourco.example; dmarc=fail header.from=kunde.example"), crossed, from),
    Case(
      "no policy", .failed, results("mx.ourco.example; dmarc=none header.from=kunde.example"), crossed, from),
    Case(
      "an error", .failed, results("mx.ourco.example; dmarc=temperror header.from=kunde.example"), crossed,
      from),
    Case(
      "a word that begins like pass", .failed,
      results("mx.ourco.example; dmarc=passed header.from=kunde.example"), crossed, from),
    Case(
      "SPF and DKIM alone", .failed,
      results("mx.ourco.example; spf=pass smtp.mailfrom=kunde.example; dkim=pass header.d=kunde.example"),
      crossed, from),
    Case(
      "a pass and a failure in one field", .failed,
      results("mx.ourco.example; dmarc=pass header.from=kunde.example; dmarc=fail header.from=kunde.example"),
      crossed, from),
    Case(
      "a pass and a failure in two fields", .failed, pass,
      results("mx.ourco.example; dmarc=fail header.from=kunde.example"), crossed, from),
    Case(
      "a pass behind a field that can't be read", .failed,
      results("mx.ourco.example; dmarc=fail header.from=\u{1}"), pass, crossed, from),
    Case("nothing found", .failed, results("mx.ourco.example; none"), crossed, from),
    Case(
      "nothing found, and a pass besides", .failed,
      results("mx.ourco.example; none; dmarc=pass header.from=kunde.example"), crossed, from),
    Case(
      "a version to come", .failed, results("mx.ourco.example 2; dmarc=pass header.from=kunde.example"),
      crossed, from),
    Case(
      "a version of the method to come", .failed,
      results("mx.ourco.example; dmarc/2=pass header.from=kunde.example"), crossed, from),
    Case("no name of a host", .failed, results("dmarc=pass header.from=kunde.example"), crossed, from),
    Case(
      "a property given twice", .failed,
      results("mx.ourco.example; dmarc=pass header.from=evil.example header.from=kunde.example"), crossed,
      from),
    Case(
      "a property glued on", .failed,
      results("mx.ourco.example; dmarc=pass(x)header.from=evil.example;header.from=kunde.example"), crossed,
      from),
    Case("nothing but a name", .failed, results("mx.ourco.example"), crossed, from),
    Case("an empty field", .failed, results(""), crossed, from),
    Case(
      "a method without result", .failed, results("mx.ourco.example; dmarc= header.from=kunde.example"),
      crossed, from),
    Case(
      "words behind the results", .failed,
      results("mx.ourco.example; dmarc=pass header.from=kunde.example and more"), crossed, from),
    Case("two authors in one field", .failed, pass, crossed, "From: anna@kunde.example, bert@evil.example"),
    Case("two fields of authors", .failed, pass, crossed, from, "From: bert@evil.example"),
    Case("no author", .failed, pass, crossed),
    Case("an author for a name", .failed, pass, crossed, "From: \"anna@kunde.example\" <x@evil.example>"),
    Case(
      "results of ARC", .failed,
      "ARC-Authentication-Results: i=1; mx.ourco.example; dmarc=pass header.from=kunde.example", crossed, from
    ),
    Case(
      "results under an old name", .failed,
      "X-Authentication-Results: mx.ourco.example; dmarc=pass header.from=kunde.example", crossed, from),
    Case(
      "a signature over the first bytes only", .failed, pass, crossed,
      "DKIM-Signature: v=1; a=rsa-sha256; d=kunde.example; s=a; l=200; bh=x; b=y", from),
    Case(
      "the same below the author's domain, with blanks", .failed,
      results("mx.ourco.example; dkim=pass header.d=kunde.example; dmarc=pass header.from=kunde.example"),
      crossed, "DKIM-Signature: v=1; d = kunde.example;\r\n l = 0; b=y", from),
    Case(
      "a HELO that hides the border's name in a comment", .failed,
      "Received: from evil( (evil.example [192.0.2.9]) by mx.ourco.example (Postfix); Mon, 2 Mar 2026 09:00:00 +0000",
      pass,
      "Received: from x by mx.ourco.example; Mon, 2 Mar 2026 08:00:00 +0000", from),
    Case(
      "a HELO that names another host", .failed,
      "Received: from by mx.evil.example (evil.example [192.0.2.9]) by mx.ourco.example (Postfix); Mon, 2 Mar 2026 09:00:00 +0000",
      pass, "Received: from x by mx.ourco.example; Mon, 2 Mar 2026 08:00:00 +0000", from),
    Case(
      "a trace that is too long to keep", .failed, "Received: \(String(repeating: "x", count: 70_000))", pass,
      crossed, from),
  ]

  @Test("is believed above its own field", arguments: honest)
  func believed(_ item: Case) throws { #expect(try Self.judge(item.lines) == item.outcome) }

  @Test("is believed nowhere else", arguments: forged)
  func forgeries(_ item: Case) throws {
    #expect(Self.forged.count >= 40)
    #expect(try Self.judge(item.lines) == item.outcome)
  }

  @Test("finds nothing inside of attached messages")
  func attached() throws {
    let lines = [
      Self.crossed, Self.from, "MIME-Version: 1.0", "Content-Type: message/rfc822", "", Self.pass,
      Self.crossed, Self.from,
    ]
    #expect(try Self.judge(lines) == .failed)
  }

  @Test("is read in time that grows with the field only")
  func linear() throws {
    for text in ["(", "\"", ";", "=", "dmarc=pass ", "\\", "(("] {
      let value = "mx.ourco.example; " + String(repeating: text, count: 60_000 / text.utf8.count)
      let clock = ContinuousClock()
      let spent = clock.measure { _ = AuthenticationResults(value) }
      #expect(spent < .seconds(1), "\(text)")
    }
  }

  @Test("gets the fields in their order, and no more of them than are kept")
  func order() throws {
    var lines = (0..<150).map { "Received: from a by b\($0).example; x" }
    lines.insert(Self.pass, at: 3)
    lines += [Self.from, "", "Text"]
    let message = try MailParser().parse(RawMessage(bytes: Array(lines.joined(separator: "\r\n").utf8)))
    #expect(message.trace.count == 101)
    #expect(message.trace[3].kind == .authenticationResults)
    #expect(message.trace.last?.kind == .cut)
    #expect(message.trace[4].value == "from a by b3.example; x")
  }
}
