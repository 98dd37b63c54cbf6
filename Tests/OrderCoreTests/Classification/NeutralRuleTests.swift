// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore
import Testing

@Suite("A rule for all languages")
struct NeutralRuleTests {
  @Test(
    "reads a message by the lexicons of its language",
    arguments: [
      ("Товар отправили вчера", Language.russian, true),
      ("The goods were shipped", .english, true),
      ("Die Ware haben wir versandt", .german, true),
      ("The goods were shipped", .german, false),
      ("Die Ware haben wir versandt", .english, false),
      ("Hello, товар отправили вчера", .english, true),
      ("The goods were shipped", .undetermined, true),
      ("Die Ware haben wir versandt", .undetermined, true),
      ("The goods were shipped", Language(rawValue: "fr"), true),
    ])
  func languages(text: String, language: Language, fires: Bool) throws {
    let set = try RuleFixture.set([RuleFixture.rule(any: ["@goods + @send"])])
    #expect(RuleFixture.fires(set, on: text, language: language) == fires)
  }

  @Test("is one rule with one outcome, that of the language that says most")
  func outcomes() throws {
    let rule = RuleFixture.rule(any: ["@goods + @send"], unless: ["@papers"])
    let set = try RuleFixture.set([rule])
    #expect(set.count == 1)
    let text = "Товар отправили, документы едут. The goods were shipped."
    let outcomes = Classifier(set).classify(RuleFixture.input(text)).outcomes
    #expect(outcomes.map(\.rule) == ["r"])
    #expect(outcomes.first?.fired == true)
    #expect(outcomes.first?.hits.map(\.excerpt) == ["goods were shipped"])
  }

  @Test("reads only the languages that it lists")
  func listed() throws {
    let set = try RuleFixture.set([RuleFixture.rule(in: [.russian, .english], any: ["@goods + @send"])])
    #expect(RuleFixture.fires(set, on: "The goods were shipped", language: .english))
    #expect(!RuleFixture.fires(set, on: "Ware versandt"))
  }

  @Test("forbids in any language what has no evidence")
  func always() throws {
    var rule = RuleFixture.rule(unless: ["@papers"])
    rule.always = true
    let set = try RuleFixture.set([rule])
    #expect(RuleFixture.fires(set, on: "Hallo", language: .german))
    #expect(!RuleFixture.fires(set, on: "Die Rechnung kommt", language: .german))
    #expect(!RuleFixture.fires(set, on: "invoice", language: .english))
  }

  @Test(
    "names no words of a language",
    arguments: [
      ("@goods + sent", "'sent' is a word of one language"), ("(@goods|=ware)", "'=ware'"),
      ("@goods отгру*", "'отгру*'"), ("(@send|in @send)", "'in'"),
    ])
  func words(phrase: String, message: String) {
    #expect {
      try RuleFixture.set([RuleFixture.rule(any: [phrase])])
    } throws: { error in
      guard let error = error as? RuleCompilationError else { return false }
      return error.diagnostics.count == 1 && error.diagnostics[0].message.contains(message)
    }
  }

  @Test("takes numbers, places and groups of lexicons")
  func symbols() throws {
    let set = try RuleFixture.set([RuleFixture.rule(any: ["^@goods # .. (@send|@papers > @send)"])])
    #expect(RuleFixture.fires(set, on: "Goods 417 were shipped", language: .english))
  }

  @Test("says which language lacks a lexicon, at the phrase that names it")
  func missing() throws {
    let book = RulebookDefinition(
      rules: [RuleFixture.rule(any: ["@goods @only_german"])],
      lexicons: RuleFixture.lexicons + [RuleFixture.lexicon("only_german", .german, ["Kiste"])])
    let error = #expect(throws: RuleCompilationError.self) { try RuleSet(book) }
    #expect(
      error?.diagnostics.map(\.description) == [
        "test.yaml:7:3: there is no lexicon 'only_german' for language en",
        "test.yaml:7:3: there is no lexicon 'only_german' for language ru",
      ])
  }

  @Test("is held to its examples, in the language that they name")
  func examples() throws {
    func example(_ text: String, _ language: Language?) -> RuleExample {
      RuleExample(text: text, language: language, place: RuleFixture.place)
    }
    let rule = RuleFixture.rule(
      any: ["@goods + @send"],
      examples: [
        example("Goods shipped", nil), example("Goods shipped", .english), example("Goods shipped", .german),
      ])
    let report = try RuleFixture.set([rule]).runExamples()
    #expect(report.count == 3)
    #expect(report.failures.map(\.reason) == ["the rule does not fire: nothing was found"])
  }
}

@Suite("The order behind a message")
struct OrderHistoryTests {
  @Test(
    "lets a rule look at what it has reported",
    arguments: [
      ([], false), ([.orderPlaced], true), ([.orderPlaced, .orderShipped], false),
      ([.quoteSent], false),
    ] as [([Event], Bool)])
  func history(history: [Event], fires: Bool) throws {
    let rule = RuleFixture.rule(any: ["@goods"], after: [.orderPlaced], notAfter: [.orderShipped])
    let recognition = Classifier(try RuleFixture.set([rule])).classify(
      RuleFixture.input("goods", history: Set(history)))
    #expect(!recognition.events.isEmpty == fires)
  }

  @Test("is in examples as the rule asks for it, or as they say")
  func examples() throws {
    func example(after: Set<Event>?, state: OrderState? = nil) -> RuleExample {
      RuleExample(text: "goods", state: state, after: after, place: RuleFixture.place)
    }
    var rule = RuleFixture.rule(any: ["@goods"], after: [.orderPlaced], notAfter: [.orderShipped])
    rule.states = [.confirmed]
    rule.examples = [example(after: nil)]
    rule.counterexamples = [
      example(after: []), example(after: [.orderPlaced, .orderShipped]), example(after: nil, state: .shipped),
    ]
    #expect(try RuleFixture.set([rule]).runExamples().failures.isEmpty)
  }
}

@Suite("A rule that does not decide")
struct UndecidedRuleTests {
  @Test("reports its evidence and makes no event, nor suppresses one")
  func evidence() throws {
    let set = try RuleFixture.set(
      [
        RuleFixture.rule("hint", event: .orderShipped, any: ["@send"], decides: false),
        RuleFixture.rule("sure", event: .deliveryConfirmed, any: ["@goods"]),
      ],
      precedences: [
        Precedence(event: .orderShipped, suppresses: [.deliveryConfirmed], place: RuleFixture.place)
      ])
    let recognition = Classifier(set).classify(RuleFixture.input("Goods shipped"))
    #expect(recognition.events == [.deliveryConfirmed])
    let hint = recognition.outcomes.first { $0.rule == "hint" }
    #expect(hint?.fired == true && hint?.decides == false)
    #expect(recognition.firing(of: .orderShipped) == nil)
  }
}
