// SPDX-License-Identifier: Apache-2.0

/// The steps, one function an event: what it does in each state.
extension Lifecycle {
  static func inquiry(on state: OrderState) -> Effect {
    switch state {
    case .inquiry, .quoted, .declined: .stays
    case .cancelled: .odd("An inquiry about an order that was cancelled.")
    case .confirmed, .placed, .materialReceived, .shipped, .delivered, .paid:
      .odd("An inquiry in an order that the customer has already confirmed: perhaps a new order.")
    }
  }

  static func quotation(on state: OrderState) -> Effect {
    switch state {
    case .inquiry, .declined: .moves(.quoted)
    case .quoted: .stays
    case .cancelled: .odd("A quotation for an order that was cancelled.")
    case .confirmed, .placed, .materialReceived, .shipped, .delivered, .paid:
      .odd("A quotation after the customer confirmed the order.")
    }
  }

  static func confirmation(on state: OrderState) -> Effect {
    switch state {
    case .inquiry, .quoted: .moves(.confirmed)
    case .confirmed, .placed, .materialReceived: .stays
    case .shipped, .delivered, .paid: .odd("A confirmation of an order that has already been shipped.")
    case .declined: .odd("The customer confirms a quotation that they had declined.")
    case .cancelled: .odd("The customer confirms an order that was cancelled.")
    }
  }

  static func placing(on state: OrderState) -> Effect {
    switch state {
    case .inquiry, .quoted, .confirmed: .moves(.placed)
    case .placed, .materialReceived: .stays
    case .shipped, .delivered, .paid: .odd("The order is placed after it was shipped.")
    case .declined: .odd("The order is placed although the customer declined the quotation.")
    case .cancelled: .odd("The order is placed although it was cancelled.")
    }
  }

  static func material(on state: OrderState) -> Effect {
    switch state {
    case .confirmed, .placed: .moves(.materialReceived)
    case .materialReceived, .shipped, .delivered: .stays
    case .inquiry, .quoted: .odd("Material arrived for an order that the customer has not confirmed.")
    case .paid: .odd("Material arrived for an order that is shipped and paid.")
    case .declined: .odd("Material arrived for an order whose quotation was declined.")
    case .cancelled: .odd("Material arrived for an order that was cancelled.")
    }
  }

  static func shipment(on state: OrderState) -> Effect {
    switch state {
    case .confirmed, .placed, .materialReceived: .moves(.shipped)
    case .shipped, .delivered, .paid: .stays
    case .inquiry, .quoted: .odd("Goods were shipped for an order that the customer has not confirmed.")
    case .declined: .odd("Goods were shipped for an order whose quotation was declined.")
    case .cancelled: .odd("Goods were shipped for an order that was cancelled.")
    }
  }

  static func receipt(on state: OrderState) -> Effect {
    switch state {
    case .placed, .materialReceived, .shipped: .moves(.delivered)
    case .delivered, .paid: .stays
    case .inquiry, .quoted, .confirmed: .odd("Goods were received for an order that was never placed.")
    case .declined: .odd("Goods were received for an order whose quotation was declined.")
    case .cancelled: .odd("Goods were received for an order that was cancelled.")
    }
  }

  static func payment(on state: OrderState) -> Effect {
    switch state {
    case .shipped, .delivered: .moves(.paid)
    case .quoted, .confirmed, .placed, .materialReceived, .paid: .stays
    case .inquiry: .odd("Money came in for an order that has not been quoted.")
    case .declined: .odd("Money came in for an order whose quotation was declined.")
    case .cancelled: .odd("Money came in for an order that was cancelled.")
    }
  }

  static func refusal(on state: OrderState) -> Effect {
    switch state {
    case .inquiry, .quoted: .moves(.declined)
    case .declined, .cancelled: .stays
    case .confirmed, .placed, .materialReceived, .shipped, .delivered, .paid:
      .odd("The customer declines a quotation that they had confirmed: perhaps a cancellation.")
    }
  }

  static func cancellation(on state: OrderState) -> Effect {
    switch state {
    case .inquiry, .quoted, .confirmed, .placed, .materialReceived: .moves(.cancelled)
    case .declined, .cancelled: .stays
    case .shipped, .delivered, .paid: .odd("The customer cancels an order that has already been shipped.")
    }
  }
}
