// SPDX-License-Identifier: Apache-2.0

import OrderCore
import Testing

@Suite("A recognition")
struct RecognitionCorrectionTests {
  private static func outcome(
    _ event: Event, _ score: Double, fired: Bool = false, obstacle: String = RuleOutcome.lacksEvidence,
    rule: String = "r"
  ) -> RuleOutcome {
    RuleOutcome(
      rule: rule, event: event, score: score, fired: fired, hits: [], obstacle: fired ? "" : obstacle)
  }

  @Test("that a person corrected says what they say, and nothing is unclear")
  func corrected() {
    let recognition = Recognition(
      events: [.quoteConfirmed], outcomes: [Self.outcome(.quoteConfirmed, 1, fired: true)],
      unclear: [UnclearEvent(event: .orderPlaced, probability: 0.6, reasons: [])])
    let corrected = recognition.corrected(to: [.claimOpened, .statusRequested])
    #expect(corrected.events == [.statusRequested, .claimOpened])
    #expect(corrected.unclear.isEmpty)
    #expect(corrected.outcomes == recognition.outcomes)
    #expect(recognition.recorded == [RecordedEvent(.quoteConfirmed, rule: "r")])
  }

  /// Outcomes, and what is unclear by them.
  struct Miss: CustomTestStringConvertible, Sendable {
    var outcomes: [RuleOutcome]
    var events: [Event] = []
    var unclear: [Event]
    var testDescription: String { "\(outcomes.map { "\($0.event) \($0.score) \($0.obstacle)" })" }
  }

  private static let misses = [
    Miss(outcomes: [outcome(.statusRequested, 0.6)], unclear: [.statusRequested]),
    Miss(outcomes: [outcome(.statusRequested, 0.59)], unclear: []),
    Miss(outcomes: [outcome(.statusRequested, 0.9, obstacle: "unless “never”")], unclear: []),
    Miss(outcomes: [outcome(.statusRequested, 0.5, obstacle: "only 1 of 2 groups found")], unclear: []),
    Miss(
      outcomes: [outcome(.claimOpened, 0.6), outcome(.statusRequested, 0.8), outcome(.claimOpened, 0.9)],
      unclear: [.claimOpened, .statusRequested]),
    Miss(
      outcomes: [outcome(.claimOpened, 1, fired: true), outcome(.claimOpened, 0.8, rule: "other")],
      events: [.claimOpened], unclear: []),
  ]

  @Test("leaves open what a rule nearly recognised", arguments: misses)
  func nearMisses(_ miss: Miss) {
    let recognition = Recognition(events: miss.events, outcomes: miss.outcomes).withNearMisses()
    #expect(recognition.unclear.map(\.event) == miss.unclear)
    #expect(recognition.unclear.allSatisfy { !$0.reasons.isEmpty && $0.probability < 1 })
  }

  @Test("that says itself what is unclear is left alone")
  func learned() {
    let unclear = [UnclearEvent(event: .orderPlaced, probability: 0.6, reasons: ["a word"])]
    let recognition = Recognition(outcomes: [Self.outcome(.claimOpened, 0.9)], unclear: unclear)
    #expect(recognition.withNearMisses() == recognition)
  }
}
