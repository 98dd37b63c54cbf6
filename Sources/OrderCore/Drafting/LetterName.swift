// SPDX-License-Identifier: Apache-2.0

/// The letters that Kontor drafts; the raw value is the template's file name.
package enum LetterName: String, Hashable, Sendable, CaseIterable {
  case inquiryAcknowledgement = "inquiry_acknowledgement"
  case orderAcknowledgement = "order_acknowledgement"
  case statusAnswer = "status_answer"
  case documentsAnswer = "documents_answer"
  case claimAcknowledgement = "claim_acknowledgement"
  case shipmentNotice = "shipment_notice"
  case paymentReminder = "payment_reminder"
  case changeAcknowledgement = "change_acknowledgement"
  case cancellationAcknowledgement = "cancellation_acknowledgement"
  case delayNotice = "delay_notice"
  case clarificationAnswer = "clarification_answer"
  case tenderAcknowledgement = "tender_acknowledgement"
  case quoteDeclinedAnswer = "quote_declined_answer"
  case feedbackAnswer = "feedback_answer"
}

/// Which event calls for which letter, and to whom.
struct LetterOccasion: Hashable, Sendable {
  let event: Event
  let template: LetterName
  let addressee: Addressee

  enum Addressee: Hashable, Sendable {
    /// The sender, in the same thread.
    case sender
    /// The order's customer, in a new thread; nothing of the message that caused it is quoted.
    case customer
  }

  /// By urgency: where a message reports several events, the first found here is answered.
  static let all: [LetterOccasion] = [
    LetterOccasion(event: .claimOpened, template: .claimAcknowledgement, addressee: .sender),
    LetterOccasion(event: .orderCancelled, template: .cancellationAcknowledgement, addressee: .sender),
    LetterOccasion(event: .orderChangeRequested, template: .changeAcknowledgement, addressee: .sender),
    LetterOccasion(event: .quoteConfirmed, template: .orderAcknowledgement, addressee: .sender),
    LetterOccasion(event: .documentsRequested, template: .documentsAnswer, addressee: .sender),
    LetterOccasion(event: .statusRequested, template: .statusAnswer, addressee: .sender),
    LetterOccasion(event: .tenderInvited, template: .tenderAcknowledgement, addressee: .sender),
    LetterOccasion(event: .inquiryReceived, template: .inquiryAcknowledgement, addressee: .sender),
    LetterOccasion(event: .clarificationRequested, template: .clarificationAnswer, addressee: .sender),
    LetterOccasion(event: .quoteDeclined, template: .quoteDeclinedAnswer, addressee: .sender),
    LetterOccasion(event: .feedbackReceived, template: .feedbackAnswer, addressee: .sender),
    LetterOccasion(event: .orderShipped, template: .shipmentNotice, addressee: .customer),
    LetterOccasion(event: .deliveryDelayed, template: .delayNotice, addressee: .customer),
  ]
}

extension LetterName {
  /// The event that a letter belongs to.
  package var event: Event {
    LetterOccasion.all.first { $0.template == self }?.event ?? .paymentReminded
  }
}
