// SPDX-License-Identifier: Apache-2.0

import Markup
import TestSupport
import Testing

@Suite("A hostile page")
struct HostilePageTests {
  /// A piece to be repeated, and what stands before and behind.
  struct Page: Sendable, CustomTestStringConvertible {
    var before = ""
    let piece: String
    var behind = ""

    var testDescription: String { String(before.prefix(12)) + piece.prefix(24) }

    func bytes(count: Int) -> [UInt8] {
      var bytes = Array(before.utf8)
      let piece = Array(piece.utf8)
      bytes.reserveCapacity(count + bytes.count + behind.utf8.count)
      while bytes.count < count { bytes += piece }
      return bytes + Array(behind.utf8)
    }
  }

  static let pages = [
    Page(piece: "<div>"), Page(piece: "<b>"), Page(piece: "<p>"), Page(piece: "<font><p>"),
    Page(piece: "<table><tr><td>"), Page(piece: "<select><option>"), Page(piece: "<blockquote><li>"),
    Page(before: String(repeating: "<div>", count: 200), piece: "</x>"),
    Page(before: String(repeating: "<div>", count: 200), piece: "</span>"),
    Page(before: "<b>" + String(repeating: "<div>", count: 200), piece: "</b>"),
    Page(before: "<b>" + String(repeating: "<div>", count: 100) + "<i>", piece: "</b>"),
    Page(piece: "</p>"), Page(piece: "</"), Page(piece: "<html><head><body>"), Page(piece: "<x>"),
    Page(before: "<a ", piece: "href=x id class=\"y\" ", behind: ">"), Page(before: "<a ", piece: "= "),
    Page(before: "<a href=\"", piece: "a=\""), Page(piece: "<a \""), Page(piece: "<a b='c"),
    Page(piece: "<a href=\"<a '>"), Page(piece: "<!-- "), Page(piece: "<!-- >"), Page(piece: "<![CDATA["),
    Page(piece: "<![if x]>"), Page(piece: "<!--[if mso]>"), Page(piece: "<script>"), Page(piece: "<style><"),
    Page(before: "<style>", piece: "</"), Page(piece: "<"), Page(piece: "<<a>>"), Page(piece: "<?p "),
    Page(piece: "\0"), Page(piece: "\u{1}"), Page(piece: "\u{FFFF}"), Page(piece: "<\0>"),
    Page(piece: "&"), Page(piece: "&a"), Page(piece: "&#"), Page(piece: "&#1"), Page(piece: "&nbsp"),
    Page(piece: "&zeta;"), Page(before: "<a title=\"", piece: "&", behind: "\">"),
  ]

  private func measure(_ bytes: [UInt8]) -> (time: Duration, depth: Int, balance: Int) {
    var depth = 0
    var maximum = 0
    let time = threadTime {
      bytes.withUnsafeBufferPointer { bytes in
        HTMLEvents.read(bytes) { event in
          switch event {
          case .start: depth += 1
          case .end: depth -= 1
          case .text: break
          }
          maximum = max(maximum, depth)
          return .more
        }
      }
    }
    return (time, maximum, depth)
  }

  @Test("takes linear time, and its elements are balanced and nest no deeper than told", arguments: pages)
  func isLinear(page: Page) {
    let small = measure(page.bytes(count: 1 << 16))
    let large = measure(page.bytes(count: 1 << 19))
    #expect(large.depth <= 127)
    #expect(large.balance == 0)
    // Eight times the bytes; quadratic would be sixty-four times the time.
    #expect(large.time < max(small.time, .milliseconds(2)) * 30)
  }

  @Test("with a million names takes linear time")
  func manyNames() {
    func page(_ count: Int) -> [UInt8] {
      Array((0..<count).map { "<z\($0) a\($0)=1 b\($0)>&n\($0);<_\($0)" }.joined().utf8)
    }
    let small = measure(page(4_000))
    let large = measure(page(32_000))
    #expect(large.time < max(small.time, .milliseconds(2)) * 30)
  }

  @Test("is left as soon as its reader has enough")
  func enough() {
    var count = 0
    Array(String(repeating: "<p>a", count: 1_000).utf8).withUnsafeBufferPointer { bytes in
      HTMLEvents.read(bytes) { _ in
        count += 1
        return count == 5 ? .enough : .more
      }
    }
    #expect(count == 5)
  }
}
