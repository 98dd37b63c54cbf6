// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import MailParsing
import Testing

@Suite("A charset")
struct CharsetTests {
  struct Case: CustomTestStringConvertible {
    let label: String
    let bytes: [UInt8]
    let text: String
    let fits: Bool
    init(_ label: String, _ bytes: [UInt8], _ text: String, fits: Bool = true) {
      self.label = label
      self.bytes = bytes
      self.text = text
      self.fits = fits
    }
    var testDescription: String { "\(label): \(text)" }
  }

  private static let privet1251: [UInt8] = [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2, 0x2C, 0x20, 0xEC, 0xE8, 0xF0]
  private static let privetKOI: [UInt8] = [0xF0, 0xD2, 0xC9, 0xD7, 0xC5, 0xD4, 0x2C, 0x20, 0xCD, 0xC9, 0xD2]
  private static let gruesse: [UInt8] = [0x47, 0x72, 0xFC, 0xDF, 0x65, 0x20, 0x80, 0x35]

  @Test(
    "is taken as labelled, and set aside where the bytes say otherwise",
    arguments: [
      Case("windows-1251", privet1251, "Привет, мир"),
      Case("cp1251", privet1251, "Привет, мир"),
      Case("\"Windows-1251\"", privet1251, "Привет, мир"),
      Case("koi8-r", privetKOI, "Привет, мир"),
      Case("utf-8", privet1251, "Привет, мир", fits: false),
      Case("us-ascii", privetKOI, "Привет, мир", fits: false),
      Case("x-unknown", privet1251, "Привет, мир", fits: false),
      Case("windows-1251", Array("Привет, мир".utf8), "Привет, мир", fits: false),
      Case("iso-8859-1", Array("Grüße Größe".utf8), "Grüße Größe", fits: false),
      Case("iso-8859-1", gruesse, "Grüße €5"),
      Case("us-ascii", [0x41, 0x74, 0x20, 0xA3, 0x37, 0x35, 0x30, 0x6D], "At £750m", fits: false),
      Case("utf-8", gruesse, "Grüße €5", fits: false),
      Case("utf8", Array("Grüße".utf8), "Grüße"),
      Case("utf-8", Array("Grüße, Größe".utf8) + [0xFF], "Grüße, Größe\u{FFFD}", fits: false),
      Case(
        "utf-8", Array("Добрый день!\n-- \n".utf8) + privet1251, "Добрый день!\n-- \nПривет, мир", fits: false
      ),
      Case(
        "utf-8",
        privetKOI + Array("\nДобрый день, дорогие коллеги!\n".utf8) + privetKOI + Array("\nДа".utf8) + [0xD0],
        "Привет, мир\nДобрый день, дорогие коллеги!\nПривет, мир\nДа\u{FFFD}", fits: false),
      Case("hz-gb-2312", Array("a~{<:Ky2;~}~~~\nb~{<:\nc".utf8), "a己所不~b己\nc"),
      Case("hz-gb-2312", Array("a~b~{ ~{!".utf8), "a~b~{ ~{!"),
      Case("utf-7", Array("+ADw-b+AD4-".utf8), "+ADw-b+AD4-", fits: false),
      Case("gb2312", [0xC4, 0xE3, 0xBA, 0xC3], "你好"),
      Case("shift_jis", [0x83, 0x65, 0x83, 0x58, 0x83, 0x67], "テスト"),
      Case("iso-2022-jp", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42], "日"),
      Case("utf-8", [0x61, 0x00, 0x62, 0x1B, 0x5B, 0x07, 0x0C, 0x63], "a b [ \nc"),
      Case("utf-8", [0xC0, 0xAF, 0x61], "유a", fits: false),
    ])
  func isTaken(_ item: Case) throws {
    let header = "From: a@b.example\r\nContent-Type: text/plain; charset=\(item.label)\r\n\r\n"
    let message = try MailParser().parse(RawMessage(bytes: Array(header.utf8) + item.bytes))
    #expect(message.text == item.text)
    #expect(message.warnings.contains { $0.contains("did not fit") } != item.fits)
    #expect(!message.text.utf8.contains { $0 < 32 && $0 != 10 && $0 != 9 })
  }

  @Test("declared by a page serves where the header names none")
  func isReadFromPage() throws {
    let header = "From: a@b.example\r\nContent-Type: text/html\r\n\r\n<meta charset=\"koi8-r\"><p>"
    let message = try MailParser().parse(RawMessage(bytes: Array(header.utf8) + Self.privetKOI))
    #expect(message.text == "Привет, мир")
  }
}
