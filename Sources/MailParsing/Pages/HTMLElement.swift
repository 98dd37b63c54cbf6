// SPDX-License-Identifier: Apache-2.0

/// What an element means for the layout of text.
enum HTMLElement {
  case inline
  /// A small sign above or below the line.
  case raised
  /// Text that its writer has taken back.
  case struck
  /// A block whose content begins and ends a line.
  case block
  /// A block with an empty line before and behind it.
  case paragraph
  case lineBreak, rule, image, link
  case blockquote
  case unorderedList, orderedList, listItem, definition
  case preformatted
  case table, row, cell, headerCell
  case styleSheet
  /// Content that nobody sees, or that is a control.
  case ignored

  /// The meaning of an element by its name in lower case.
  init(named name: String) {
    self = Self.elements[name] ?? .inline
  }

  private static let elements: [String: HTMLElement] = {
    let table: [(HTMLElement, String)] = [
      (
        .block,
        "div section article header footer nav aside main center address dl dt form fieldset caption figure "
          + "figcaption tbody thead tfoot details summary legend"
      ),
      (.paragraph, "p h1 h2 h3 h4 h5 h6"), (.lineBreak, "br"), (.rule, "hr"), (.image, "img"), (.link, "a"),
      (.raised, "sup sub"), (.struck, "s del strike"),
      (.blockquote, "blockquote"), (.unorderedList, "ul menu dir"), (.orderedList, "ol"), (.listItem, "li"),
      (.definition, "dd"), (.preformatted, "pre xmp"),
      (.table, "table"), (.row, "tr"), (.cell, "td"), (.headerCell, "th"), (.styleSheet, "style"),
      (
        .ignored,
        "title script meta link base template xml noembed iframe object applet video audio svg map select "
          + "option textarea button input source"
      ),
    ]
    var elements: [String: HTMLElement] = [:]
    for (element, names) in table {
      for name in names.split(separator: " ") { elements[String(name)] = element }
    }
    return elements
  }()
}
