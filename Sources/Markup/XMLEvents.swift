// SPDX-License-Identifier: Apache-2.0

import CXML2

/// Why a document can't be read to its end.
package enum XMLFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// It has a document type declaration, which could define entities.
  case doctype
  /// Elements nest deeper than allowed.
  case tooDeep(limit: Int)
  /// It is not well-formed; the line is that of the first fault.
  case malformed(line: Int)
  /// The parser could not be made.
  case noMemory

  /// One line for people.
  package var description: String {
    switch self {
    case .doctype: "The XML has a document type declaration."
    case .tooDeep(let limit): "The XML nests deeper than \(limit) elements."
    case .malformed(let line): "The XML is not well-formed at line \(line)."
    case .noMemory: "There is no memory for an XML parser."
    }
  }
}

/// The name of an element.
package struct XMLName: Hashable, Sendable {
  /// The namespace, empty when it is in none.
  package let namespace: String
  /// The name without its prefix.
  package let local: String

  /// Makes a name.
  package init(_ namespace: String, _ local: String) {
    self.namespace = namespace
    self.local = local
  }
}

/// What a document consists of, in the order in which it stands.
package enum XMLEvent {
  /// An element begins.
  case start(XMLName, XMLAttributes)
  /// An element ends.
  case end(XMLName)
  /// Running text, also of CDATA sections, in one or more pieces. The bytes live as long as the call.
  case text(UnsafeBufferPointer<UInt8>)
}

/// Reads XML as events, with libxml2, strictly.
///
/// Of entities it knows the five predefined ones; a document type declaration is an error, so none can be
/// defined. Nothing is loaded. The encoding is the one that the document declares, or UTF-8.
package enum XMLEvents {
  /// Reports the events of a document.
  ///
  /// What came before a fault has been reported when the error is thrown. Text of more than 10 MB in one
  /// piece and more than some ten thousand different names are taken for malformed.
  package static func read(
    _ document: UnsafeBufferPointer<UInt8>, maximumDepth: Int = 200, report: (XMLEvent) -> MarkupDemand
  ) throws(XMLFailure) {
    let failure = withoutActuallyEscaping(report) { report in
      XMLReading(maximumDepth: maximumDepth, report: report).run(document)
    }
    if let failure { throw failure }
  }
}

/// One run of the parser.
private final class XMLReading {
  private let report: (XMLEvent) -> MarkupDemand
  private let maximumDepth: Int
  private var parser: xmlParserCtxtPtr?
  private var failure: XMLFailure?
  private var isOver = false
  private var depth = 0
  /// libxml2 keeps each name once, so its addresses stand for it.
  private var names: [NameKey: XMLName] = [:]

  private struct NameKey: Hashable {
    var namespace: UnsafePointer<UInt8>?
    var local: UnsafePointer<UInt8>
  }

  init(maximumDepth: Int, report: @escaping (XMLEvent) -> MarkupDemand) {
    self.maximumDepth = maximumDepth
    self.report = report
  }

  func run(_ document: UnsafeBufferPointer<UInt8>) -> XMLFailure? {
    guard document.count <= Int(Int32.max) else { return .noMemory }
    guard let base = document.baseAddress, !document.isEmpty else { return .malformed(line: 1) }
    let made = base.withMemoryRebound(to: CChar.self, capacity: document.count) {
      xmlCreateMemoryParserCtxt($0, Int32(document.count))
    }
    guard let parser = made, let sax = parser.pointee.sax else { return .noMemory }
    self.parser = parser
    defer { xmlFreeParserCtxt(parser) }
    xmlCtxtUseOptions(parser, Int32(KONTOR_XML_OPTIONS))
    // An attribute is compared with all others of its element: bounded by what names there can be.
    xmlDictSetLimit(parser.pointee.dict, 64 << 10)
    parser.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
    kontor_xml_clear_handler(sax)
    sax.pointee.internalSubset = { context, _, _, _ in XMLReading.of(context)?.stop(.doctype) }
    sax.pointee.getEntity = { xmlGetPredefinedEntity($1) }
    sax.pointee.startElementNs = { context, local, _, namespace, _, _, count, _, attributes in
      XMLReading.of(context)?.start(local, namespace, Int(count), attributes)
    }
    sax.pointee.endElementNs = { context, local, _, namespace in XMLReading.of(context)?.end(local, namespace)
    }
    sax.pointee.characters = { XMLReading.of($0)?.text($1, $2) }
    sax.pointee.ignorableWhitespace = { XMLReading.of($0)?.text($1, $2) }
    sax.pointee.cdataBlock = { XMLReading.of($0)?.text($1, $2) }
    sax.pointee.serror = { XMLReading.of($0)?.fault($1) }
    xmlParseDocument(parser)
    if failure == nil, !isOver, parser.pointee.wellFormed == 0 { failure = .malformed(line: 1) }
    return failure
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> XMLReading? {
    context.map { Unmanaged<XMLReading>.fromOpaque($0).takeUnretainedValue() }
  }

  private func stop(_ reason: XMLFailure?) {
    guard !isOver else { return }
    isOver = true
    failure = reason
    xmlStopParser(parser)
  }

  private func send(_ event: XMLEvent) {
    if report(event) == .enough { stop(nil) }
  }

  private func start(
    _ local: UnsafePointer<UInt8>?, _ namespace: UnsafePointer<UInt8>?, _ count: Int,
    _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  ) {
    guard !isOver, let local else { return }
    depth += 1
    guard depth <= maximumDepth else { return stop(.tooDeep(limit: maximumDepth)) }
    send(.start(name(local, namespace), XMLAttributes(first: attributes, count: count)))
  }

  private func end(_ local: UnsafePointer<UInt8>?, _ namespace: UnsafePointer<UInt8>?) {
    guard !isOver, let local else { return }
    depth -= 1
    send(.end(name(local, namespace)))
  }

  private func text(_ bytes: UnsafePointer<UInt8>?, _ count: Int32) {
    guard !isOver else { return }
    send(.text(UnsafeBufferPointer(start: bytes, count: Int(count))))
  }

  private func fault(_ error: xmlErrorPtr?) {
    guard let error, error.pointee.level.rawValue >= XML_ERR_FATAL.rawValue else { return }
    stop(.malformed(line: Int(error.pointee.line)))
  }

  private func name(_ local: UnsafePointer<UInt8>, _ namespace: UnsafePointer<UInt8>?) -> XMLName {
    let key = NameKey(namespace: namespace, local: local)
    if let known = names[key] { return known }
    let name = XMLName(namespace.map { String(cString: $0) } ?? "", String(cString: local))
    names[key] = name
    return name
  }
}
