// SPDX-License-Identifier: Apache-2.0

import Markup
import Testing

/// The events of a page in short: `<p>`, `</p>`, text.
private func events(_ page: String) -> String {
  var out = ""
  Array(page.utf8).withUnsafeBufferPointer { bytes in
    HTMLEvents.read(bytes) { event in
      switch event {
      case .start(let name, _): out += "<\(name)>"
      case .end(let name): out += "</\(name)>"
      case .text(let text): out += String(decoding: text, as: UTF8.self)
      }
      return .more
    }
  }
  return out
}

@Suite("The events of a page")
struct HTMLEventTests {
  @Test(
    "undo character references as browsers do",
    arguments: [
      ("a&amp;b&lt;c&gt;d&quot;e&apos;f", "a&b<c>d\"e'f"), ("&nbsp;&nbspa&nbsp", "\u{A0}\u{A0}a\u{A0}"),
      ("&#1055;&#x440;&#X438;&#1074&#1077 &#32;", "Приве  "), ("&#147;a&#148; &#150; &#x85;", "“a” – …"),
      ("&numero; 5 &Icy; &rub;", "№ 5 И &rub;"),
      ("AT&T R&D a&b &&& &; &#; &#x; &", "AT&T R&D a&b &&& &; &#; &#x; &"),
      ("&copy2026 &copyright &notit;", "©2026 ©right ¬it;"), ("&amp;nbsp; &amp;amp;", "&nbsp; &amp;"),
      ("&euro;5 &euro5", "€5 &euro5"), ("&#0;&#xD800;&#99999999;", "\u{FFFD}\u{FFFD}\u{FFFD}"),
      ("a\u{0}b\u{1}c\u{7F}d", "a b c d"), ("&ampx; &unknownname;", "&x; &unknownname;"),
    ])
  func references(page: String, expected: String) {
    #expect(events(page) == expected)
  }

  @Test("undo a reference that stands at the edge of a piece of text")
  func referenceAtEdge() {
    for length in 985...1010 {
      let text = String(repeating: "a", count: length)
      #expect(events("\(text)&laquo;b") == "\(text)«b")
    }
  }

  @Test("carry the attributes that are worth it")
  func attributes() {
    let page =
      "<a HREF = 'x?a=1&amp;b=2&copy=3&lang=4' onclick=\"a>b\" class=c title=\"&laquo;&#147;\" class=d hidden>"
    var seen: [String?] = []
    Array(page.utf8).withUnsafeBufferPointer { bytes in
      HTMLEvents.read(bytes) { event in
        if case .start(_, let tag) = event {
          seen = [tag["href"], tag["class"], tag["title"], tag["hidden"], tag["onclick"], tag["id"]]
        }
        return .more
      }
    }
    #expect(seen == ["x?a=1&b=2&copy=3&lang=4", "c", "«“", "", nil, nil])
  }

  @Test(
    "mend what is broken",
    arguments: [
      ("Hello <b>you</b>", "Hello <b>you</b>"),
      ("<html><head><title>x</title></head><body>a</body></html>b", "<title>x</title><div>a</div>b"),
      ("<p>a<p>b", "<p>a</p><p>b</p>"),
      ("<ul><li>a<li>b</ul>c", "<ul><li>a</li><li>b</li></ul>c"),
      (
        "<table><tr><td>a<td>b<tr><td>c</table>d",
        "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>d"
      ),
      ("<BR/>a<br>b<br />c", "<br></br>a<br></br>b<br></br>c"),
      ("a</x>b</div>c", "abc"), ("a</p>b</br>c", "a<p></p>b<br></br>c"),
      ("<o:p>a</o:p><x-y z='1'>b</x-y>", "<u>a</u><u>b</u>"),
      ("<font color=red>a<div>b</div>", "<font>a<div>b</div></font>"),
      ("<div>a<html><body><p>b</p></body></html>c</div>d", "<div>a<div><p>b</p></div>c</div>d"),
    ])
  func structure(page: String, expected: String) {
    #expect(events(page) == expected)
  }

  @Test(
    "leave out comments, declarations and scripts, and nothing else",
    arguments: [
      ("<!DOCTYPE html PUBLIC \"-//W3C//DTD\" \"x\">a", "a"),
      ("a<!-- b > c -->d", "ad"),
      ("a<!--[if mso]><p>b</p><![endif]-->c", "ac"),
      ("a<!--[if !mso]><!-->b<!--<![endif]-->c", "abc"),
      ("a<![if !supportLists]>b<![endif]>c", "abc"),
      ("a<!-->b<!--->c<!---->d<!-- x --!>e", "abcde"),
      ("a<?xml:namespace prefix = o ns = \"urn:x\" />b<?php 1 ?>c", "abc"),
      ("a<script>if (a < b) '</p>'</script>b", "a<script>                 </script>b"),
      ("a<script src=x>b", "a<u>b</u>"),
      ("<style>p > b { color: red } <x></style>a", "<style>p > b { color: red }  x></style>a"),
      ("a<!-- b", "a !-- b"), ("a < b <3 <-> c << d", "a < b <3 <-> c << d"),
      ("a<p b", "a p b"), ("a</p", "a   "), ("a</ p>b</>c", "ab<u>c</u>"), ("a<!>b", "a<u>b</u>"),
    ])
  func leftOut(page: String, expected: String) {
    #expect(events(page) == expected)
  }
}
