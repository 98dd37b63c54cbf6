// SPDX-License-Identifier: Apache-2.0

/// An element of an XML document that is held as a whole; names are without their prefix.
struct XMLElement {
  /// Its local name.
  let name: String
  /// The code of the unit that a quantity counts.
  var unit: String?
  /// The currency of an amount.
  var currency: String?
  /// The text between its tags, without that of its children.
  var ownText = ""
  /// Its child elements, in order.
  var children: [XMLElement] = []

  /// Its text without white space around it and with single spaces inside.
  var text: String {
    ownText.split { $0.isWhitespace }.joined(separator: " ")
  }

  /// The first child of that name.
  func child(_ name: String) -> XMLElement? {
    children.first { $0.name == name }
  }

  /// The children of that name.
  func children(_ name: String) -> [XMLElement] {
    children.filter { $0.name == name }
  }

  /// The text at the end of a path of child names, nil when it is empty or not there.
  func text(at path: String...) -> String? {
    var element = self
    for name in path {
      guard let next = element.child(name) else { return nil }
      element = next
    }
    let text = element.text
    return text.isEmpty ? nil : text
  }

  /// The first element below, in document order, that has one of these names.
  func first(_ names: Set<String>) -> XMLElement? {
    for child in children {
      if names.contains(child.name) { return child }
      if let found = child.first(names) { return found }
    }
    return nil
  }

  /// The text of the first element below of that name.
  func firstText(_ name: String) -> String? {
    guard let text = first([name])?.text, !text.isEmpty else { return nil }
    return text
  }

  /// Visits every element below in document order, with its parent.
  func visit(_ body: (_ element: XMLElement, _ parent: XMLElement) -> Void) {
    for child in children {
      body(child, self)
      child.visit(body)
    }
  }
}
