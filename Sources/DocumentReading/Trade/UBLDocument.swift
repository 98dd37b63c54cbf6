// SPDX-License-Identifier: Apache-2.0

import OrderCore

/// The Universal Business Language 2.x of OASIS, which Peppol and many ERP systems write.
enum UBLDocument {
  /// What the number of a document of some type identifies, nil where it is only the document's own.
  private static let types: [String: DocumentReference.Role?] = [
    "Order": .order, "OrderChange": .order, "OrderCancellation": .order,
    "OrderResponse": .salesOrder, "OrderResponseSimple": .salesOrder,
    "Quotation": .quotation, "RequestForQuotation": .quotation,
    "DespatchAdvice": .despatch, "ReceiptAdvice": .despatch, "Waybill": .despatch, "BillOfLading": .despatch,
    "PackingList": .despatch, "ForwardingInstructions": .despatch,
    "Invoice": .invoice, "CreditNote": .invoice, "DebitNote": .invoice, "FreightInvoice": .invoice,
    "SelfBilledInvoice": .invoice, "SelfBilledCreditNote": .invoice, "Reminder": .invoice,
    "Statement": nil, "RemittanceAdvice": nil, "FulfilmentCancellation": nil, "ApplicationResponse": nil,
    "Catalogue": nil, "InstructionForReturns": nil, "ExceptionNotification": nil, "TransportationStatus": nil,
    "StockAvailabilityReport": nil, "InventoryReport": nil, "Forecast": nil, "TransportExecutionPlan": nil,
  ]

  /// What the ID inside an element of some name identifies.
  private static let references: [String: DocumentReference.Role] = [
    "OrderReference": .order, "OrderDocumentReference": .order, "OriginatorDocumentReference": .order,
    "OrderChangeDocumentReference": .order, "OrderResponseDocumentReference": .salesOrder,
    "QuotationDocumentReference": .quotation, "RequestForQuotationDocumentReference": .quotation,
    "DespatchDocumentReference": .despatch, "ReceiptDocumentReference": .despatch,
    "InvoiceDocumentReference": .invoice, "SelfBilledInvoiceDocumentReference": .invoice,
    "CreditNoteDocumentReference": .invoice, "SelfBilledCreditNoteDocumentReference": .invoice,
    "DebitNoteDocumentReference": .invoice, "ReminderDocumentReference": .invoice,
    "Contract": .contract, "ContractDocumentReference": .contract,
  ]

  private static let parties = [
    "BuyerCustomerParty": "buyer", "AccountingCustomerParty": "customer",
    "DeliveryCustomerParty": "consignee",
    "DeliveryParty": "consignee", "SellerSupplierParty": "seller", "AccountingSupplierParty": "supplier",
    "DespatchSupplierParty": "despatched by", "CarrierParty": "carrier", "PayeeParty": "payee",
    "OriginatorCustomerParty": "originator", "ConsigneeParty": "consignee", "ConsignorParty": "consignor",
  ]

  private static let dates = [
    "DueDate": "due", "PaymentDueDate": "due", "ActualDeliveryDate": "delivered",
    "LatestDeliveryDate": "latest delivery", "RequestedDeliveryDate": "requested delivery",
    "EstimatedDeliveryDate": "estimated delivery", "PromisedDeliveryDate": "promised delivery",
    "ActualDespatchDate": "despatched", "EstimatedDespatchDate": "estimated despatch",
  ]

  private static let periods = [
    "RequestedDeliveryPeriod": "requested delivery", "PromisedDeliveryPeriod": "promised delivery",
    "EstimatedDeliveryPeriod": "estimated delivery", "ValidityPeriod": "valid",
  ]

  /// Reads a document; nil when its root is none of UBL's.
  static func read(_ root: XMLElement) -> TradeDocument? {
    guard let role = types[root.name], root.child("ID") != nil || root.child("IssueDate") != nil else {
      return nil
    }
    let number = root.text(at: "ID")
    var document = TradeDocument(title: title(root.name), number: number, issued: root.text(at: "IssueDate"))
    // The number of a change or cancellation is that of the message; the order's own comes first.
    let isLast = root.name == "OrderChange" || root.name == "OrderCancellation"
    if let role, !isLast { document.refer(role, number) }
    root.visit { element, parent in
      if element.name == "ID", let role = references[parent.name] { document.refer(role, element.text) }
      if element.name == "SalesOrderID" { document.refer(.salesOrder, element.text) }
    }
    if let role, isLast { document.refer(role, number) }
    for child in root.children { describe(child, in: &document) }
    return document
  }

  private static func describe(_ element: XMLElement, in document: inout TradeDocument) {
    switch element.name {
    case "Note", "CancellationNote", "RejectionNote", "Description", "Reason":
      document.say("note", element.text)
    case "OrderResponseCode", "ResponseCode", "DocumentStatusCode": document.say("response", element.text)
    case "AcceptedIndicator": document.say("response", element.text == "true" ? "accepted" : "rejected")
    case "CustomerReference", "BuyerReference": document.say("customer reference", element.text)
    case "LegalMonetaryTotal", "AnticipatedMonetaryTotal", "RequestedMonetaryTotal", "QuotedMonetaryTotal":
      document.say("payable", element.child("PayableAmount").map(amount))
    case let name where parties[name] != nil: document.say(parties[name] ?? name, party(element))
    case let name where dates[name] != nil: document.say(dates[name] ?? name, element.text)
    case let name where name.hasSuffix("Line"): document.say("line", line(element))
    case "Delivery", "PaymentMeans", "PaymentTerms", "Shipment": details(element, in: &document)
    default: break
    }
  }

  private static func details(_ element: XMLElement, in document: inout TradeDocument) {
    for child in element.children {
      if child.name == "Note" { document.say("note", child.text) }
      if child.name == "PaymentID" { document.say("payment reference", child.text) }
      if child.name == "PayeeFinancialAccount" { document.say("account", child.text(at: "ID")) }
      if child.name == "TrackingID" { document.say("tracking", child.text) }
      if let label = parties[child.name] { document.say(label, party(child)) }
      if let label = dates[child.name] { document.say(label, child.text) }
      if let label = periods[child.name] {
        document.say(label, child.text(at: "StartDate"), child.text(at: "EndDate").map { "until \($0)" })
      }
      if child.name == "Delivery" || child.name == "Consignment" || child.name == "Despatch" {
        details(child, in: &document)
      }
    }
  }

  private static func party(_ element: XMLElement) -> String? {
    element.first(["PartyName"])?.text(at: "Name") ?? element.firstText("RegistrationName")
  }

  /// A line of goods: how many of what, at which price; some types wrap it into another element.
  private static func line(_ outer: XMLElement) -> String {
    let line = outer.child("LineItem") ?? outer
    let item = line.child("Item") ?? line.first(["Item"])
    let quantity = line.children.first { $0.name.hasSuffix("Quantity") && !$0.text.isEmpty }
    let name =
      item.flatMap { $0.text(at: "Name") ?? $0.text(at: "Description") } ?? line.text(at: "Description")
    let goods = [quantity.map { "\($0.text) \($0.unit ?? "")×" }, name]
    let parts: [String?] = [
      goods.compactMap { $0 }.joined(separator: " "),
      item?.text(at: "SellersItemIdentification", "ID").map { "article \($0)" },
      item?.text(at: "BuyersItemIdentification", "ID").map { "buyer's article \($0)" },
      line.child("Price")?.child("PriceAmount").map { "at \(amount($0))" },
      line.child("LineExtensionAmount").map(amount), outer.text(at: "Note"), line.text(at: "Note"),
    ]
    return
      ([line.text(at: "ID")].compactMap { $0 } + [
        parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")
      ])
      .joined(separator: ": ")
  }

  private static func amount(_ element: XMLElement) -> String {
    [element.text, element.currency].compactMap { $0 }.joined(separator: " ")
  }

  /// `OrderResponseSimple` as words: `Order response`.
  private static func title(_ name: String) -> String {
    var words = ""
    for letter in name {
      if letter.isUppercase, !words.isEmpty { words += " " }
      words += words.isEmpty ? String(letter) : letter.lowercased()
    }
    return words.hasSuffix(" simple") ? String(words.dropLast(7)) : words
  }
}
