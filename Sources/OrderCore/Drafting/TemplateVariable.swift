// SPDX-License-Identifier: Apache-2.0

/// What a letter's template may fill in.
package enum TemplateVariable: String, Hashable, Sendable, CaseIterable {
  /// The greeting in the letter's language, with its punctuation; always there.
  case salutation
  /// Our order number.
  case orderNumber = "order_number"
  /// The customer's own number of the order or inquiry.
  case customerReference = "customer_reference"
  /// Our quotation number.
  case quoteNumber = "quote_number"
  /// The number of our invoice.
  case invoiceNumber = "invoice_number"
  /// The waybill, tracking number or container of a shipment.
  case shippingReference = "shipping_reference"
  /// A complete sentence on where the order stands.
  case stateSentence = "state_sentence"
  /// The documents that were asked for, as they are listed in a sentence.
  case requested
  /// The name of the specialist in charge.
  case specialist
  /// Our company's name; always there.
  case company
  /// What ends the letter, over several lines; always there.
  case signature
  /// The day a payment is due, as the letter's language writes it.
  case dueDate = "due_date"
  /// A sum of money with its currency.
  case amount
  /// A day that somebody has promised, as the letter's language writes it.
  case promisedDate = "promised_date"
}
