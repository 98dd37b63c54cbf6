// SPDX-License-Identifier: Apache-2.0

import MailModel
@testable import OrderCore
import Testing

@Suite("A recogniser")
struct RecogniserTests {
  private let recogniser: Recogniser

  init() async throws {
    recogniser = Recogniser(rules: try ToyMail.rules(), model: try await ToyMail.training().model)
  }

  private func recognise(
    _ text: String, from sender: PartyRole = .customer, by recogniser: Recogniser? = nil
  ) -> Recognition {
    let input = ToyMail.input(text, sender)
    let recogniser = recogniser ?? self.recogniser
    return recogniser.recognise(input, by: RecognitionReader(recogniser).read(input))
  }

  @Test("decides as the rules do where there is no model")
  func alone() throws {
    let alone = Recogniser(rules: recogniser.rules)
    for text in ["The box arrived.", "I want to unsubscribe", "Lunch is at noon"] {
      let input = ToyMail.input(text)
      #expect(recognise(text, by: alone) == Classifier(recogniser.rules).classify(input))
    }
  }

  @Test("believes a rule that words agree with")
  func agreement() {
    let recognition = recognise("The hose arrived today.")
    #expect(recognition.events == [.deliveryConfirmed])
    #expect(recognition.source(of: .deliveryConfirmed).rule == "arrived")
  }

  @Test("puts to a person what a rule says and words contradict")
  func contradiction() throws {
    let recognition = recognise("The box of the motor is green.")
    #expect(recognition.events == [])
    let unclear = try #require(recognition.unclear.first { $0.event == .claimOpened })
    #expect(unclear.probability < 0.5)
    let judgement = try #require(recognition.judgements.first { $0.event == .claimOpened })
    #expect(judgement.why.hasPrefix("a rule fired, but it is only "))
    #expect(unclear.reasons.starts(with: [judgement.why, "rule box fired"]))
    #expect(recognition.outcomes.first { $0.rule == "box" }?.fired == false)
  }

  @Test("decides with words what a rule only hints at")
  func hint() {
    let recognition = recognise("We remitted what we owe for the clamp.")
    #expect(recognition.events == [.paymentAdvised])
    #expect(recognition.source(of: .paymentAdvised).rule == "learned")
  }

  @Test("never moves money by words alone, however likely they make it")
  func money() throws {
    let recognition = recognise("The funds for the sensor left us.")
    #expect(recognition.events == [])
    let judgement = try #require(recognition.judgements.first { $0.event == .paymentAdvised })
    #expect(judgement.probability > 0.8)
    #expect(judgement.threshold == nil)
    #expect(judgement.why.hasSuffix("but words alone move no money"))
    #expect(recognition.unclear.map(\.event) == [.paymentAdvised])
  }

  @Test("tells why: the strongest features first, in the words of the message")
  func reasons() throws {
    let judgement = try #require(
      recognise("Where on earth is the flange?").judgements.first { $0.event == .statusRequested })
    let weights = judgement.reasons.map { abs($0.weight) }
    #expect(weights == weights.sorted(by: >))
    #expect(judgement.reasons.contains { $0.name.contains("earth") && $0.weight > 0 })
    #expect(recognise("Where on earth is the flange?") == recognise("Where on earth is the flange?"))
  }

  @Test("lets no event outlive one that outranks it")
  func suppression() throws {
    let model = try #require(recogniser.model)
    let sure = LearnedModel(
      words: model.words, trust: TrustWeights(weights: [:], bias: 5), calibrations: model.calibrations,
      policy: DecisionPolicy(together: 0.5, stranger: 0.8, alone: 2, unclear: 0.3), origin: model.origin)
    let recognition = recognise(
      "I want to unsubscribe", by: Recogniser(rules: recogniser.rules, model: sure))
    #expect(recognition.events == [.irrelevant])
    #expect(
      recognition.judgements.first { $0.event == .inquiryReceived }?.verdict == .suppressed(by: .irrelevant))
    #expect(recognition.outcomes.first { $0.rule == "want" }?.obstacle == "suppressed by irrelevant")
  }

  @Test("has nothing to say of events that the vocabulary does not let the sender report")
  func vocabulary() {
    let recognition = recognise("Where on earth is the flange?", from: .supplier)
    #expect(!recognition.judgements.contains { $0.event == .statusRequested })
  }
}

@Suite("A decision")
struct DecisionPolicyTests {
  private static let policy = DecisionPolicy(together: 0.5, stranger: 0.8, alone: 0.9, unclear: 0.3)

  struct Case: CustomTestStringConvertible, Sendable {
    var event: Event
    var support: RuleSupport
    var probability: Double
    var isStrange = false
    var verdict: EventJudgement.Verdict
    var testDescription: String {
      "\(event.rawValue), rules \(support), \(probability)\(isStrange ? ", stranger" : ""): \(verdict)"
    }
  }

  @Test(
    "depends on what the rules have, on money, and on how likely it is",
    arguments: [
      Case(event: .statusRequested, support: .fired, probability: 0.5, verdict: .counts),
      Case(event: .statusRequested, support: .fired, probability: 0.49, verdict: .unclear),
      Case(event: .statusRequested, support: .fired, probability: 0.01, verdict: .unclear),
      Case(event: .statusRequested, support: .weak, probability: 0.5, verdict: .counts),
      Case(event: .statusRequested, support: .weak, probability: 0.3, verdict: .unclear),
      Case(event: .statusRequested, support: .weak, probability: 0.29, verdict: .silent),
      Case(event: .statusRequested, support: .none, probability: 0.9, verdict: .counts),
      Case(event: .statusRequested, support: .none, probability: 0.89, verdict: .unclear),
      Case(event: .paymentReceived, support: .fired, probability: 0.5, verdict: .counts),
      Case(event: .paymentReceived, support: .weak, probability: 0.5, verdict: .counts),
      Case(event: .paymentReceived, support: .none, probability: 0.999, verdict: .unclear),
      Case(event: .bankDetailsChanged, support: .none, probability: 0.2, verdict: .silent),
      Case(event: .bankDetailsChanged, support: .weak, probability: 0.99, verdict: .unclear),
      Case(event: .bankDetailsChanged, support: .fired, probability: 0.5, verdict: .counts),
      Case(event: .inquiryReceived, support: .fired, probability: 0.79, isStrange: true, verdict: .unclear),
      Case(event: .inquiryReceived, support: .weak, probability: 0.8, isStrange: true, verdict: .counts),
      Case(event: .inquiryReceived, support: .none, probability: 0.89, isStrange: true, verdict: .unclear),
      // What is nobody's business needs no more than from anybody.
      Case(event: .irrelevant, support: .weak, probability: 0.5, isStrange: true, verdict: .counts),
    ])
  func table(_ sample: Case) {
    #expect(
      Self.policy.verdict(
        on: sample.event, probability: sample.probability, support: sample.support,
        isStrange: sample.isStrange) == sample.verdict)
  }

  @Test("of words alone is never made where they were not right often enough")
  func never() {
    let policy = DecisionPolicy(together: 0.5, stranger: 0.8, alone: 2, unclear: 0.3)
    #expect(policy.verdict(on: .statusRequested, probability: 1, support: .none) == .unclear)
  }
}
