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
      Case("<p>a</p><p>b</p>c", "a\n\nb\n\nc\n"),
      Case("<p style='margin: 0 0 1px'>a</p><p style='margin:0cm'>b</p>", "a\nb\n"),
      Case(
        "<style>p.x { margin: 0 } /* c */ p { margin-bottom:0;margin-top:0 }</style><p>a<p class=x>b",
        "a\nb\n"),
      Case("<p class=MsoNormal>a</p><p class=MsoNormal>b</p>", "a\nb\n"),
      Case("<p>a</p><p>&nbsp;</p><p>b</p>", "a\n\nb\n"),
      Case("<h1>a</h1>b", "a\n\nb\n"),
      Case("<div>a<div>b</div>c</div>", "a\nb\nc\n"),
      Case("<div>a</div><div><br></div><div>b</div>", "a\n\nb\n"),
      Case("a <b>bold</b>,\n   b", "a bold, b\n"),
      Case("<pre>a  b\n c</pre>d", "a  b\n c\nd\n"),
      Case("<ul><li>a<li>b</ul><ol><li>c<li>d</ol>", "- a\n- b\n\n1. c\n2. d\n"),
      Case(
        "a<ol start=7><li><p>b</p><p>c</p><li value=9>d<ul><li>e<br>f</ul></ol>g",
        "a\n\n7. b\n\n   c\n9. d\n   - e\n     f\n\ng\n"),
      Case("<ul><li></li><li><b>a</b></li></ul>", "- a\n"),
      Case("<dl><dt>a<dd>b</dl>c", "a\n  b\nc\n"),
      Case("a<hr>b", "a\n________________________________\nb\n"),
      Case(
        "&lt;b&gt; &amp;amp; &#1055;&#x41F; &euro;&nbsp;5 &unknown; &amp",
        "<b> &amp; ПП €\u{A0}5 &unknown; &\n"),
      Case("&#150;&#0;&#xD800;", "–\u{FFFD}\u{FFFD}\n"),
      Case("5 < 6 > 4", "5 < 6 > 4\n"),
      Case("<title>t</title><style>p{}</style><script>if (a<b) x</script>a", "a\n"),
      Case("<head><title>t</title></head><body>a", "a\n"),
      Case("<head><meta charset=utf-8><p>a", "a\n"),
      Case("<style>never closed", "never closed\n"),
      Case("<!-- c --><!--[if mso]>x<![endif]-->a<!doctype html>", "a\n"),
      Case("<div style=\"DISPLAY: none\">x<div>y</div></div><span hidden>z</span>a", "a\n"),
      Case(
        "<div style=visibility:hidden>x</div><p style='font-size:0'>x<b style=font-size:9pt>a</b>x</p>", "a\n"
      ),
      Case(
        "<div style='height:0;overflow:hidden'>x</div><div style='max-height:0px;width:0'>x</div>a", "a\n"),
      Case("<font color=#FFF style='background:#ffffff'>x</font><p style=opacity:0>x</p>a", "a\n"),
      Case("<td bgcolor=white style='color:white'>x<span style=color:red>a</span></td>", "a\n"),
      Case(
        "<style>.a,#b{display:none}p.c{visibility:hidden}.d p{display:none}</style><p class='z A'>x<p id=b>x<p class=c>x<div class=d><p>a",
        "a\n"),
      Case("<style>@media x{.a{display:none}}.b:hover{display:none}</style><p class='a b'>a", "a\n"),
      Case("<style>.a{display:none}</style><p class=a style='display:block'>a", "a\n"),
      Case("<p style='mso-hide:all'>x</p><a style='mso-hide:all'>a</a>", "a\n"),
      Case("a<input value=x><select><option>x</select><textarea>x</textarea><button>x</button>", "a\n"),
      Case("<div style='white-space:pre-wrap'>a  b\n c</div>", "a  b\n c\n"),
      Case("<pre>\na\n\n b</pre>", "a\n\n b\n"),
      Case("<a href=\"https://b.example/1\">here</a>", "here <https://b.example/1>\n"),
      Case(
        "<a href=\"https://b.example/\">b.example</a> <a href='mailto:a@b.example'>mail</a>",
        "b.example mail <a@b.example>\n"),
      Case("<a href='mailto:a@b.example?subject=x'>a@b.example</a> <a href='#x'>up</a>", "a@b.example up\n"),
      Case("<a href='https://b.example/1'><img src=x alt=Shop></a>", "Shop <https://b.example/1>\n"),
      Case("<a href='https://b.example/1'><img src=x width=1 alt=Pixel></a><img alt=Photo>a", "a\n"),
      Case("ok <img alt='👍'>", "ok 👍\n"),
      Case("<a href=\"https://b.example/\(String(repeating: "x", count: 300))\">far</a>", "far\n"),
      Case("<a href=\"javascript:x\">here</a>", "here\n"),
      Case("<blockquote>a<br>b</blockquote>c", "> a\n> b\nc\n"),
      Case("<blockquote style=\"margin:0 0 0 40px;border:none\">a</blockquote>", "a\n"),
      Case("<a title=\"1 > 2\">a</a>", "a\n"),
      Case("<p", "p\n"),
      Case("a</p></div></table></td>b", "a\n\nb\n"),
      Case("<o:p>a</o:p>", "a\n"),
      Case("100<sup>1</sup> pcs, 10<sup>-3</sup> m, 5 m<sup>2</sup>", "100^1 pcs, 10^-3 m, 5 m2\n"),
      Case("20<sup>th</sup> CO<sub>2</sub> 100<sup></sup>1", "20th CO2 1001\n"),
      Case("<pre>100<sup><a>1</a></sup></pre>7<span style='vertical-align:super'>2</span>", "100^1\n7^2\n"),
      Case("<s>10</s> 12 <del>a</del><strike>b <b>c</b></strike>d", "12 d\n"),
      Case(
        "<ul><li><s>Bolt 5</s><li>Nut <span style='text-decoration: Line-Through'>6</span> 7</ul>",
        "- Nut 7\n"),
      Case(
        "<style>.x{text-decoration:line-through}</style><p class=x>a</p><p style=text-decoration:none>b",
        "b\n"),
      Case("<s><a href='https://b.example/1'><img alt=Shop>x</a></s>a", "a\n"),
      Case("<p><s>10 pcs</s></p>", "10 pcs\n"),
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
      Case("<p>x</p><table><tr><td>Date:</td><td>5 May</td></tr></table>", "x\n\nDate: 5 May\n"),
      Case("<table border=1><tr><td>a<td><td>c<tr><td colspan=2>d<td>e</table>", "a |  | c\nd | e\n"),
      Case("<table><tr><td><img alt=Logo1></td><td>b</td></tr></table>", "Logo1 | b\n"),
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
