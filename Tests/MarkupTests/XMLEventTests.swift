// SPDX-License-Identifier: Apache-2.0

import Markup
import TestSupport
import Testing

@Suite("The events of an XML document")
struct XMLEventTests {
  private func events(_ document: [UInt8], maximumDepth: Int = 200) throws(XMLFailure) -> String {
    var out = ""
    do {
      try document.withUnsafeBufferPointer { bytes throws(XMLFailure) in
        try XMLEvents.read(bytes, maximumDepth: maximumDepth) { event in
          switch event {
          case .start(let name, let attributes):
            out += "<\(name.namespace)|\(name.local)"
            if let value = attributes["id"] { out += " id=\(value)" }
            if let value = attributes["id", in: "urn:x"] { out += " x:id=\(value)" }
            out += ">"
          case .end(let name): out += "</\(name.local)>"
          case .text(let text): out += String(decoding: text, as: UTF8.self)
          }
          return .more
        }
      }
    }
    return out
  }

  @Test("carry namespaces, attributes, entities and CDATA")
  func namespaces() throws {
    let document = """
      <?xml version="1.0" encoding="UTF-8"?><a xmlns="urn:a" xmlns:x="urn:x" id="1&lt;2"><!-- c -->\
      <x:b x:id="&#1055;"/>&amp;&apos;<![CDATA[<&]]></a>
      """
    #expect(
      try events(Array(document.utf8)) == "<urn:a|a id=1<2><urn:x|b x:id=П></b>&'<&</a>")
  }

  @Test("are read in the encoding that the document declares")
  func encoding() throws {
    let document =
      Array("<?xml version=\"1.0\" encoding=\"windows-1251\"?><a>".utf8) + [0xCF] + Array("</a>".utf8)
    #expect(try events(document) == "<|a>П</a>")
  }

  @Test(
    "end where a document is refused",
    arguments: [
      ("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", XMLFailure.doctype),
      ("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", .doctype),
      ("<a>\n&b;</a>", .malformed(line: 2)), ("<a><b></a>", .malformed(line: 1)), ("", .malformed(line: 1)),
      ("<a b='1' b='2'/>", .malformed(line: 1)),
      (String(repeating: "<a>", count: 300), .tooDeep(limit: 200)),
    ])
  func refused(document: String, failure: XMLFailure) {
    #expect(throws: failure) { try events(Array(document.utf8)) }
  }

  @Test("with very many attributes are refused, in linear time")
  func manyAttributes() {
    func time(_ count: Int) -> Duration {
      let attributes = (0..<count).map { "a\($0)='1'" }.joined(separator: " ")
      let document = Array("<a \(attributes)/>".utf8)
      return threadTime { #expect(throws: XMLFailure.self) { try events(document) } }
    }
    let small = time(25_000)
    // Eight times the bytes; quadratic would be sixty-four times the time.
    #expect(time(200_000) < max(small, .milliseconds(2)) * 30)
  }
}
