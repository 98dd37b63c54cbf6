// SPDX-License-Identifier: Apache-2.0

import OrderCore

/// UN/CEFACT's Cross Industry documents: ZUGFeRD, Factur-X and XRechnung invoices, Order-X orders.
enum CrossIndustryDocument {
  private static let roots: Set<String> = [
    "CrossIndustryInvoice", "CrossIndustryDocument", "SCRDMCCBDACIOMessageStructure", "CrossIndustryOrder",
  ]

  private static let references: [String: DocumentReference.Role] = [
    "BuyerOrderReferencedDocument": .order, "SellerOrderReferencedDocument": .salesOrder,
    "QuotationReferencedDocument": .quotation, "ContractReferencedDocument": .contract,
    "DespatchAdviceReferencedDocument": .despatch, "ReceivingAdviceReferencedDocument": .despatch,
    "DeliveryNoteReferencedDocument": .despatch, "InvoiceReferencedDocument": .invoice,
    "PreviousOrderReferencedDocument": .order, "OrderResponseReferencedDocument": .salesOrder,
  ]

  /// What a document is by its code of UN/CEFACT's list 1001.
  private static let types: [String: (title: String, role: DocumentReference.Role)] = [
    "220": ("Order", .order), "230": ("Order change", .order), "231": ("Order response", .salesOrder),
    "310": ("Quotation", .quotation), "351": ("Despatch advice", .despatch), "381": ("Credit note", .invoice),
    "384": ("Corrected invoice", .invoice), "389": ("Self-billed invoice", .invoice),
  ]

  private static let parties = [
    "BuyerTradeParty": "buyer", "SellerTradeParty": "seller", "ShipToTradeParty": "consignee",
    "PayeeTradeParty": "payee",
  ]

  private static let dates = [
    "ActualDeliverySupplyChainEvent": "delivered", "RequestedDeliverySupplyChainEvent": "requested delivery",
    "DueDateDateTime": "due",
  ]

  /// Reads a document; nil when its root is another.
  static func read(_ root: XMLElement) -> TradeDocument? {
    guard roots.contains(root.name) else { return nil }
    let head = root.first(["ExchangedDocument", "HeaderExchangedDocument"])
    let type = head?.text(at: "TypeCode").flatMap { types[$0] }
    let isOrder = root.name.contains("Order") || root.name.contains("CIO")
    let role = type?.role ?? (isOrder ? .order : .invoice)
    let number = head?.text(at: "ID")
    var document = TradeDocument(
      title: type?.title ?? (isOrder ? "Order" : "Invoice"), number: number,
      issued: head?.child("IssueDateTime").flatMap(day))
    document.refer(role, number)
    root.visit { element, parent in
      guard element.name == "IssuerAssignedID" || element.name == "ID", let role = references[parent.name]
      else {
        return
      }
      document.refer(role, element.text)
    }
    let currency = root.firstText("InvoiceCurrencyCode") ?? root.firstText("OrderCurrencyCode")
    root.visit { element, _ in describe(element, currency: currency, in: &document) }
    return document
  }

  private static func describe(_ element: XMLElement, currency: String?, in document: inout TradeDocument) {
    func amount(_ text: String?) -> String? {
      text.map { [$0, currency].compactMap { $0 }.joined(separator: " ") }
    }
    switch element.name {
    case "IncludedNote": document.say("note", element.text(at: "Content"))
    case "IBANID", "ProprietaryID": document.say("account", element.text)
    case "PaymentReference": document.say("payment reference", element.text)
    case "BuyerReference": document.say("customer reference", element.text)
    case "SpecifiedTradePaymentTerms": document.say("terms", element.text(at: "Description"))
    case "DuePayableAmount": document.say("payable", amount(element.text))
    case "GrandTotalAmount": document.say("total", amount(element.text))
    case "IncludedSupplyChainTradeLineItem": document.say("line", line(element, amount))
    case let name:
      if let label = parties[name] { document.say(label, element.text(at: "Name")) }
      if let label = dates[name] { document.say(label, day(element)) }
    }
  }

  private static func line(_ line: XMLElement, _ amount: (String?) -> String?) -> String {
    let product = line.child("SpecifiedTradeProduct")
    let quantity = line.first(["BilledQuantity", "RequestedQuantity", "AgreedQuantity", "DespatchedQuantity"])
    let goods = [
      quantity.map { "\($0.text) \($0.unit ?? "")×" }, product?.text(at: "Name"),
    ]
    let price = line.first(["NetPriceProductTradePrice"])?.text(at: "ChargeAmount")
    let parts = [
      goods.compactMap { $0 }.joined(separator: " "),
      product?.text(at: "SellerAssignedID").map { "article \($0)" },
      product?.text(at: "BuyerAssignedID").map { "buyer's article \($0)" },
      amount(price).map { "at \($0)" }, amount(line.firstText("LineTotalAmount")),
    ].compactMap { $0 }.filter { !$0.isEmpty }
    let number = line.firstText("LineID")
    return ([number].compactMap { $0 } + [parts.joined(separator: ", ")]).joined(separator: ": ")
  }

  /// A day in ISO 8601; the vocabulary writes it as `20261124`.
  private static func day(_ element: XMLElement) -> String? {
    guard let text = element.first(["DateTimeString", "DateString", "DateTime"])?.text, !text.isEmpty else {
      return nil
    }
    guard text.count >= 8, text.prefix(8).allSatisfy(\.isNumber) else { return text }
    return "\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.dropFirst(6).prefix(2))"
  }
}
