// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailParsing
import Testing

/// What the head of a part says, in the forms that mail has it.
@Suite("The head of a part")
struct StructureTests {
  @Test(
    "says its type",
    arguments: [
      ("text/html; charset=utf-8", "text/html"), ("TEXT / HTML", "text/html"), ("text", "text/plain"),
      ("html", "text/html"), ("\"text/html\"", "text/html"), ("text/html charset=utf-8", "text/html"),
      ("(what it is) text/html (it is)", "text/html"), ("charset=utf-8", "text/plain"), ("", "text/plain"),
      ("a/b/c", "text/plain"), ("image", "text/plain"), ("image; name=a.png", "application/octet-stream"),
      ("text/html, text/plain", "text/html"), ("text/html:", "text/html"), ("<text/html>", "text/html"),
      ("(((((", "text/plain"), ("=?utf-8?Q?x?=", "text/plain"),
    ])
  func types(_ header: String, _ type: String) throws {
    #expect(try parse(header: "Content-Type: \(header)").parts.first?.type == type)
  }

  @Test(
    "says its charset",
    arguments: [
      "text/plain; charset=windows-1251", "text/plain; charset=\"windows-1251\"",
      "text/plain; charset = windows-1251",
      "text/plain charset=windows-1251", "text/plain; charset=windows-1251 (Cyrillic)",
      "text/plain; charset=\"windows-1251", "text/plain; format=flowed charset=windows-1251",
      "text/plain; charset*=us-ascii''windows-1251", "text/plain;;; charset=windows-1251;",
      "text/plain; charset=\"windows-1251\" format=\"flowed\"", "charset=windows-1251",
    ])
  func charsets(_ header: String) throws {
    let head = Array("Content-Type: \(header)\r\n\r\n".utf8)
    let message = try MailParser().parse(RawMessage(bytes: head + [0xC0, 0xC1, 0xC2, 0x20, 0x31]))
    #expect(message.text == "АБВ 1")
    #expect(message.warnings.allSatisfy { !$0.contains("charset") })
  }

  @Test(
    "says its file name",
    arguments: [
      ("filename=a.pdf", "a.pdf"), ("filename=\"a b.pdf\"", "a b.pdf"),
      ("filename=a b.pdf; size=1", "a b.pdf"),
      ("filename=a b.pdf size=1", "a b.pdf"), ("filename=\"a\\\"b\\\\c.pdf\"", "a\"b\\c.pdf"),
      ("filename=\"C:\\dir\\a.pdf\"", "C:\\dir\\a.pdf"), ("filename=\"a \"b\".pdf\"", "a \"b\".pdf"),
      ("filename=\"a.pdf", "a.pdf"), ("filename=\"a;b.pdf\"", "a;b.pdf"), ("FileName = a.pdf", "a.pdf"),
      ("filename*=utf-8''%C3%BC.pdf", "ü.pdf"), ("filename*=utf-8'de'%C3%BC.pdf; filename=u.pdf", "ü.pdf"),
      ("filename=u.pdf; filename*=utf-8''%C3%BC.pdf", "ü.pdf"), ("filename*=%C3%BC.pdf", "ü.pdf"),
      ("filename*=\"utf-8''%C3%BC.pdf\"", "ü.pdf"), ("filename=\"utf-8''%C3%BC.pdf\"", "ü.pdf"),
      ("filename*0=a; filename*1=b.pdf", "ab.pdf"), ("filename*1=b.pdf; filename*0=a", "ab.pdf"),
      ("filename*0*=utf-8''%C3; filename*1*=%BC; filename*2=%41.pdf", "ü%41.pdf"),
      ("filename*0*=utf-8''a; filename*2*=b.pdf", "ab.pdf"), ("filename=\"=?utf-8?Q?=C3=BC.pdf?=\"", "ü.pdf"),
      ("filename==?utf-8?B?w7wucGRm?=", "ü.pdf"),
      ("filename=\"=?utf-8?Q?=C3?= =?utf-8?Q?=BC.pdf?=\"", "ü.pdf"),
      ("filename=a.pdf; filename=b.pdf", "a.pdf"), ("filename=\"ü.pdf\"", "ü.pdf"),
      ("filename=100%.pdf", "100%.pdf"),
      ("filename=\"a\u{0}\u{7}.pdf\"", "a\u{FFFD}\u{FFFD}.pdf"), ("x=\"y\" filename=\"a.pdf\"", "a.pdf"),
      ("filename=\"it's o'clock 5%.pdf\"", "it's o'clock 5%.pdf"), ("filename*x=a", nil),
      ("filename=\"O'Neil's 5%\"", "O'Neil's 5%"),
      ("filename=\"\"", nil),
      ("filename", nil), ("=a.pdf", nil),
    ] as [(String, String?)])
  func names(_ parameters: String, _ name: String?) throws {
    #expect(try parse(header: "Content-Disposition: attachment; \(parameters)").parts.first?.filename == name)
  }

  @Test("of a rare sort of text is read as plain where there is no other")
  func otherText() throws {
    #expect(try parse(header: "Content-Type: text/markdown; charset=utf-8").text == "Text.")
    #expect(try parse(header: "Content-Type: text/calendar").text.isEmpty)
    #expect(try parse(header: "Content-Type: text/markdown; name=a.md").text.isEmpty)
  }

  @Test("takes the name of the disposition, else that of the type")
  func whichName() throws {
    let type = "Content-Type: application/pdf; name=type.pdf\nContent-Disposition: attachment"
    #expect(try parse(header: type).parts.first?.filename == "type.pdf")
    #expect(try parse(header: type + "; filename=\"\"").parts.first?.filename == "type.pdf")
    #expect(try parse(header: type + "; filename=own.pdf").parts.first?.filename == "own.pdf")
  }

  @Test(
    "says its transfer encoding",
    arguments: [
      ("base64", "YcO8"), ("BASE64 (a comment)", "YcO8"), ("\"base64\"", "YcO8"), ("base-64;", "YcO8"),
      ("quoted-printable", "a=C3=BC"), ("Quoted_Printable", "a=C3=BC"),
      ("quoted-printable", "a= \n=C3=bc=\n="),
      ("7bit", "aü"), ("8-bit", "aü"), ("binary", "aü"), ("x-unknown", "aü"), ("", "aü"),
      ("x-uuencode", "begin 644 a\n#8<.\\\n`\nend\n"),
    ])
  func encodings(_ encoding: String, _ body: String) throws {
    let head = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: \(encoding)\n\n"
    #expect(try parse(head + body).text == "aü")
  }
}

/// What a file adds to the lines of a message.
@Suite("The line ends of a message")
struct LineEndTests {
  @Test(
    "may be converted twice, or mixed, and a mark may stand in front", arguments: ["\r\r\n", "\r\n", "\n"])
  func lineEnds(_ end: String) throws {
    let source =
      "Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>y\n--b--\n"
    for start in ["", "\u{FEFF}", "\r\n"] {
      let bytes = Array((start + source.replacing("\n", with: end) + "\n").utf8)
      let message = try MailParser().parse(RawMessage(bytes: bytes))
      #expect(message.subject == "x")
      #expect(message.parts.map(\.type) == ["text/html"])
      #expect(message.text == "y")
    }
  }
}

/// Structures that programs read in different ways: read as far as they go, and marked.
@Suite("Ambiguous MIME")
struct AmbiguityTests {
  static let ambiguous: [(String, String)] = [
    ("a line between the fields", "no field\nContent-Type: text/plain\n\na"),
    ("a field behind a bare CR", "X: y\rContent-Type: text/html\n\na"),
    ("a type with a stray sign", "Content-Type: text/html:\n\na"),
    ("a type without semicolon", "Content-Type: multipart/mixed boundary=b\n\n--b\n\na\n--b--\n"),
    ("no type at all", "Content-Type: a/b/c\n\na"),
    ("two types", "Content-Type: text/plain\nContent-Type: text/html\n\na"),
    (
      "two encodings",
      "Content-Transfer-Encoding: base64\nContent-Transfer-Encoding: 7bit\n\nYWJj"
    ),
    (
      "two boundaries",
      "Content-Type: multipart/mixed; boundary=a; boundary=b\n\n--a\n\nx\n--a--\n--b\n\ny\n--b--\n"
    ),
    (
      "a boundary in two forms",
      "Content-Type: multipart/mixed; boundary=a; boundary*=us-ascii''b\n\n--a\n\nx\n--a--\n--b\n\ny\n--b--\n"
    ),
    ("an unknown encoding", "Content-Transfer-Encoding: rot13\n\na"),
    ("encodings in one field", "Content-Transfer-Encoding: base64, 7bit\n\nYWJj"),
    ("a foreign byte in base64", "Content-Transfer-Encoding: base64\n\nYW*Jj"),
    ("data behind the padding", "Content-Transfer-Encoding: base64\n\nYQ==\nYg=="),
    (
      "a footer behind base64",
      "Content-Transfer-Encoding: base64\n\nYWJj\n___________\nA list: https://l.example\n"
    ),
    ("base64 that ends within a byte", "Content-Transfer-Encoding: base64\n\nYWJjZ"),
    ("text with the label base64", "Content-Transfer-Encoding: base64\n\nThis is text."),
    ("no uuencode with the label", "Content-Transfer-Encoding: x-uuencode\n\nThis is text."),
    (
      "an encoded multipart",
      "Content-Type: multipart/mixed; boundary=a\nContent-Transfer-Encoding: base64\n\n--a\n\nx\n--a--\n"
    ),
    ("a boundary that stands nowhere", "Content-Type: multipart/mixed; boundary=a\n\nx"),
    (
      "another boundary in use",
      "Content-Type: multipart/mixed; boundary=a\n\n--b\nContent-ID: <a@b>\n\nx\n--b--\n"
    ),
    ("a multipart without boundary", "Content-Type: multipart/mixed\n\n--b\n\nx\n--b--\n"),
    ("a multipart called text", "Content-Type: text/plain\n\n--b\nContent-Type: text/html\n\nx\n--b--\n"),
    (
      "nested multiparts with one boundary",
      "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/mixed; boundary=a\n\n--a\n\nx\n--a--\n"
    ),
  ]

  @Test("is marked", arguments: ambiguous)
  func marked(_ name: String, _ source: String) throws {
    let message = try parse("Subject: x\n" + source)
    #expect(message.cautions == [.ambiguousMIME])
    #expect(!message.warnings.isEmpty)
  }

  @Test(
    "is not what is only untidy",
    arguments: [
      "Content-Type: text/plain\nContent-Type: text/plain\n\na",
      "Content-Transfer-Encoding: 8-BIT\n\na", "Content-Transfer-Encoding:\n\na",
      "Content-Transfer-Encoding: base64\n\nYWJj \n\n  Y g\n", "Content-Transfer-Encoding: base64\n\n",
      "Content-Transfer-Encoding: base64\n\nYQ", "Content-Transfer-Encoding: quoted-printable\n\na = b ==\n",
      "Content-Type: multipart/mixed; boundary=a\nContent-Transfer-Encoding: 8bit\n\n--a\n\nx\n",
      "Content-Type: multipart/mixed; boundary=a\n\n \n",
      "Content-Type: multipart/mixed; boundary=a; boundary=a\n\n--a\n\nx",
      "Content-Type: text/plain\n\nLook:\n--b\nContent-Type: text/html\n\nx\n--b--\n",
      "Content-Type: text/plain\n\n--b\nContent-Type: text/html\n\nnever closed\n",
    ])
  func unmarked(_ source: String) throws {
    #expect(try parse("Subject: x\n" + source).cautions == [])
  }

  @Test("never hides what a program could show: the parts of both readings are there")
  func parts() throws {
    let used = try parse(
      "Content-Type: multipart/mixed; boundary=a\n\nIntro\n--b\nContent-Type: text/html\n\n<p>x\n--b\n\ny\n--b--\n"
    )
    #expect(used.parts.map(\.type) == ["text/html", "text/plain"])
    #expect(used.text == "x\n\ny")
    let outer = try parse(
      """
      Content-Type: multipart/mixed; boundary=a

      --a
      Content-Type: multipart/mixed; boundary=wrong

      --b
      Content-Type: text/plain

      x
      --b--
      --a
      Content-Type: text/csv

      y
      --a--
      """)
    #expect(outer.parts.map(\.type) == ["text/plain", "text/csv"])
    #expect(outer.parts.map(\.size) == [1, 1])
  }
}
