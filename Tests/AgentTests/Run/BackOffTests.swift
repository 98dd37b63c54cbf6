// SPDX-License-Identifier: Apache-2.0

import OrderCore
import Testing

@testable import Agent

@Suite("A pause after a failure")
struct BackOffTests {
  private static let lost = MailServerError.lost(server: "s", command: "IDLE", reason: "ended")
  private static let refused = MailServerError.credentialsRefused(server: "s", user: "u", reply: "no")

  private func pauses(_ errors: [any Error], chance: Double = 0.5) -> [Double] {
    var backOff = BackOff()
    return errors.map { backOff.pause(after: $0, chance: chance) }
  }

  @Test("doubles up to a limit")
  func doubles() {
    #expect(
      pauses(Array(repeating: Self.lost, count: 11)) == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
  }

  @Test("is a minute and more where a person must act")
  func person() {
    #expect(pauses(Array(repeating: Self.refused, count: 7)) == [60, 120, 240, 480, 960, 1800, 1800])
  }

  @Test("is spread by chance", arguments: [(0.0, 0.75), (1.0, 1.25), (-3.0, 0.75), (7.0, 1.25)])
  func spread(_ chance: Double, _ pause: Double) {
    #expect(pauses([Self.lost], chance: chance) == [pause])
  }

  @Test("is never shorter than what the server asks for")
  func asked() {
    let busy = MailServerError.busy(server: "s", reason: "throttled", seconds: 90)
    #expect(pauses([busy], chance: 0) == [90])
    #expect(pauses([busy], chance: 1) == [99])
    #expect(pauses([MailServerError.busy(server: "s", reason: "throttled", seconds: nil)]) == [5])
  }

  @Test("starts again after a success, and never overflows")
  func again() {
    var backOff = BackOff()
    for _ in 0..<200 { #expect(backOff.pause(after: Self.lost, chance: 0.5) <= 300) }
    backOff.succeed()
    #expect(backOff.pause(after: Self.lost, chance: 0.5) == 1)
  }
}
