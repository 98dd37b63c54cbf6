// SPDX-License-Identifier: Apache-2.0

import OrderCore
import Testing

@Suite("Account numbers")
struct AccountTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var text: String
    var found: [String]
    init(_ text: String, _ found: String...) { (self.text, self.found) = (text, found) }
    var testDescription: String { text }
  }

  private static let named: [Case] = [
    Case(
      "Unsere IBAN: DE89 3704 0044 0532 0130 00, BIC COBADEFFXXX", "iban DE89370400440532013000",
      "bic COBADEFF"),
    Case("IBAN DE89370400440532013000", "iban DE89370400440532013000"),
    Case("pay to GB29 NWBK 6016 1331 9268 19 please", "iban GB29NWBK60161331926819"),
    Case("gb29nwbk60161331926819", "iban GB29NWBK60161331926819"),
    Case("FR14-2004-1010-0505-0001-3M02-606", "iban FR1420041010050500013M02606"),
    // Hidden from a careless eye: Cyrillic letters, a soft hyphen, digits of full width, no-break spaces.
    Case("DЕ89 3704 0044 0532 0130 00", "iban DE89370400440532013000"),
    Case("DE89\u{AD}3704\u{200B}0044 0532 0130 00", "iban DE89370400440532013000"),
    Case("DE８９ 3704 0044 0532 0130 00", "iban DE89370400440532013000"),
    Case("DE89\u{A0}3704\u{A0}0044\u{A0}0532\u{A0}0130\u{A0}00", "iban DE89370400440532013000"),
    // A slip in one that is called so.
    Case("IBAN: DE88 3704 0044 0532 0130 00", "iban DE88370400440532013000"),
    Case("KZ86125KZT5004100100", "iban KZ86125KZT5004100100"),
    Case(
      "р/с 40702810938000012345 в ПАО Сбербанк, БИК 044525225, к/с 30101810400000000225",
      "russian 40702810938000012345", "bik 044525225", "correspondent 30101810400000000225"),
    Case("Расчётный счёт: 40702 810 9 3800 0012345", "russian 40702810938000012345"),
    Case("казначейский счёт 03100643000000017300", "russian 03100643000000017300"),
    Case("Bank: Barclays, sort code 20-00-00, account number 55779911", "routing 200000", "account 55779911"),
    Case("Kontonummer 532013000, BLZ 370 400 44, Commerzbank", "account 532013000", "routing 37040044"),
    Case(
      "Beneficiary bank HDFC, A/C No. 50100234567891, IFSC HDFC0001234", "account 50100234567891",
      "routing HDFC0001234"),
    Case("Wire to routing number 021000021, account no: 123456789", "routing 021000021", "account 123456789"),
    Case("bank account (new): 1234 5678 90", "account 1234567890"),
  ]

  private static let innocent: [Case] = [
    Case("Order SO-2026-00417, invoice INV-20391, container MSKU1234565"),
    Case("счёт № 1184 от 12.03.2026 на сумму 1 250 000,00 руб."),
    Case("Счет на оплату 000000000123456"),
    Case("Tel. +49 40 1234567890, fax 040 98765432"),
    Case("Your customer account number 10023456 with us"),
    Case("account manager, phone 020 7946 0000, bank holiday"),
    Case("AWB 020-12345675, MRN 26DE480012345678J5, EAN 4006381333931"),
    Case("ИНН 7701234567, КПП 770101001, ОГРН 1027700132195"),
    Case("УИН 18810177260312345678 к оплате штрафа"),
    Case("We ship by SWIFT DELIVERY on 12 March"),
    Case("DE12 is our door, GB 29 people"),
    Case("Part 40702-810-9, qty 12345678901234567890"),
    Case("BIC: COBADEFFXXX"),
  ]

  private static func found(_ text: String) -> [String] {
    AccountScan(text).accounts.map { "\($0.kind.rawValue) \($0.value)" }
  }

  @Test("are found however they are set", arguments: named)
  func finds(_ item: Case) { #expect(Self.found(item.text) == item.found) }

  @Test("are not seen where there are none", arguments: innocent)
  func passesOver(_ item: Case) { #expect(Self.found(item.text) == []) }

  @Test("stand where they are said to stand")
  func ranges() throws {
    let text = "Größe: bitte an DЕ89 3704 0044 0532 0130 00 zahlen"
    let finding = try #require(AccountScan(text).findings.first)
    let bytes = Array(text.utf8)[finding.range]
    #expect(String(decoding: bytes, as: UTF8.self) == "DЕ89 3704 0044 0532 0130 00")
  }

  @Test("of the world have check digits (ISO 13616)")
  func checkDigits() {
    #expect(BankAccount.isIBAN("DE89370400440532013000"))
    #expect(!BankAccount.isIBAN("DE89370400440532013001"))
    #expect(!BankAccount.isIBAN("DE893704004405320130"))
    #expect(!BankAccount.isIBAN("DE98370400440532013000"))
    // Two neighbours exchanged never pass.
    #expect(!BankAccount.isIBAN("DE89370400440532010300"))
    #expect(BankAccount.isIBAN("NO9386011117947"))
  }

  @Test("of Russia have a control key")
  func keys() {
    let keyed = (0...9).filter { digit in
      BankAccount.isKeyed("40702810\(digit)38000012345", bik: "044525225")
    }
    #expect(keyed.count == 1)
    #expect(BankAccount.isKeyed("30101810400000000225", bik: "044525225"))
    #expect(!BankAccount.isKeyed("30101810500000000225", bik: "044525225"))
    #expect(!BankAccount.isKeyed("4070281093800001234", bik: "044525225"))
  }

  @Test("are found in time that grows with the text only")
  func linear() {
    for text in ["1234567890 ", "DE89 ", "IBAN ", "account 123456 bank ", "40702810 ", "БИК 044525225 "] {
      let long = String(repeating: text, count: 400_000 / text.utf8.count)
      let spent = ContinuousClock().measure { _ = AccountScan(long) }
      #expect(spent < .seconds(4), "\(text) \(spent)")
    }
  }
}
