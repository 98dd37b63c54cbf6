// SPDX-License-Identifier: Apache-2.0

@testable import KontorCommands
import OrderCore
import Testing

@Suite("Who runs a command")
struct IdentityTests {
  private let users = [
    "irina": User(name: "irina", uid: 1000, role: .specialist, fullName: "Irina"),
    "max": User(name: "max", uid: 1001, role: .viewer, fullName: ""),
  ]

  @Test("is who the kernel says, by the configuration's name and role")
  func listed() {
    #expect(Identity(users: users, uid: 1000).name == "irina")
    #expect(Identity(users: users, uid: 1000).role == .specialist)
    #expect(Identity(users: users, uid: 1001).role == .viewer)
  }

  @Test("may do everything where nobody is listed")
  func nobodyListed() { #expect(Identity(users: [:], uid: 4711).role == .manager) }

  @Test("may only read where others are listed, unless they are root")
  func unlisted() {
    #expect(Identity(users: users, uid: 4711).role == .viewer)
    #expect(Identity(users: users, uid: 0).role == .manager)
  }

  @Test("is refused in words that say who may", arguments: UserRole.allCases)
  func refusal(_ role: UserRole) throws {
    let person = Identity(users: ["x": User(name: "x", uid: 7, role: role, fullName: "")], uid: 7)
    guard role == .viewer || role == .assistant else {
      try person.require([.specialist, .manager], to: "approve drafts")
      return
    }
    let failure = #expect(throws: CommandFailure.self) {
      try person.require([.specialist, .manager], to: "approve drafts")
    }
    #expect(failure?.status == .notAllowed)
    #expect(
      failure?.message == "x is \(role.rawValue) and may not approve drafts; specialist or manager may.")
  }
}
