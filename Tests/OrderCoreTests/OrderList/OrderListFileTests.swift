// SPDX-License-Identifier: Apache-2.0

import OrderCore
import Testing

@Suite("An order list")
struct OrderListFileTests {
  private func read(_ text: String, headings: [OrderListColumn: String] = [:]) -> OrderListFile {
    OrderListFile(text, path: "list.csv", headings: headings)
  }

  @Test(
    "is read with commas, semicolons and tabs, with headings in three languages",
    arguments: [
      "Order number,Customer,PO,Amount,Date\nSO-1-7,\"Mill, Ltd\",4500,\"1,234.50\",2026-03-01\n",
      "Номер заказа;Контрагент;Заявка;Сумма;Дата\r\nSO-1-7;Mill, Ltd;4500;1 234,50;01.03.2026\r\n",
      "Auftragsnummer\tKunde\tBestellnummer\tBetrag\tDatum\nSO-1-7\tMill, Ltd\t4500\t1.234,50\t1.3.26",
      "\u{FEFF}number;customer;customer_order;amount;date\nSO-1-7;\"Mill, Ltd\";4500;1234.50;2026-03-01T10:00:00\n\n",
    ])
  func languages(_ text: String) throws {
    let list = read(text)
    #expect(list.problems.isEmpty)
    let order = try #require(list.orders.first)
    #expect(order.number.value == "SO-1-7")
    #expect(order.customer == "Mill, Ltd")
    #expect(order.amount == "1234.50")
    #expect(order.date == "2026-03-01")
    #expect(order.keys == [OrderKey(kind: .customerOrder, value: "4500")])
  }

  @Test("takes columns by the names that a person gives")
  func named() {
    let text = "Vorgang;Firma\n4711;Mill\n"
    #expect(read(text).orders.isEmpty)
    #expect(read(text).problems.first?.description.contains("--column number=") == true)
    let list = read(text, headings: [.number: "vorgang", .customer: "Firma"])
    #expect(list.orders.map(\.customer) == ["Mill"])
    #expect(
      read(text, headings: [.number: "Beleg"]).problems.first?.message.contains("Vorgang, Firma") == true)
  }

  @Test("loses no line: each that can't be taken is told with its place and what to do")
  func problems() {
    let list = read(
      """
      number;amount;date;note
      A-1;ten;2026-13-40;x
      ;5;;
      A-1;5;;
      A-2;5;;a;b
      "A-3
      two lines";7;;
      A-4;"open
      """)
    #expect(list.orders.map(\.number.value) == ["A-1", "A-3\ntwo lines", "A-4"])
    #expect(list.problems.map(\.place.line) == [8, 2, 2, 3, 4, 5, 8])
    #expect(list.problems.allSatisfy { $0.message.contains(":") || $0.message.contains("left out") })
    #expect(list.unknownHeadings == ["note"])
    #expect(list.orders.first?.amount == "")
    #expect(read("").problems.count == 1)
  }

  @Test(
    "has amounts and dates as people write them",
    arguments: [
      ("172 601,00", "172601.00"), ("1,234,567.8", "1234567.8"), ("1.234", "1234"), ("1234", "1234"),
      ("EUR 12,50", "12.50"), ("-5,00 ₽", "-5.00"), ("1'200.00", "1200.00"), ("1.234.567", "1234567"),
    ])
  func amounts(_ written: String, _ read: String) {
    let list = self.read("number;amount\nA-1;\(written)\n")
    #expect(list.orders.first?.amount == read)
  }
}

@Suite("What the order list says")
struct ListingTests {
  private static func listing(
    _ number: String, _ customer: String, key: OrderKey? = nil, missing: Set<String> = []
  ) -> OrderListing {
    var order = ListedOrder(number: number)
    order.customer = customer
    var listing = OrderListing()
    listing.entries = [OrderListing.Entry(order: order, key: key ?? order.number)]
    listing.missing = missing
    return listing
  }

  private func decide(
    _ text: String, from sender: Party = Fixture.customer, events: [Event] = [.statusRequested],
    keys: [Order] = [], listing: OrderListing
  ) -> LinkingDecision {
    let message = Fixture.message(text)
    let request = LinkingRequest(
      extraction: Fixture.extractor.extract(from: message, voice: KeyVoice(sender: sender, recipients: [])),
      sender: sender, date: Fixture.date, texts: Fingerprint.texts(of: message))
    return Linker.decide(request, LinkingSnapshot(ofKeys: keys, listing: listing), events: events)
  }

  @Test("lets an order begin by its customer, with its number, also when only their own number is named")
  func opens() {
    let own = decide("Где ЗК-004512?", listing: Self.listing("ЗК-004512", "ООО «Завод»"))
    #expect(own.leading?.target == .opened)
    #expect(own.learnt.contains(Fixture.key(.ourOrder, "ЗК-004512")))
    let theirs = Fixture.key(.customerOrder, "4500731182")
    let by = decide("Где 4500731182?", listing: Self.listing("ЗК-004512", "Завод", key: theirs))
    #expect(by.learnt.contains(Fixture.key(.ourOrder, "ЗК-004512")))
  }

  @Test("holds a customer who names the order of another")
  func mismatch() {
    #expect(decide("Где ЗК-004512?", listing: Self.listing("ЗК-004512", "Brennkolb Ltd")).leading == nil)
    // A colleague began the order; nobody of the customer's has written yet.
    let order = Fixture.order(1, .placed, keys: [Fixture.key(.ourOrder, "ЗК-004512")], parties: [])
    let held = decide("Где ЗК-004512?", keys: [order], listing: Self.listing("ЗК-004512", "Brennkolb Ltd"))
    #expect(held.leading == nil)
    #expect(held.links.first?.evidence.contains { $0.contains("another customer: Brennkolb Ltd") } == true)
    let own = decide("Где ЗК-004512?", keys: [order], listing: Self.listing("ЗК-004512", "Завод, ООО"))
    #expect(own.leading?.target == .existing(OrderID(1)))
  }

  @Test("makes a number that it covers and does not have weak evidence, and opens nothing by it")
  func missing() {
    var listing = OrderListing()
    listing.missing = [OrderKey.normalised("ЗК-004512")]
    let order = Fixture.order(1, .placed, keys: [Fixture.key(.ourOrder, "ЗК-004512")], parties: [])
    #expect(
      decide("ЗК-004512 отгружен", from: Fixture.colleague, keys: [order], listing: listing).leading == nil)
    #expect(decide("ЗК-004512 отгружен", from: Fixture.colleague, listing: listing).links.isEmpty)
  }

  @Test("finds the order by a number that only the list knows")
  func otherNames() {
    let order = Fixture.order(1, .placed, keys: [Fixture.key(.ourOrder, "ЗК-004512")])
    let theirs = Fixture.key(.customerOrder, "4500731182")
    let decision = decide(
      "Где 4500731182?", keys: [order], listing: Self.listing("ЗК-004512", "Завод", key: theirs))
    #expect(decision.leading?.target == .existing(OrderID(1)))
    #expect(decision.leading?.evidence.first?.contains("in the ERP list") == true)
  }
}
