// SPDX-License-Identifier: Apache-2.0

/// What one message can mean for an order: the vocabulary of the product (docs/events.md).
package enum Event: String, Hashable, Sendable, CaseIterable {
  case inquiryReceived = "inquiry_received"
  case quoteSent = "quote_sent"
  case quoteConfirmed = "quote_confirmed"
  case orderPlaced = "order_placed"
  case materialReceived = "material_received"
  case orderShipped = "order_shipped"
  case deliveryConfirmed = "delivery_confirmed"
  case paymentReceived = "payment_received"

  case supplierOrderSent = "supplier_order_sent"
  case supplierOrderConfirmed = "supplier_order_confirmed"
  case supplierShipped = "supplier_shipped"
  case deliveryDelayed = "delivery_delayed"
  case invoiceReceived = "invoice_received"

  case statusRequested = "status_requested"
  case documentsRequested = "documents_requested"
  case documentsReturned = "documents_returned"
  case orderChangeRequested = "order_change_requested"
  case orderCancelled = "order_cancelled"
  case quoteDeclined = "quote_declined"
  case clarificationRequested = "clarification_requested"
  case claimOpened = "claim_opened"
  case feedbackReceived = "feedback_received"
  case tenderInvited = "tender_invited"
  case customsDocumentsRequested = "customs_documents_requested"
  case customsCleared = "customs_cleared"
  case paymentAdvised = "payment_advised"
  case paymentReminded = "payment_reminded"
  case bankDetailsChanged = "bank_details_changed"

  case autoReply = "auto_reply"
  case bounce
  case irrelevant
}
