// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore
import Testing

/// A text and the moods in which it names the goods.
private struct MoodCase: CustomTestStringConvertible, Sendable {
  var text: String
  var language: Language
  var moods: Moods
  var testDescription: String { text }
}

@Suite("How something is said")
struct MoodTests {
  @Test(
    "is seen by the engine",
    arguments: [
      MoodCase(text: "Товар отправили", language: .russian, moods: []),
      MoodCase(text: "Прошу отправить товар", language: .russian, moods: .request),
      MoodCase(text: "Отправьте товар, пожалуйста", language: .russian, moods: .request),
      MoodCase(
        text: "Прошу вас, если можно, товар отправить", language: .russian, moods: [.request, .conditional]),
      MoodCase(text: "Товар отправили вчера, документы просим вернуть", language: .russian, moods: []),
      MoodCase(text: "Товар будет отправлен завтра", language: .russian, moods: .future),
      MoodCase(text: "Товар отправили, документы будут завтра", language: .russian, moods: []),
      MoodCase(text: "Если будет удобно, товар отправим", language: .russian, moods: .conditional),
      MoodCase(text: "Отправили ли вы товар", language: .russian, moods: .question),
      MoodCase(text: "Товар отправили?", language: .russian, moods: .question),
      MoodCase(text: "Товар не отправили", language: .russian, moods: []),
      MoodCase(text: "Не товар", language: .russian, moods: .negated),
      MoodCase(text: "The goods were shipped", language: .english, moods: []),
      MoodCase(text: "Please ship the goods", language: .english, moods: .request),
      MoodCase(
        text: "Could you, when you have a moment, ship the goods?", language: .english,
        moods: [.request, .question]),
      MoodCase(text: "Please find below: goods were shipped", language: .english, moods: []),
      MoodCase(text: "The goods will leave tomorrow", language: .english, moods: .future),
      MoodCase(text: "Will you ship the goods?", language: .english, moods: .question),
      MoodCase(text: "I wonder whether the goods left", language: .english, moods: .question),
      MoodCase(text: "The goods left today, the invoice will follow by post", language: .english, moods: []),
      MoodCase(text: "Die Ware wurde versandt", language: .german, moods: []),
      MoodCase(text: "Bitte die Ware versenden", language: .german, moods: .request),
      MoodCase(text: "Versenden Sie die Ware, bitte", language: .german, moods: .request),
      MoodCase(text: "Die Ware wird morgen versandt", language: .german, moods: .future),
      MoodCase(text: "Wir wissen nicht, ob die Ware da ist", language: .german, moods: .question),
      MoodCase(text: "Wenn die Ware da ist, zahlen wir", language: .german, moods: .conditional),
    ])
  fileprivate func moods(moodCase: MoodCase) throws {
    let set = try RuleFixture.set([RuleFixture.rule(any: ["@goods"])])
    let reading = Classifier(set).read(RuleFixture.input(moodCase.text).fields)
    let hits = set.concepts(in: reading, language: moodCase.language)
    let goods = try #require(set.conceptNames.firstIndex(of: "goods"))
    #expect(hits.first { $0.concept == goods }?.moods == moodCase.moods)
  }

  @Test(
    "is a setting of rules, and of phrases before them",
    arguments: [
      (Mood.request, "Please send the goods", "The goods were sent"),
      (.future, "The goods will be sent", "The goods were sent"),
      (.question, "Were the goods sent?", "The goods were sent"),
      (.conditional, "We pay if the goods were sent", "The goods were sent"),
      (.negated, "The goods were not sent", "The goods were sent"),
    ])
  func settings(mood: Mood, marked: String, plain: String) throws {
    func fires(_ rule: [Mood: Allowance], _ phrase: [Mood: Allowance] = [:]) throws -> [Bool] {
      var definition = RuleFixture.rule(moods: rule)
      definition.any = RuleFixture.phrases(["@goods + @send"], phrase)
      let set = try RuleFixture.set([definition])
      return [marked, plain].map { RuleFixture.fires(set, on: $0, language: .english) }
    }
    #expect(try fires([mood: .any]) == [true, true])
    #expect(try fires([mood: .no]) == [false, true])
    #expect(try fires([mood: .yes]) == [true, false])
    #expect(try fires([mood: .yes], [mood: .no]) == [false, true])
    let usual = mood == .conditional || mood == .negated ? [false, true] : [true, true]
    #expect(try fires([:]) == usual)
  }

  @Test("is never seen in a language that has no lexicon for it")
  func missing() throws {
    let set = try RuleSet(
      RulebookDefinition(
        rules: [RuleFixture.rule(any: ["@goods"], moods: [.request: .yes])],
        lexicons: [RuleFixture.lexicon("goods", .english, ["goods"])]))
    #expect(!RuleFixture.fires(set, on: "Please, please send the goods"))
  }
}

@Suite("A concept")
struct ConceptTests {
  @Test("is a lexicon that the text or a fresh subject holds, named by a rule or not")
  func hits() throws {
    let book = RulebookDefinition(
      rules: [], lexicons: RuleFixture.lexicons + [RuleFixture.lexicon("_private", .english, ["goods"])])
    let set = try RuleSet(book)
    #expect(set.conceptNames == Set(RuleFixture.lexicons.map(\.name)).sorted())
    var input = RuleFixture.input("The goods left. Invoice and documents follow.", language: .english)
    input.subject = "Shipment"
    func found() -> [String] {
      set.concepts(in: Classifier(set).read(input.fields), language: .english).map {
        "\(set.conceptNames[$0.concept]) \($0.field.rawValue) \($0.sentence)"
      }
    }
    #expect(found() == ["goods text 0", "papers text 1", "goods fresh_subject 0"])
    input.isReply = true
    #expect(found() == ["goods text 0", "papers text 1"])
  }

  @Test("is counted by the lexicon of the message's language, of Cyrillic words always by the Russian one")
  func languages() throws {
    let set = try RuleFixture.set([
      RuleFixture.rule("ru", in: [.russian], any: ["@goods"]),
      RuleFixture.rule("en", in: [.english], any: ["@goods"]),
      RuleFixture.rule("de", in: [.german], any: ["@goods"]),
    ])
    let reading = Classifier(set).read(RuleFixture.input("Ware, goods, товар").fields)
    for (language, count) in [(Language.russian, 1), (.english, 1), (.german, 1), (.undetermined, 1)] {
      #expect(set.concepts(in: reading, language: language).count == count)
    }
    let latin = Classifier(set).read(RuleFixture.input("goods").fields)
    #expect(set.concepts(in: latin, language: .german).isEmpty)
    #expect(set.concepts(in: latin, language: .english).count == 1)
  }
}
