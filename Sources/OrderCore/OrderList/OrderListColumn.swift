// SPDX-License-Identifier: Apache-2.0

/// A column of an order list that means something to us.
package enum OrderListColumn: String, Hashable, Sendable, CaseIterable {
  case number
  case customer
  case customerNumber = "customer_number"
  case amount
  case currency
  case date
  case state
  case customerOrder = "customer_order"
  case quote
  case supplierOrder = "supplier_order"
  case invoice
  case contract

  /// The kind of the keys that stand in it, nil for other columns.
  var keyKind: KeyKind? {
    switch self {
    case .customerOrder: .customerOrder
    case .quote: .ourQuote
    case .supplierOrder: .supplierOrder
    case .invoice: .invoice
    case .contract: .contract
    default: nil
    }
  }

  /// The column that a heading means, nil when it is none of ours.
  static func named(_ heading: String) -> OrderListColumn? {
    let name = folded(heading)
    return allCases.first { $0.rawValue == heading.lowercased() } ?? headings[name]
  }

  /// A heading as it is compared: lower case, nothing but letters and digits.
  static func folded(_ heading: String) -> String {
    heading.lowercased().replacing("ё", with: "е").filter { $0.isLetter || $0.isNumber }
  }

  /// What order systems write over their columns, folded.
  private static let headings: [String: OrderListColumn] = {
    let names: [(OrderListColumn, String)] = [
      (
        .number,
        """
        number, no, order no, order number, order, sales order, document, document number, so number, номер, № ,
        номер заказа, заказ, заказ клиента, № заказа, документ, nummer, auftragsnummer, auftrag, auftragsnr, beleg,
        belegnummer, belegnr, verkaufsbeleg, nr
        """
      ),
      (
        .customer,
        """
        customer, customer name, client, sold to, buyer, account, клиент, контрагент, покупатель, заказчик,
        наименование клиента, kunde, kundenname, auftraggeber, name, debitor
        """
      ),
      (
        .customerNumber,
        """
        customer number, customer no, customer id, client no, account number, код клиента, номер клиента,
        код контрагента, kundennummer, kundennr, kunden nr, debitorennummer
        """
      ),
      (
        .amount,
        """
        amount, total, value, net value, sum, order value, сумма, сумма заказа, итого, стоимость, betrag, summe,
        nettowert, auftragswert, gesamt, gesamtbetrag, wert
        """
      ),
      (.currency, "currency, curr, валюта, währung, wahrung, whg"),
      (
        .date,
        """
        date, order date, created, created on, document date, дата, дата заказа, дата документа, datum, auftragsdatum,
        belegdatum, angelegt am
        """
      ),
      (.state, "state, status, состояние, статус, zustand, auftragsstatus, gesamtstatus"),
      (
        .customerOrder,
        """
        customer order, po, po number, purchase order, customer po, customer reference, their reference, your reference,
        заявка, номер заявки, заказ покупателя, номер по данным клиента, bestellnummer, kundenbestellung, bestellung,
        bestellnr, kundenreferenz, kundenbestellnummer
        """
      ),
      (
        .quote,
        "quote, quotation, quote no, offer, offer no, кп, предложение, коммерческое предложение, номер кп, angebot, "
          + "angebotsnummer, angebotsnr"
      ),
      (
        .supplierOrder,
        """
        supplier order, supplier po, purchase, заказ поставщику, закупка, lieferantenbestellung, einkaufsbestellung,
        bestellung lieferant
        """
      ),
      (.invoice, "invoice, invoice no, счет, номер счета, инвойс, rechnung, rechnungsnummer, rechnungsnr"),
      (
        .contract,
        "contract, contract no, договор, контракт, номер договора, vertrag, vertragsnummer, rahmenvertrag"
      ),
    ]
    var table: [String: OrderListColumn] = [:]
    for (column, list) in names {
      for name in list.split(whereSeparator: { $0 == "," || $0.isNewline }) {
        let folded = folded(String(name))
        if !folded.isEmpty { table[folded] = column }
      }
    }
    return table
  }()
}
