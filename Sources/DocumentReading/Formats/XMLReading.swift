// SPDX-License-Identifier: Apache-2.0

import Markup
import OrderCore

/// What takes in the elements and texts of an XML document; names are local, without a prefix.
protocol XMLListener {
  /// Whether nothing more is wanted.
  var isFull: Bool { get }
  /// An element begins.
  mutating func start(_ name: String, _ attributes: XMLAttributes)
  /// An element ends.
  mutating func end(_ name: String)
  /// Text, in one or more pieces.
  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>)
}

extension XMLListener {
  var isFull: Bool { false }
  mutating func end(_ name: String) {}
  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// The way of a document's events to a listener.
enum XMLReading {
  /// Reads a document, strictly and without a document type declaration.
  static func read(_ bytes: [UInt8], to listener: inout some XMLListener) throws(DocumentError) {
    let failure = bytes.withUnsafeBufferPointer { bytes -> XMLFailure? in
      do throws(XMLFailure) {
        try XMLEvents.read(bytes) { event in
          switch event {
          case .start(let name, let attributes): listener.start(name.local, attributes)
          case .end(let name): listener.end(name.local)
          case .text(let text): listener.text(text)
          }
          return listener.isFull ? .enough : .more
        }
        return nil
      } catch {
        return error
      }
    }
    switch failure {
    case nil: return
    case .doctype: throw .unreadable("its XML has a document type declaration")
    case .tooDeep: throw .unreadable("its XML nests too deep")
    case .malformed: throw .unreadable("its XML is not well-formed")
    case .noMemory: throw .unreadable("there is no memory for its XML")
    }
  }
}
