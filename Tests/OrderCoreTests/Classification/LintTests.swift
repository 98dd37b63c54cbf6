// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore
import Testing

/// Two phrases of one rule, and whether the first finds all that the second does.
private struct ShadowCase: CustomTestStringConvertible, Sendable {
  var wide: String
  var narrow: String
  var shadows: Bool
  var language = Language.english
  var testDescription: String { "“\(wide)” \(shadows ? "shadows" : "leaves") “\(narrow)”" }
}

private func findings(_ rules: [RuleDefinition], precedences: [Precedence] = []) throws -> [LintFinding] {
  try RuleFixture.set(rules, precedences: precedences).lint().filter {
    $0.kind != .unused && $0.kind != .untested
  }
}

private func kinds(_ rules: [RuleDefinition], precedences: [Precedence] = []) throws -> [LintFinding.Kind] {
  try findings(rules, precedences: precedences).map(\.kind)
}

@Suite("Lint")
struct LintTests {
  @Test(
    "sees which phrases another one makes needless",
    arguments: [
      ShadowCase(wide: "goods arrived", narrow: "goods arrived", shadows: true),
      ShadowCase(wide: "goods arrived", narrow: "goods > arrived", shadows: true),
      ShadowCase(wide: "goods > arrived", narrow: "goods arrived", shadows: false),
      ShadowCase(wide: "goods + arrived", narrow: "arrived .. goods", shadows: true),
      ShadowCase(wide: "goods & arrived", narrow: "goods > arrived", shadows: false),
      ShadowCase(wide: "goods + arrived", narrow: "goods & arrived & here", shadows: true),
      ShadowCase(wide: "goods & arrived", narrow: "arrived & here & goods", shadows: true),
      ShadowCase(wide: "goods", narrow: "^goods", shadows: true),
      ShadowCase(wide: "^goods", narrow: "goods", shadows: false),
      ShadowCase(wide: "goods", narrow: "goods ?", shadows: true),
      ShadowCase(wide: "goods ?", narrow: "goods", shadows: false),
      ShadowCase(wide: "@send goods", narrow: "=shipped goods", shadows: true),
      ShadowCase(wide: "=ship goods", narrow: "@send goods", shadows: false),
      ShadowCase(wide: "(parcel|goods|box)", narrow: "(goods|boxes)", shadows: true),
      ShadowCase(wide: "deliver*", narrow: "=delivery", shadows: true),
      ShadowCase(wide: "#", narrow: "=b2b", shadows: true),
      ShadowCase(wide: "goods .. arrived", narrow: "goods have > arrived", shadows: true),
      ShadowCase(wide: "goods arrived", narrow: "goods have arrived", shadows: false),
      ShadowCase(wide: "arrived", narrow: "not > arrived", shadows: false),
      ShadowCase(wide: "(pay up|settle)", narrow: "(paid ups)", shadows: false),
      ShadowCase(wide: "(pay up|settle)", narrow: "(paying up)", shadows: true),
      ShadowCase(wide: "*schein", narrow: "Lieferschein", shadows: false, language: .german),
      ShadowCase(wide: "*schein", narrow: "=Lieferschein", shadows: true, language: .german),
      ShadowCase(wide: "@goods", narrow: "товары", shadows: true, language: .russian),
      ShadowCase(wide: "отгру*", narrow: "отгрузить @goods", shadows: true, language: .russian),
    ])
  fileprivate func shadows(shadowCase: ShadowCase) throws {
    let texts = [shadowCase.narrow, shadowCase.wide]
    var rule = RuleFixture.rule(in: [shadowCase.language])
    rule.any = texts.enumerated().map { index, text in
      PhraseDefinition(text: text, place: SourcePlace(file: "a.yaml", line: index + 1, column: 1))
    }
    let found = try findings([rule]).filter { $0.kind == .shadowed }
    let isTwin = shadowCase.wide == shadowCase.narrow
    #expect(found.contains { $0.place.line == (isTwin ? 2 : 1) } == shadowCase.shadows)
    #expect(found.allSatisfy { $0.level == .warning })
  }

  @Test("compares phrases of all languages in each of them")
  func neutral() throws {
    #expect(try kinds([RuleFixture.rule(any: ["@goods", "@goods + @send"])]) == [.shadowed])
    #expect(try kinds([RuleFixture.rule(any: ["(@goods|@papers)", "@send", "@papers"])]) == [.shadowed])
  }

  @Test("leaves phrases alone that count where others don't")
  func moods() throws {
    var rule = RuleFixture.rule()
    rule.any =
      RuleFixture.phrases(["@goods"]) + RuleFixture.phrases(["@goods + @send"], [.conditional: .any])
    #expect(try kinds([rule]) == [])
    rule.any = RuleFixture.phrases(["@goods"]) + RuleFixture.phrases(["@goods + @send"], [.request: .yes])
    #expect(try kinds([rule]) == [.shadowed])
    rule.any[1].fields = [.attachments]
    #expect(try kinds([rule]) == [])
    rule.any[1].fields = [.text]
    rule.any[0].weight = 0.5
    #expect(try kinds([rule]) == [], "half of the evidence does not make the rest needless")
  }

  @Test("sees rules that never can fire")
  func unreachable() throws {
    var rule = RuleFixture.rule(any: ["@goods"])
    rule.senders = [.bank]
    #expect(try findings([rule]).map(\.level) == [.error])
    rule = RuleFixture.rule(event: .quoteSent, any: ["@goods"])
    rule.directions = [.inbound]
    #expect(try kinds([rule]) == [.unreachable])
    rule = RuleFixture.rule(any: ["@goods"], after: [.orderPlaced], notAfter: [.orderPlaced])
    #expect(try kinds([rule]) == [.unreachable])
    rule = RuleFixture.rule(any: ["@goods"])
    rule.any[0].weight = 0.5
    #expect(try kinds([rule]) == [.unreachable])
    rule = RuleFixture.rule(any: ["@goods ^@send"])
    #expect(try kinds([rule]) == [.unreachable])
    rule = RuleFixture.rule(any: ["@goods"])
    rule.reply = true
    rule.any[0].fields = [.freshSubject]
    #expect(try kinds([rule]) == [.unreachable])
  }

  @Test("sees moods that a language has no words for")
  func mute() throws {
    let lexicons = RuleFixture.lexicons.filter { $0.name != "request" || $0.language != .german }
    let rule = RuleFixture.rule(any: ["@goods"], moods: [.request: .yes])
    let found = try RuleSet(RulebookDefinition(rules: [rule], lexicons: lexicons)).lint()
    #expect(
      found.filter { $0.kind == .unreachable }.map(\.message) == [
        "'@goods' is never found: nothing is request in 'de'"
      ])
  }

  @Test("sees what is wanted and forbidden at once")
  func contradictory() throws {
    #expect(try kinds([RuleFixture.rule(any: ["@goods + @send"], unless: ["@goods"])]) == [.contradictory])
    #expect(try kinds([RuleFixture.rule(any: ["@goods"], unless: ["@goods + @send"])]) == [])
    var rule = RuleFixture.rule()
    rule.any = RuleFixture.phrases(["@goods ?"], [.question: .no])
    #expect(try kinds([rule]) == [.contradictory])
    let precedences = [
      Precedence(event: .orderShipped, suppresses: [.orderPlaced], place: RuleFixture.place),
      Precedence(event: .orderPlaced, suppresses: [.orderShipped], place: RuleFixture.place),
    ]
    #expect(try kinds([RuleFixture.rule(any: ["@goods"])], precedences: precedences).contains(.contradictory))
  }

  @Test("sees examples that a rule for the same event must leave alone")
  func examples() throws {
    let example = RuleExample(text: "goods", place: RuleFixture.place)
    var (one, other) = (RuleFixture.rule("a", any: ["@goods"]), RuleFixture.rule("b", any: ["@papers"]))
    one.examples = [example]
    other.counterexamples = [example]
    #expect(try findings([one, other]).map(\.level) == [.warning])
    one.counterexamples = [example]
    #expect(try findings([one]).map(\.level) == [.error])
    other.event = .orderPlaced
    #expect(try findings([RuleFixture.rule("a", any: ["@goods"]), other]).isEmpty)
  }

  @Test("sees rules that another one makes needless, or that are always outranked")
  func rules() throws {
    let narrow = RuleFixture.rule("narrow", any: ["@goods + @send"])
    var wide = RuleFixture.rule("wide", any: ["@goods"])
    #expect(try findings([narrow, wide]).map(\.rule) == ["narrow"])
    wide.notAfter = [.orderPlaced]
    #expect(try findings([narrow, wide]).isEmpty)
    wide.notAfter = []
    wide.unless = RuleFixture.phrases(["@papers"])
    #expect(try findings([narrow, wide]).isEmpty)
    wide = RuleFixture.rule("wide", event: .deliveryConfirmed, any: ["@goods"])
    #expect(try findings([narrow, wide]).isEmpty)
    let precedence = Precedence(
      event: .deliveryConfirmed, suppresses: [.orderShipped], place: RuleFixture.place)
    let found = try findings([narrow, wide], precedences: [precedence])
    #expect(found.map(\.rule) == ["narrow"])
    #expect(found.first?.message.contains("always suppressed by 'delivery_confirmed'") == true)
  }

  @Test("sees phrases that no example hits")
  func untested() throws {
    var rule = RuleFixture.rule(any: ["@goods", "@papers"], unless: ["@send"])
    func untested() throws -> [String] {
      try RuleFixture.set([rule]).lint().filter { $0.kind == .untested }.map(\.message)
    }
    rule.examples = [RuleExample(text: "Ware da", place: RuleFixture.place)]
    #expect(
      try untested() == ["no example of its rule hits '@papers'", "no example of its rule hits '@send'"])
    rule.counterexamples = [RuleExample(text: "invoice, sent", place: RuleFixture.place)]
    #expect(try untested() == [])
  }

  @Test("sees lexicons that nothing names, and entries that are there twice")
  func lexicons() throws {
    let lexicons =
      [
        ("used", ["@inner"]), ("inner", ["ship*", "ships", "send", "sends", "send off", "sent off"]),
        ("idle", ["x"]),
      ]
      .map { RuleFixture.lexicon($0.0, .english, $0.1) }
    let rule = RuleFixture.rule(in: [.english], any: ["@used"])
    let found = try RuleSet(RulebookDefinition(rules: [rule], lexicons: lexicons)).lint()
    #expect(
      found.filter { $0.kind == .unused }.map(\.message) == ["no rule for 'en' names the lexicon 'idle'"])
    #expect(
      found.filter { $0.kind == .repeated }.map(\.message) == [
        "'ships' of the lexicon 'inner' is found by 'ship*' (line 7)",
        "'sends' of the lexicon 'inner' is found by 'send' (line 7)",
      ])
  }

  @Test("sees phrases that are tried at too many words")
  func slow() throws {
    var rule = RuleFixture.rule(in: [.english], any: ["#", "goods"])
    rule.examples = (0..<60).map { number in
      RuleExample(
        text: "goods " + String(repeating: "4711 word ", count: 10),
        place: SourcePlace(file: "a", line: number, column: 1))
    }
    #expect(
      try findings([rule]).filter { $0.kind == .slow }.map(\.message) == ["'#' is tried at 48 of 100 words"])
  }
}
