// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailParsing
import Testing

@Suite("A page turned into text")
struct HTMLTextTests {
  struct Case: CustomTestStringConvertible {
    let page: String
    let text: String
    init(_ page: String, _ text: String) {
      self.page = page
      self.text = text
    }
    var testDescription: String { page }
  }

  @Test(
    "keeps what a reader sees",
    arguments: [
      Case("a<br>b<br/>c", "a\nb\nc\n"),
      Case("<p>a</p><p>b</p>", "a\nb\n"),
      Case("<div>a<div>b</div>c</div>", "a\nb\nc\n"),
      Case("<div>a</div><div><br></div><div>b</div>", "a\n\nb\n"),
      Case("a <b>bold</b>,\n   b", "a bold, b\n"),
      Case("<pre>a  b\n c</pre>d", "a  b\n c\nd\n"),
      Case("<ul><li>a<li>b</ul><ol><li>c<li>d</ol>", "- a\n- b\n1. c\n2. d\n"),
      Case("a<hr>b", "a\n________________________________\nb\n"),
      Case(
        "&lt;b&gt; &amp;amp; &#1055;&#x41F; &euro;&nbsp;5 &unknown; &amp",
        "<b> &amp; ПП €\u{A0}5 &unknown; &\n"),
      Case("&#150;&#0;&#xD800;", "–&#0;&#xD800;\n"),
      Case("5 < 6 > 4", "5 < 6 > 4\n"),
      Case("<title>t</title><style>p{}</style><script>if (a<b) x</script>a", "a\n"),
      Case("<head><title>t</title>junk</head><body>a", "a\n"),
      Case("<head><meta charset=utf-8><p>a", "a\n"),
      Case("<style>never closed", "never closed\n"),
      Case("<!-- c --><!--[if mso]>x<![endif]-->a<!doctype html>", "a\n"),
      Case("<div style=\"DISPLAY: none\">x<div>y</div></div><span hidden>z</span>a", "a\n"),
      Case("<a href=\"https://b.example/1\">here</a>", "here <https://b.example/1>\n"),
      Case(
        "<a href=\"https://b.example/\">b.example</a> <a href='mailto:a@b.example'>mail</a>",
        "b.example mail\n"),
      Case("<a href=\"javascript:x\">here</a>", "here\n"),
      Case("<blockquote>a<br>b</blockquote>c", "> a\n> b\nc\n"),
      Case("<blockquote style=\"margin:0 0 0 40px;border:none\">a</blockquote>", "a\n"),
      Case("<a title=\"1 > 2\">a</a>", "a\n"),
      Case("<p", "<p\n"),
      Case("a</p></div></table></td>b", "a\nb\n"),
      Case("<o:p>a</o:p>", "a\n"),
      Case("", ""),
    ])
  func keepsText(_ item: Case) {
    #expect(HTMLText.convert(item.page) == item.text)
  }

  @Test(
    "keeps the rows of a table on lines, and the blocks of a layout apart",
    arguments: [
      Case("<table><tr><th>Item<th>Qty<tr><td>A<td>5<tr><td><td>6</table>", "Item | Qty\nA | 5\n6\n"),
      Case("<table><tr><td><p>A</p><p>B</p></td><td>5</td></tr></table>x", "A B | 5\nx\n"),
      Case("<table><tr><td><table><tr><td>A</td><td>5</td></tr></table></td></tr></table>", "A | 5\n"),
      Case("<table><tr><td>a<br>b<br>c<br>d<br>e</td><td>f</td></tr></table>", "a\nb\nc\nd\ne\nf\n"),
      Case("<table><tr><td>A</td><td> </td></tr></table>", "A\n"),
      Case("<table>a<tr>b<td>c", "a\nb\nc\n"),
    ])
  func keepsRows(_ item: Case) {
    #expect(HTMLText.convert(item.page) == item.text)
  }

  @Test("is chosen only where no plain text stands")
  func isSecondChoice() throws {
    func alternative(_ plain: String) throws -> String {
      try parse(
        """
        From: a@b.example
        Content-Type: multipart/alternative; boundary=x

        --x
        Content-Type: text/plain

        \(plain)
        --x
        Content-Type: text/html

        <p>rich</p>
        --x--
        """
      ).text
    }
    #expect(try alternative("plain") == "plain")
    #expect(try alternative("  ") == "rich")
    #expect(try alternative("Your mail client does not support HTML messages.") == "rich")
  }
}
