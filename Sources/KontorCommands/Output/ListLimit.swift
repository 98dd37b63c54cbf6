// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// How many rows of a list are shown: `--limit N`, 0 for all.
struct ListLimit: ExpressibleByArgument {
  /// The number.
  let value: Int

  /// Creates a limit of the program's own.
  init(_ value: Int) { self.value = value }

  init?(argument: String) {
    guard let value = Int(argument), (0..<Int(Int32.max)).contains(value) else { return nil }
    self.value = value
  }

  var defaultValueDescription: String { String(value) }

  /// What to ask the store for: one row more than is shown tells that there are more.
  var asked: Int { value == 0 ? 0 : value + 1 }

  /// Returns the rows to show of those that were asked for, and says on standard error when there are more.
  func shown<Row>(_ rows: [Row]) -> [Row] {
    guard value > 0, rows.count > value else { return rows }
    Output.warn("Only \(value) are shown; --limit 0 shows all.")
    return Array(rows.prefix(value))
  }
}
