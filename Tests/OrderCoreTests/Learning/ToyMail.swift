// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore

/// A small trade to learn from: what each message means can be told from two words of it.
enum ToyMail {
  private static let here = SourcePlace(file: "toy.yaml", line: 1, column: 1)

  private static func phrases(_ texts: [String], weight: Double = 1) -> [PhraseDefinition] {
    texts.map { PhraseDefinition(text: $0, weight: weight, place: here) }
  }

  /// A rule that is mostly right, one that is mostly wrong, one that only hints, and one event that outranks another.
  static func rules() throws -> RuleSet {
    func rule(_ id: String, _ event: Event, _ texts: [String], decides: Bool = true) -> RuleDefinition {
      RuleDefinition(
        id: id, event: event, languages: [.english], any: phrases(texts), decides: decides, place: here)
    }
    return try RuleSet(
      RulebookDefinition(
        rules: [
          rule("arrived", .deliveryConfirmed, ["arrived"]),
          rule("box", .claimOpened, ["box"]),
          rule("paid-hint", .paymentAdvised, ["remitted"], decides: false),
          rule("newsletter", .irrelevant, ["unsubscribe"]),
          rule("want", .inquiryReceived, ["want"]),
        ],
        lexicons: [
          LexiconDefinition(
            name: "money", language: .english, entries: [("money", here), ("funds", here)], place: here)
        ],
        precedences: [Precedence(event: .irrelevant, suppresses: [.inquiryReceived], place: here)]))
  }

  static func input(_ text: String, _ sender: PartyRole = .customer) -> ClassifierInput {
    ClassifierInput(
      text: text, sender: sender, direction: .inbound, isReply: true, language: .english)
  }

  private static let things = [
    "valve", "pump", "gasket", "bearing", "hose", "flange", "motor", "filter", "cable", "clamp", "sensor",
    "bolt",
  ]
  private static let ends = ["Regards", "Cheers Ann", "Thank you", "Best wishes, Tom", "Bye"]

  /// Messages in stories of six, twelve of each kind and thing; `count` of the stories.
  static func messages(stories count: Int = 40) -> [LabelledMessage] {
    let kinds: [(String, Set<Event>)] = [
      ("The THING arrived today", [.deliveryConfirmed]),
      ("The THING arrived cracked", [.deliveryConfirmed, .claimOpened]),
      ("Your THING is cracked, I am angry", [.claimOpened]),
      ("We remitted what we owe for the THING", [.paymentAdvised]),
      ("The box of the THING is green", []), ("Lunch is at noon near the THING", []),
      ("What does a THING cost", [.inquiryReceived]), ("Where on earth is the THING", [.statusRequested]),
      ("The box is under the THING", []), ("I want a THING and its price", [.inquiryReceived]),
      ("The funds for the THING left us", [.paymentAdvised]), ("Happy birthday to THING makers", []),
    ]
    return (0..<count).flatMap { story in
      (0..<6).map { place in
        let number = story * 6 + place
        let (text, events) = kinds[(number * 5 + story) % kinds.count]
        let thing = things[(number * 7) % things.count]
        let end = ends[(number * 3 + story) % ends.count]
        return LabelledMessage(
          id: "m\(number)",
          input: input(text.replacing("THING", with: thing) + ".\n\(end)"), events: events,
          story: "story \(story)")
      }
    }
  }

  /// A model of all messages.
  static func training(_ settings: EvidenceTrainer.Settings = EvidenceTrainer.Settings()) async throws
    -> Training
  {
    await EvidenceTrainer(try rules(), settings).train(messages())
  }
}
