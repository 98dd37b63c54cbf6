// SPDX-License-Identifier: Apache-2.0

import MailModel
@testable import OrderCore
import Testing

@Suite("A training")
struct EvidenceTrainerTests {
  @Test("gives the same bytes each time, whatever the number of threads")
  func deterministic() async throws {
    var settings = EvidenceTrainer.Settings()
    settings.threads = 1
    let first = try await ToyMail.training(settings).model.encoded()
    settings.threads = 3
    let second = try await ToyMail.training(settings).model.encoded()
    #expect(first == second)
  }

  @Test("is measured on stories that were held out, and is better than rules alone")
  func report() async throws {
    let report = try await ToyMail.training().report
    #expect(report.both.fresh.messages == 240)
    #expect(report.both.known.messages == 0)
    #expect(report.words.fresh.total.f1 > 0.95)
    #expect(report.both.fresh.total.precision > report.rules.fresh.total.precision)
    #expect(report.both.fresh.total.f1 > report.rules.fresh.total.f1)
  }

  @Test("gives probabilities that can be believed")
  func reliability() async throws {
    let tenths = try await ToyMail.training().report.reliability.tenths
    #expect(tenths.reduce(0) { $0 + $1.count } > 200)
    for tenth in tenths where tenth.count >= 30 {
      #expect(abs(tenth.sum - Double(tenth.right)) / Double(tenth.count) < 0.15)
    }
  }

  @Test("takes no rule at its word for messages that it was written on")
  func known() async throws {
    let fresh = ToyMail.messages(stories: 20)
    // Where the rules were written on them, “box” always opens a claim.
    let known = (0..<100).map { number in
      LabelledMessage(
        id: "k\(number)", input: ToyMail.input("The box fell off pallet \(number)"), events: [.claimOpened],
        isKnownToRules: true)
    }
    let rules = try ToyMail.rules()
    let training = await EvidenceTrainer(rules).train(fresh + known)
    #expect(training.report.rules.known.total.precision == 1)
    let recogniser = Recogniser(rules: rules, model: training.model)
    let input = ToyMail.input("The box of the valve is green.")
    let recognition = recogniser.recognise(input, by: RecognitionReader(recogniser).read(input))
    #expect(recognition.events == [])
  }

  @Test("knows nothing where there is nothing to learn from")
  func empty() async throws {
    let rules = try ToyMail.rules()
    let training = await EvidenceTrainer(rules).train([])
    #expect(training.model.featureCount == 0)
    let recogniser = Recogniser(rules: rules, model: training.model)
    let input = ToyMail.input("Where is it?")
    #expect(recogniser.recognise(input, by: RecognitionReader(recogniser).read(input)).events == [])
  }
}
