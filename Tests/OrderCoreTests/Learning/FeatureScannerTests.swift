// SPDX-License-Identifier: Apache-2.0

import MailModel
@testable import OrderCore
import Testing

@Suite("The features of a message")
struct FeatureScannerTests {
  private struct Names: FeatureSink {
    var names: Set<String> = []

    mutating func take(_ key: FeatureKey, _ name: @autoclosure () -> String) { names.insert(name()) }
  }

  private func names(_ input: ClassifierInput) throws -> Set<String> {
    let rules = try ToyMail.rules()
    var sink = Names()
    FeatureScanner(ConceptScanner(rules)).scanWords(
      of: input, Classifier(rules).read(input.fields), into: &sink)
    FeatureScanner.scanPlace(of: input, into: &sink)
    return sink.names
  }

  private func keys(_ text: String, _ language: Language) throws -> Set<FeatureKey> {
    let rules = try ToyMail.rules()
    let input = ClassifierInput(
      text: text, sender: .customer, direction: .inbound, isReply: true, language: language)
    var sink = KeyCollector()
    FeatureScanner(ConceptScanner(rules)).scanWords(
      of: input, Classifier(rules).read(input.fields), into: &sink)
    return Set(sink.sorted())
  }

  @Test("are words, pairs, who speaks, and how it is said")
  func words() throws {
    let names = try names(ToyMail.input("We have not seen it. Where is the cargo?"))
    for name in [
      "“seen”", "“have not”", "“seen” denied", "“cargo” from customer",
      "“cargo” in a question", "from customer", "language en", "kind message", "a reply", "1 questions",
    ] {
      #expect(names.contains(name), "\(name)")
    }
    #expect(!names.contains("“it Where”"), "Sentences are read by themselves.")
    #expect(!names.contains("“seen” in a question"))
    #expect(!names.contains("“cargo” denied"))
  }

  @Test("are the order's state and what it has reported, and nothing of it in what needs no store")
  func place() throws {
    var input = ToyMail.input("Thanks")
    #expect(try names(input).contains("order none"))
    let before = try keys("Thanks", .english)
    input.state = .shipped
    input.history = [.orderPlaced, .orderShipped]
    let names = try names(input)
    #expect(names.isSuperset(of: ["order shipped", "order shipped, from customer", "after order_placed"]))
    #expect(before == (try keys("Thanks", .english)))
  }

  @Test("are the subject's words only where it starts a thread, and the attachments' names")
  func subject() throws {
    var input = ToyMail.input("See file")
    input.subject = "Delivery note"
    input.attachments = ["POD_2026-11.pdf"]
    #expect(!(try names(input).contains("new subject “Delivery”")))
    input.isReply = false
    let names = try names(input)
    #expect(
      names.isSuperset(of: [
        "new subject “Delivery”", "attachment “POD”", "attachment “pdf”", "an attachment",
      ]))
    #expect(!names.contains("attachment “2026”"))
  }

  @Test("are the same for forms of a word, and for a concept whatever its word")
  func stems() throws {
    #expect(try keys("заказы", .russian) == keys("Заказа", .russian))
    #expect(try keys("Lieferungen", .german) == keys("Lieferung", .german))
    #expect(try keys("shipped 17", .english) == keys("Shipping 4", .english))
    let concept = FeatureKey(.concept, "money")
    #expect(try keys("the funds", .english).contains(concept))
    #expect(try keys("the money", .english).contains(concept))
    #expect(!(try keys("the order", .english).contains(concept)))
  }

  @Test("of hostile text stay few and take no time")
  func hostile() throws {
    let long = String(repeating: "nicht ", count: 200_000)
    #expect(try keys(long, .german).count < 100)
    let many = (0..<100_000).map { "w\(String($0, radix: 36).map { $0.isNumber ? "x" : $0 })" }.joined(
      separator: " ")
    #expect(try keys(many, .english).count < 10_000)
  }
}
