// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore
import Testing

/// A rule of one phrase, applied to one text.
private struct PhraseCase: CustomTestStringConvertible, Sendable {
  var phrase: String
  var text: String
  var fires: Bool
  var language = Language.russian
  var testDescription: String { "“\(phrase)” \(fires ? "fires" : "is silent") on “\(text)”" }
}

private let here = SourcePlace(file: "test.yaml", line: 1, column: 1)

private func lexicon(_ name: String, _ language: Language, _ entries: [String]) -> LexiconDefinition {
  LexiconDefinition(name: name, language: language, entries: entries.map { ($0, here) }, place: here)
}

private let lexicons = [
  lexicon("negation", .russian, ["=не", "=ни", "нет", "без"]),
  lexicon("negation_idioms", .russian, ["=не только", "=не позднее"]),
  lexicon("condition", .russian, ["если", "как только"]),
  lexicon("condition_idioms", .russian, ["если есть вопросы"]),
  lexicon("goods", .russian, ["товар", "груз", "готовая продукция"]),
  lexicon("negation", .english, ["not", "never", "no"]),
  lexicon("negation_idioms", .english, ["not only", "no later", "no #"]),
  lexicon("iban", .english, ["=iban"]),
  lexicon("condition", .english, ["if", "once", "as soon as"]),
  lexicon("condition_idioms", .english, ["if possible"]),
  lexicon("negation", .german, ["nicht", "kein"]),
  lexicon("condition", .german, ["wenn", "sobald", "falls"]),
]

private func rules(_ definitions: [RuleDefinition], precedences: [Precedence] = []) throws -> RuleSet {
  try RuleSet(RulebookDefinition(rules: definitions, lexicons: lexicons, precedences: precedences))
}

private func rule(
  _ id: String = "r", event: Event = .deliveryConfirmed, language: Language = .russian, any: [String] = [],
  all: [[String]] = [], unless: [String] = [], except: [String] = [], weight: Double = 1
) -> RuleDefinition {
  func phrases(_ texts: [String]) -> [PhraseDefinition] {
    texts.map { PhraseDefinition(text: $0, weight: weight, place: here) }
  }
  return RuleDefinition(
    id: id, event: event, languages: [language], any: phrases(any), all: all.map(phrases),
    unless: phrases(unless),
    except: phrases(except), place: here)
}

private func events(_ set: RuleSet, _ text: String, subject: String = "", isReply: Bool = false) -> [Event] {
  Classifier(set).classify(
    ClassifierInput(text: text, subject: subject, sender: .customer, direction: .inbound, isReply: isReply)
  ).events
}

@Suite("A phrase")
struct PhraseTests {
  @Test(
    "finds what its syntax says",
    arguments: [
      PhraseCase(phrase: "получить товар", text: "Мы получили весь этот товар", fires: true),
      PhraseCase(phrase: "получ* товар", text: "Мы получили ваш новый товар", fires: true),
      PhraseCase(phrase: "получ* товар", text: "Мы получили ваш самый новый товар", fires: false),
      PhraseCase(phrase: "получ* .. товар", text: "Мы получили ваш самый новый товар", fires: true),
      PhraseCase(phrase: "получ* > товар", text: "получили ваш товар", fires: false),
      PhraseCase(phrase: "получ* > товар", text: "получили товара", fires: true),
      PhraseCase(phrase: "товар + получ*", text: "Получили вчера вечером наконец-то весь товар", fires: true),
      PhraseCase(phrase: "товар + получ*", text: "Получили счёт. Товар едет.", fires: false),
      PhraseCase(phrase: "получ* @goods", text: "Получена готовая продукция", fires: true),
      PhraseCase(phrase: "(приня*|получ*) @goods", text: "Груз? Приняли груз.", fires: true),
      PhraseCase(phrase: "=товар", text: "товара нет", fires: false),
      PhraseCase(phrase: "^товар пришел", text: "Товар пришёл", fires: true),
      PhraseCase(phrase: "^товар пришел", text: "Наш товар пришёл", fires: false),
      PhraseCase(phrase: "товар пришел ?", text: "Товар пришёл?", fires: true),
      PhraseCase(phrase: "товар пришел ?", text: "Товар пришёл.", fires: false),
      PhraseCase(phrase: "ячейка #", text: "в ячейке B-17", fires: true),
      PhraseCase(phrase: "goods arrived", text: "The goods have arrived", fires: true, language: .english),
      PhraseCase(phrase: "*bestätigung", text: "Ihre Auftragsbestaetigung", fires: false, language: .german),
      PhraseCase(phrase: "*bestätigung", text: "Ihre Auftragsbestätigung", fires: true, language: .german),
      PhraseCase(
        phrase: "Termin + bestätigt", text: "Der Termin 5. Mai ist bestätigt", fires: true, language: .german),
      PhraseCase(
        phrase: "Termin + bestätigt", text: "Termin am 5. Danke, bestätigt", fires: false, language: .german),
      PhraseCase(
        phrase: "order + confirm", text: "Order No. 417 is confirmed", fires: true, language: .english),
      PhraseCase(phrase: "(готовая продукция|груз) получ*", text: "Готовую продукцию получили", fires: true),
      PhraseCase(
        phrase: "(готовая > продукция|груз) получ*", text: "Продукция готовая, получили", fires: false),
      PhraseCase(
        phrase: "(bank details|@iban|pay up)", text: "new bank details", fires: true, language: .english),
      PhraseCase(
        phrase: "(bank details|pay up)", text: "details of the bank", fires: false, language: .english),
      PhraseCase(phrase: "(@iban #|pay up)", text: "our IBAN DE89 is new", fires: true, language: .english),
      PhraseCase(
        phrase: "(pro-forma|Rechnung) anbei", text: "Pro Forma anbei", fires: true, language: .german),
      PhraseCase(phrase: "форс-мажор*", text: "Форс мажорные дни", fires: true),
      PhraseCase(phrase: "получ* & товар", text: "Товар вчера мы получили", fires: true),
      PhraseCase(phrase: "получ* & товар", text: "Товар едет, счёт получили", fires: false),
      PhraseCase(
        phrase: "получ* & товар & склад", text: "Счёт пришёл, на складе товар получили", fires: true),
      PhraseCase(phrase: "счёт + получ* & товар", text: "Счёт пришёл, на складе товар получили", fires: true),
      PhraseCase(phrase: "счёт + получ* & товар", text: "Счёт получили, товар едет", fires: false),
      PhraseCase(
        phrase: "счёт + товар & получ*", text: "Товар едет, счёт тут, товар с ним получили", fires: true),
      PhraseCase(
        phrase: "goods & arrived", text: "Goods, as I said, arrived", fires: false, language: .english),
      PhraseCase(
        phrase: "goods & arrived", text: "As I said, goods arrived", fires: true, language: .english),
      PhraseCase(phrase: "Ware & da", text: "Wie gesagt: die Ware ist da", fires: true, language: .german),
      PhraseCase(phrase: "Ware & da", text: "Ware fehlt, Papiere da", fires: false, language: .german),
      PhraseCase(phrase: "*rechn*", text: "Schlussrechnungen anbei", fires: true, language: .german),
    ])
  fileprivate func matches(phraseCase: PhraseCase) throws {
    let set = try rules([rule(language: phraseCase.language, any: [phraseCase.phrase])])
    #expect(events(set, phraseCase.text).isEmpty != phraseCase.fires)
  }

  @Test(
    "does not count when denied or conditional",
    arguments: [
      PhraseCase(phrase: "@goods + получ*", text: "Товар мы ещё не получили", fires: false),
      PhraseCase(phrase: "@goods + получ*", text: "Товар получили не позднее обеда", fires: true),
      PhraseCase(phrase: "@goods + получ*", text: "Товар получили, счёта нет", fires: true),
      PhraseCase(phrase: "не > получ*", text: "Мы не получили документы", fires: true),
      PhraseCase(phrase: "@goods + получ*", text: "Как только получим товар, напишем", fires: false),
      PhraseCase(phrase: "@goods + получ*", text: "Товар получили, если есть вопросы, звоните", fires: true),
      PhraseCase(
        phrase: "goods + receive", text: "We haven't received the goods", fires: false, language: .english),
      PhraseCase(
        phrase: "goods + receive", text: "We have received not only the goods", fires: true,
        language: .english),
      PhraseCase(
        phrase: "goods + receive", text: "Once we receive the goods we pay", fires: false, language: .english),
      PhraseCase(
        phrase: "Ware erhalten", text: "Die Ware erhalten wir leider nicht", fires: false, language: .german),
      PhraseCase(
        phrase: "Ware + erhalten", text: "Ware erhalten, Papiere nicht", fires: true, language: .german),
    ])
  fileprivate func scopes(phraseCase: PhraseCase) throws {
    let set = try rules([rule(language: phraseCase.language, any: [phraseCase.phrase])])
    #expect(events(set, phraseCase.text).isEmpty != phraseCase.fires)
  }

  @Test(
    "is refused with its place when it can't be read",
    arguments: [
      ("", "no word at its end"), ("a +", "no word at its end"), ("(a|b", "not closed"),
      ("a . b", "single '.'"),
      ("@", "name of a lexicon"), ("@godos", "did you mean 'goods'"), ("a) b", "without an opening"),
      ("()", "holds no word"), ("a ? b", "only at the end"), ("& a", "before '&'"),
      ("a &", "no word at its end"),
      ("(a & b)", "can't start a word"), ("*a", "two letters"), ("*-*", "letter or digit"),
    ])
  func refused(phrase: String, words: String) {
    #expect {
      try rules([rule(any: [phrase])])
    } throws: { error in
      guard let error = error as? RuleCompilationError, let first = error.diagnostics.first else {
        return false
      }
      return first.message.contains(words) && first.place.file == "test.yaml"
    }
  }
}

@Suite("A rule")
struct RuleTests {
  @Test("needs evidence of 1")
  func weights() throws {
    let set = try rules([rule(any: ["груз", "склад"], weight: 0.5)])
    #expect(events(set, "Груз едет").isEmpty)
    #expect(events(set, "Груз на складе") == [.deliveryConfirmed])
    #expect(events(set, "Груз, груз, груз").isEmpty, "a phrase counts once")
  }

  @Test("needs a hit in each group, and none that forbids it")
  func groups() throws {
    let set = try rules([rule(all: [["груз", "товар"], ["получ*"]], unless: ["брак"], except: ["завтра"])])
    #expect(events(set, "Груз получен") == [.deliveryConfirmed])
    #expect(events(set, "Груз у нас.").isEmpty)
    #expect(events(set, "Груз получен. Есть брак.").isEmpty)
    #expect(events(set, "Груз будет получен завтра").isEmpty)
    #expect(events(set, "Груз получен. Завтра напишу.") == [.deliveryConfirmed])
  }

  @Test("reads the subject of a thread's start, not of an answer")
  func subject() throws {
    let set = try rules([rule(any: ["получ* товар"])])
    #expect(events(set, "См. тему", subject: "Получили товар") == [.deliveryConfirmed])
    #expect(events(set, "См. тему", subject: "Re: Получили товар", isReply: true).isEmpty)
  }

  @Test("keeps to senders, direction, kind and state")
  func conditions() throws {
    var definition = rule(any: ["получ* товар"])
    definition.states = [.shipped]
    let classifier = Classifier(try rules([definition]))
    var input = ClassifierInput(
      text: "Получили товар", sender: .customer, direction: .inbound, state: .shipped)
    #expect(classifier.classify(input).events == [.deliveryConfirmed])
    input.state = .quoted
    #expect(classifier.classify(input).events.isEmpty)
    input.state = .shipped
    input.sender = .supplier
    #expect(classifier.classify(input).events.isEmpty)
    input.sender = .customer
    input.kind = .autoReply
    #expect(classifier.classify(input).events.isEmpty)
  }

  @Test("gives way to an event that outranks it, and says so")
  func precedence() throws {
    let set = try rules(
      [rule("a", event: .inquiryReceived, any: ["цена"]), rule("b", event: .tenderInvited, any: ["тендер"])],
      precedences: [Precedence(event: .tenderInvited, suppresses: [.inquiryReceived], place: here)])
    let recognition = Classifier(set).classify(
      ClassifierInput(text: "Тендер: ждём цены", sender: .customer, direction: .inbound))
    #expect(recognition.events == [.tenderInvited])
    #expect(recognition.outcomes.first { $0.rule == "a" }?.obstacle == "suppressed by tender_invited")
  }

  @Test("explains itself by phrase, place and weight")
  func explains() throws {
    let set = try rules([rule(any: ["@goods + получ*"])])
    let outcome = Classifier(set).classify(
      ClassifierInput(text: "Добрый день!\nВесь груз получили.", sender: .customer, direction: .inbound)
    ).outcomes.first
    #expect(
      outcome?.hits == [
        PhraseHit(phrase: "@goods + получ*", field: .text, excerpt: "груз получили", weight: 1)
      ])
  }

  @Test("bounds its work on hostile text", .timeLimit(.minutes(1)))
  func hostile() throws {
    let set = try rules([
      rule(any: ["груз .. груз .. груз .. получ*", "груз + товар + получ*", "груз + не & получ* & груз"])
    ])
    #expect(events(set, String(repeating: "груз ", count: 200_000)).isEmpty)
    #expect(events(set, String(repeating: "груз\u{0}не, ", count: 100_000)).isEmpty)
  }
}
