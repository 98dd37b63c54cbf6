// SPDX-License-Identifier: Apache-2.0

/// The ERP's order list, and what people teach about links: version 4.
extension Schema {
  static let orderListTables: [String] = [
    "CREATE INDEX message_by_sender ON message (sender, date)"
  ]
}
