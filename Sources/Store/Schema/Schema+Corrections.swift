// SPDX-License-Identifier: Apache-2.0

/// What people say a message means, and what is unclear: version 4.
extension Schema {
  static let correctionTables: [String] = []
}
