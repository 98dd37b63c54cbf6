// SPDX-License-Identifier: Apache-2.0

/// A number by which money finds somebody.
package struct BankAccount: Hashable, Sendable {
  /// What sort of number.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// An International Bank Account Number (ISO 13616).
    case iban
    /// A Russian account of 20 digits.
    case russian
    /// An account number of another country.
    case account
    /// The account of a Russian bank with the central bank.
    case correspondent
    /// A Russian bank (БИК).
    case bik
    /// A bank (ISO 9362), its office left out.
    case bic
    /// A bank by sort code, routing number, Bankleitzahl or IFSC.
    case routing
  }

  /// What sort of number.
  package let kind: Kind
  /// The number without blanks and signs, in capitals.
  package let value: String

  /// Creates an account.
  package init(kind: Kind, value: String) {
    self.kind = kind
    self.value = value
  }

  /// Whether it names somebody's account, and not only a bank.
  package var isAccount: Bool { kind == .iban || kind == .russian || kind == .account }

  /// The form in which account numbers of configurations and mails are compared: capitals and digits only.
  package static func compact(_ text: String) -> String {
    String(decoding: AccountText(text).bytes.filter(AccountText.isPlain), as: UTF8.self)
  }

  /// Whether two numbers are of one account: the same, or one the end of the other, as an account number is of its
  /// IBAN.
  func isSame(as other: BankAccount) -> Bool {
    guard isAccount == other.isAccount else { return false }
    if value == other.value { return true }
    let (short, long) =
      value.utf8.count < other.value.utf8.count ? (value, other.value) : (other.value, value)
    return isAccount && short.utf8.count >= 6 && long.hasSuffix(short)
  }
}

extension BankAccount {
  /// Whether the check digits of an IBAN hold (ISO 13616, ISO 7064 MOD 97-10) and its country's length is kept.
  package static func isIBAN(_ compact: String) -> Bool {
    let bytes = Array(compact.utf8)
    guard bytes.count >= 15, bytes.count <= 34, bytes.allSatisfy(AccountText.isPlain) else { return false }
    let country = String(decoding: bytes.prefix(2), as: UTF8.self)
    if let length = IBANCountry.lengths[country], length != bytes.count { return false }
    var rest = 0
    for byte in bytes[4...] + bytes[..<4] {
      if AccountText.isDigit(byte) {
        rest = (rest * 10 + Int(byte - 0x30)) % 97
      } else {
        rest = (rest * 100 + Int(byte) - 55) % 97
      }
    }
    return rest == 1
  }

  /// Whether the control key of a Russian account fits the bank's БИК (instruction 515 of the central bank, 1997).
  ///
  /// Accounts of clients are checked with the last three digits of the БИК, those of banks with 0 and the two digits
  /// before these.
  package static func isKeyed(_ account: String, bik: String) -> Bool {
    let digits = Array(account.utf8)
    let bank = Array(bik.utf8)
    guard digits.count == 20, bank.count == 9, (digits + bank).allSatisfy(AccountText.isDigit) else {
      return false
    }
    let prefix = account.hasPrefix("301") ? [0x30] + bank[4..<6] : Array(bank[6...])
    let sum = zip(prefix + digits, (0...).lazy.map { [7, 1, 3][$0 % 3] }).reduce(0) { sum, item in
      sum + Int(item.0 - 0x30) * item.1 % 10
    }
    return sum % 10 == 0
  }
}

/// The countries with IBANs and how long theirs are (registry of ISO 13616).
enum IBANCountry {
  static let lengths: [String: Int] = {
    let table =
      "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 "
      + "EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 "
      + "KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 "
      + "PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 "
      + "UA29 VA22 VG24 XK20 YE30"
    var lengths: [String: Int] = [:]
    for entry in table.split(separator: " ") { lengths[String(entry.prefix(2))] = Int(entry.dropFirst(2)) }
    return lengths
  }()

  /// Countries whose banks have BICs, besides.
  static let others: Set<String> = [
    "US", "CN", "IN", "JP", "HK", "SG", "AU", "CA", "NZ", "KR", "TW", "TH", "VN", "MY", "ID", "PH", "UZ",
    "KG",
    "AM", "TJ", "TM", "ZA", "MX", "AR", "CL", "PE", "MA",
  ]
}
