// SPDX-License-Identifier: Apache-2.0

import Foundation
import OrderCore

/// Who runs the command: the kernel's word, looked up in the configuration.
struct Identity: Sendable {
  /// The name that approvals and the audit bear.
  let name: String
  /// The system's user number.
  let uid: UInt32
  /// What they may do.
  let role: UserRole

  /// Finds the person behind the process.
  ///
  /// Where the configuration lists nobody the machine's user is the only one there is and may do everything; where
  /// it lists people, others may only read. An unlisted root counts as manager: root could become any of them.
  init(users: [String: User], uid: UInt32 = getuid()) {
    self.uid = uid
    if let user = users.values.first(where: { $0.uid == uid }) {
      name = user.name
      role = user.role
    } else {
      name = NSUserName().isEmpty ? "uid \(uid)" : NSUserName()
      role = users.isEmpty || uid == 0 ? .manager : .viewer
    }
  }

  /// Checks that the person may do something.
  func require(_ allowed: Set<UserRole>, to action: String) throws {
    guard !allowed.contains(role) else { return }
    let who = UserRole.allCases.filter(allowed.contains).map(\.rawValue).joined(separator: " or ")
    throw CommandFailure(.notAllowed, "\(name) is \(role.rawValue) and may not \(action); \(who) may.")
  }
}
