// SPDX-License-Identifier: Apache-2.0

import Markup
import OrderCore

/// An XML document of any kind: those of the trade by their meaning, others as the text in them.
enum XMLDocument {
  /// Reads a document.
  static func read(_ bytes: [UInt8]) throws(DocumentError) -> DocumentText {
    var tree = XMLTree()
    try XMLReading.read(bytes, to: &tree)
    let documents = tree.root.map { trade($0) } ?? []
    guard !documents.isEmpty else {
      var lines = XMLLines()
      try XMLReading.read(bytes, to: &lines)
      return DocumentText(text: lines.text)
    }
    var references: [DocumentReference] = []
    for reference in documents.flatMap(\.references) where !references.contains(reference) {
      references.append(reference)
      if references.count == ReadingLimits.references { break }
    }
    return DocumentText(text: documents.map(\.text).joined(separator: "\n\n"), references: references)
  }

  /// The documents of the trade at the root, or in the envelope that it is (SBDH, an e-invoice's wrapper).
  private static func trade(_ root: XMLElement, depth: Int = 0) -> [TradeDocument] {
    if let document = UBLDocument.read(root) ?? CrossIndustryDocument.read(root) { return [document] }
    if let documents = CommerceMLDocument.read(root) { return documents }
    return depth == 2 ? [] : root.children.prefix(50).flatMap { trade($0, depth: depth + 1) }
  }
}

/// A document as elements, as far as it is not too big.
struct XMLTree: XMLListener {
  /// The root, once it is closed.
  private(set) var root: XMLElement?
  private var open: [XMLElement] = []
  private var texts: [[UInt8]] = []
  private var count = 0

  var isFull: Bool { count > ReadingLimits.elements }

  mutating func start(_ name: String, _ attributes: XMLAttributes) {
    count += 1
    open.append(XMLElement(name: name, unit: attributes["unitCode"], currency: attributes["currencyID"]))
    texts.append([])
  }

  mutating func end(_ name: String) {
    guard var element = open.popLast(), let text = texts.popLast() else { return }
    element.ownText = String(decoding: text, as: UTF8.self)
    if open.isEmpty {
      root = element
    } else {
      open[open.count - 1].children.append(element)
    }
  }

  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if !texts.isEmpty { texts[texts.count - 1].append(contentsOf: bytes) }
  }
}
