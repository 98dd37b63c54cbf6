// SPDX-License-Identifier: Apache-2.0

/// What holds for the text of an element, inherited by the elements inside.
struct HTMLContext {
  var isPreformatted = false
  /// Whether a line goes through the letters.
  var isStruck = false
  /// Whether letters have no size.
  var hasNoSize = false
  /// Whether letters have the colour of what is behind them.
  var hasNoContrast = false
  var isInLink = false
  var isInSignature = false
  var isInList = false
  /// Whether a quote is open that a blockquote directly inside it only repeats.
  var isQuoteContainer = false
  var quoteDepth = 0
  var indent = 0
  var region = 0
  /// The innermost quote that lasts only until a blockquote is found in it; 0 when there is none.
  var looseQuote = 0
}

/// An element that has begun; kept small, since hostile pages have millions.
struct HTMLOpenElement {
  let element: HTMLElement
  /// What holds again behind it.
  let outer: HTMLContext
  /// Whether an empty line follows behind it.
  var hasGapBelow = false
  /// Whether it holds the bullet or number of one of Word's lists.
  var isListMark = false
  /// Whether it stands above or below the line.
  var isRaised = false
  /// The depth of a list that Word makes of paragraphs, 0 for none.
  var listLevel = 0
  /// The number of the last item of an ordered list.
  var number: Int?
}

/// A link or cell that is open, in which a picture may be the only content.
struct HTMLHolder {
  let isLink: Bool
  /// Where a link leads, nil when that is not worth showing.
  var target: String?
  /// The beginning of what a link shows.
  var shown: [UInt8] = []
  /// How much text there was before it.
  let written: Int
  /// The text in place of a picture in it.
  var alternative = ""
}
