// SPDX-License-Identifier: Apache-2.0

/// How sure a sender is, and what holds an order: version 4.
extension Schema {
  static let trustTables: [String] = []
}
