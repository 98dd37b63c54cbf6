// SPDX-License-Identifier: Apache-2.0

import CXML2

/// What a page consists of, in the order in which it stands.
package enum HTMLEvent {
  /// An element begins. The name is in lower case; `body` is called `div`, and what HTML does not know `u`.
  case start(String, HTMLAttributes)
  /// An element ends: by its end tag, or because it can't go on.
  case end(String)
  /// Running text with its character references undone; also what a `style` element holds.
  ///
  /// One run of text may come in several pieces. The bytes live as long as the call.
  case text(UnsafeBufferPointer<UInt8>)
}

/// Reads a page of HTML as events, with libxml2.
///
/// Never fails: what is broken is mended as browsers do. Starts and ends are balanced. `html` and `head` are
/// left out, comments, declarations and scripts too. Nothing is fetched, what a page says about its charset
/// is not believed. Linear in the page; the memory is a copy of it. Elements nest 126 deep at most: one that
/// stands deeper ends where the next begins.
package enum HTMLEvents {
  /// Reports the events of a page in UTF-8.
  package static func read(
    _ page: UnsafeBufferPointer<UInt8>, report: (HTMLEvent) -> MarkupDemand
  ) {
    guard !page.isEmpty else { return }
    let prepared = HTMLIntake.prepare(page)
    withoutActuallyEscaping(report) { report in
      let reading = HTMLReading(report: report)
      prepared.withUnsafeBufferPointer { reading.run($0) }
    }
  }
}

/// One run of the parser.
private final class HTMLReading {
  private let report: (HTMLEvent) -> MarkupDemand
  private var parser: htmlParserCtxtPtr?
  private var references = CharacterReferences()
  private var isOver = false
  private var depthLimit: Int32 = 128
  /// Names of open elements that were compared with end tags which close nothing.
  private var comparisons = 0

  /// The name of the two elements that are open from the beginning.
  ///
  /// Text in no element makes libxml2 add a paragraph, and with two open ones it ignores `html` and `head`.
  private static let page = "#page"
  private static let comparisonLimit = 10_000_000

  init(report: @escaping (HTMLEvent) -> MarkupDemand) {
    self.report = report
  }

  /// Parses bytes that end with NUL and hold no other.
  func run(_ page: UnsafeBufferPointer<UInt8>) {
    guard let parser = htmlNewParserCtxt() else { return }
    self.parser = parser
    defer { htmlFreeParserCtxt(parser) }
    htmlCtxtUseOptions(parser, Int32(KONTOR_HTML_OPTIONS))
    guard let sax = parser.pointee.sax,
      let input = xmlNewStringInputStream(parser, page.baseAddress)
    else { return }
    inputPush(parser, input)
    parser.pointee.charset = Int32(XML_CHAR_ENCODING_UTF8.rawValue)
    parser.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
    kontor_xml_clear_handler(sax)
    sax.pointee.startElement = { HTMLReading.of($0)?.start($1, $2) }
    sax.pointee.endElement = { HTMLReading.of($0)?.end($1) }
    sax.pointee.characters = { HTMLReading.of($0)?.text($1, $2) }
    sax.pointee.ignorableWhitespace = { HTMLReading.of($0)?.text($1, $2) }
    sax.pointee.cdataBlock = { HTMLReading.of($0)?.text($1, $2) }
    sax.pointee.serror = { HTMLReading.of($0)?.fault($1) }
    if let name = xmlDictLookup(parser.pointee.dict, Self.page, -1) {
      parser.pointee.nameTab[0] = name
      parser.pointee.nameTab[1] = name
      parser.pointee.nameNr = 2
      parser.pointee.name = name
    }
    htmlParseDocument(parser)
    flush()
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> HTMLReading? {
    context.map { Unmanaged<HTMLReading>.fromOpaque($0).takeUnretainedValue() }
  }

  private func send(_ event: HTMLEvent) {
    guard !isOver else { return }
    if report(event) == .enough {
      isOver = true
      xmlStopParser(parser)
    }
  }

  private func start(
    _ name: UnsafePointer<UInt8>?, _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  ) {
    guard !isOver, let name, let parser else { return }
    flush()
    // The name on top is the new one; the one below it makes room.
    let count = Int(parser.pointee.nameNr)
    if count > depthLimit, count > 2, let names = parser.pointee.nameTab, let closed = names[count - 2] {
      names[count - 2] = names[count - 1]
      parser.pointee.nameNr -= 1
      send(.end(String(cString: closed)))
    }
    send(.start(String(cString: name), HTMLAttributes(pairs: attributes)))
  }

  private func end(_ name: UnsafePointer<UInt8>?) {
    guard !isOver, let name else { return }
    flush()
    let ended = String(cString: name)
    if ended != Self.page { send(.end(ended)) }
  }

  private func text(_ bytes: UnsafePointer<UInt8>?, _ count: Int32) {
    guard !isOver else { return }
    references.resolve(UnsafeBufferPointer(start: bytes, count: Int(count))) { send(.text($0)) }
  }

  private func flush() {
    references.finish { send(.text($0)) }
  }

  /// An end tag that closes nothing costs a look at all open elements: many of them make the depth shrink.
  ///
  /// The stack may be cut only where libxml2 is done with it: behind an end tag without its element, or one
  /// that is held up by an element whose end it can't imply.
  private func fault(_ error: xmlErrorPtr?) {
    guard !isOver, let error, error.pointee.code == XML_ERR_TAG_NAME_MISMATCH.rawValue, let parser else {
      return
    }
    if error.pointee.str2 == nil, let name = error.pointee.str1 { standIn(for: String(cString: name)) }
    comparisons += Int(parser.pointee.nameNr)
    guard comparisons > Self.comparisonLimit, let names = parser.pointee.nameTab else { return }
    depthLimit = 16
    guard error.pointee.str2 == nil || htmlTagLookup(parser.pointee.name)?.pointee.endTag != 3 else { return }
    while parser.pointee.nameNr > depthLimit {
      let top = Int(parser.pointee.nameNr) - 1
      end(names[top])
      parser.pointee.nameNr -= 1
      parser.pointee.name = names[top - 1]
    }
  }

  /// A browser makes an empty paragraph of `</p>` alone, and a line break of `</br>`: they part words.
  private func standIn(for name: String) {
    guard name == "p" || name == "br" else { return }
    flush()
    send(.start(name, HTMLAttributes(pairs: nil)))
    send(.end(name))
  }
}
