// SPDX-License-Identifier: Apache-2.0

import MailTransport
import Testing

@Suite("A folder name on the wire")
struct ModifiedUTF7Tests {
  @Test(
    "is in modified UTF-7 and comes back",
    arguments: [
      ("INBOX", "INBOX"),
      ("R&D", "R&-D"),
      ("Отправленные", "&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-"),
      ("Тест", "&BCIENQRBBEI-"),
      ("Gesendete Objekte", "Gesendete Objekte"),
      ("Entwürfe", "Entw&APw-rfe"),
      ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),
      ("📦 fertig", "&2D3c5g- fertig"),
      ("a&&b", "a&-&-b"),
      ("", ""),
    ])
  func roundTrip(_ name: String, _ wire: String) {
    #expect(String(decoding: ModifiedUTF7.encode(name), as: UTF8.self) == wire)
    #expect(ModifiedUTF7.decode(Array(wire.utf8)) == name)
  }

  @Test(
    "is refused where it is not well-formed",
    arguments: ["R&D", "&", "&BCI", "&B-", "&!!!-", "&2D0-", "Тест", "a\u{7F}b", "&AAA="])
  func malformed(_ wire: String) {
    #expect(ModifiedUTF7.decode(Array(wire.utf8)) == nil)
  }
}
