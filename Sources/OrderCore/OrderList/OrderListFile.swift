// SPDX-License-Identifier: Apache-2.0

/// An order list as a file has it: its orders, and every line that can't be taken as it stands.
package struct OrderListFile: Hashable, Sendable {
  /// The orders, in the order of the file, each number once.
  package private(set) var orders: [ListedOrder] = []
  /// What is wrong, line by line, and what to do; a line that is told here as left out is not among the orders.
  package private(set) var problems: [Diagnostic] = []
  /// The headings that mean nothing to us.
  package private(set) var unknownHeadings: [String] = []

  private let path: String
  private var columns: [OrderListColumn: Int] = [:]

  /// Reads a file's text.
  ///
  /// - Parameters:
  ///   - path: the file's name for problems.
  ///   - headings: headings that a person names for columns, where the file has its own words.
  package init(_ text: String, path: String, headings: [OrderListColumn: String] = [:]) {
    self.path = path
    let table = DelimitedText(text)
    if let line = table.openQuote {
      report(
        line, "a quotation mark opens here and is never closed; the rest of the file is one cell: close it")
    }
    guard let head = table.rows.first else {
      report(1, "the file is empty: it needs a line of headings and a line for each order")
      return
    }
    guard readHeadings(head, headings) else { return }
    var lines: [OrderKey: Int] = [:]
    for row in table.rows.dropFirst() {
      guard let order = order(row, of: head.cells.count) else { continue }
      if let line = lines[order.number] {
        report(row.line, "\(order.number.value) stands on line \(line) already; this line is left out")
        continue
      }
      lines[order.number] = row.line
      orders.append(order)
    }
  }

  private mutating func readHeadings(_ head: DelimitedText.Row, _ given: [OrderListColumn: String]) -> Bool {
    let folded = head.cells.map(OrderListColumn.folded)
    for (column, heading) in given.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      guard let index = folded.firstIndex(of: OrderListColumn.folded(heading)) else {
        report(
          head.line,
          "there is no heading “\(heading)” for \(column.rawValue); headings are \(head.cells.joined(separator: ", "))"
        )
        return false
      }
      columns[column] = index
    }
    for (index, heading) in head.cells.enumerated() where !columns.values.contains(index) {
      if let column = OrderListColumn.named(heading), columns[column] == nil {
        columns[column] = index
      } else if !heading.isEmpty {
        unknownHeadings.append(heading)
      }
    }
    guard columns[.number] != nil else {
      report(
        head.line,
        "no heading is known for the order number; name it with --column number=HEADING, headings are "
          + head.cells.joined(separator: ", "))
      return false
    }
    return true
  }

  private mutating func order(_ row: DelimitedText.Row, of width: Int) -> ListedOrder? {
    func cell(_ column: OrderListColumn) -> String {
      guard let index = columns[column], index < row.cells.count else { return "" }
      return row.cells[index]
    }
    let number = cell(.number)
    guard !OrderKey.normalised(number).isEmpty, number.count <= 64 else {
      report(row.line, "there is no order number; the line is left out: write one, or delete the line")
      return nil
    }
    if row.cells.count > width {
      report(
        row.line,
        "the line has \(row.cells.count) cells and the heading \(width); the line is left out: quote the cell that holds "
          + "a separator")
      return nil
    }
    var order = ListedOrder(number: number)
    order.customer = cell(.customer)
    order.customerNumber = cell(.customerNumber)
    order.currency = cell(.currency)
    order.state = cell(.state)
    let amount = cell(.amount)
    if !amount.isEmpty {
      if let read = TableValue.amount(amount) {
        order.amount = read
      } else {
        report(row.line, "“\(amount)” is no amount; the order is taken without one: write it as 1234.50")
      }
    }
    let date = cell(.date)
    if !date.isEmpty {
      if let read = TableValue.date(date) {
        order.date = read
      } else {
        report(row.line, "“\(date)” is no date; the order is taken without one: write it as 2026-03-01")
      }
    }
    for column in OrderListColumn.allCases {
      guard let kind = column.keyKind else { continue }
      for value in cell(column).split(whereSeparator: { $0 == "," || $0 == ";" || $0.isNewline }) {
        let key = OrderKey(kind: kind, value: String(value.drop(while: \.isWhitespace)))
        if !key.normalised.isEmpty, !order.keys.contains(key) { order.keys.append(key) }
      }
    }
    return order
  }

  private mutating func report(_ line: Int, _ message: String) {
    problems.append(Diagnostic(SourcePlace(file: path, line: line, column: 1), message))
  }
}

/// Reads amounts and dates as people and programs write them.
enum TableValue {
  /// `172 601,00`, `1.234,50`, `1,234.50 EUR` as digits with a decimal point; nil when it is none.
  static func amount(_ text: String) -> String? {
    var digits = ""
    var points: [Int] = []
    var separators: [Character] = []
    for character in text {
      switch character {
      case "0"..."9": digits.append(character)
      case ".", ",":
        points.append(digits.count)
        separators.append(character)
      case "-" where digits.isEmpty: digits.append(character)
      default:
        guard character.isWhitespace || character == "'" || character.isLetter || character.isCurrencySymbol
        else { return nil }
      }
    }
    guard digits.contains(where: \.isNumber), digits.count <= 18 else { return nil }
    // The last separator is the decimal one when one or two digits follow it, and no other is the same.
    guard let last = points.last, let sign = separators.last, separators.count(where: { $0 == sign }) == 1,
      (1...2).contains(digits.count - last)
    else { return digits }
    let split = digits.index(digits.startIndex, offsetBy: last)
    return "\(digits[..<split]).\(digits[split...])"
  }

  /// `01.03.2026`, `2026-03-01`, `1/3/26` (day first) as `YYYY-MM-DD`; nil when it is none. A time after it is
  /// left out.
  static func date(_ text: String) -> String? {
    let head = text.prefix { !$0.isWhitespace && $0 != "T" }
    let parts = head.split { !$0.isNumber }.map { (text: $0, value: Int($0) ?? -1) }
    guard parts.count == 3 else { return nil }
    let isYearFirst = parts[0].text.count == 4
    var year = isYearFirst ? parts[0].value : parts[2].value
    let day = isYearFirst ? parts[2].value : parts[0].value
    if year < 100 { year += 2000 }
    let month = parts[1].value
    guard (1970...2100).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(two(month))-\(two(day))"
  }
}
