// SPDX-License-Identifier: Apache-2.0

import Testing

// The gist is made inside the target.
@testable import Store

@Suite("A gist")
struct GistTests {
  @Test(
    "is the first sentences without the salutation",
    arguments: [
      ("Guten Tag Frau Kolbe,\n\nwir bestellen 40 Lager.", "wir bestellen 40 Lager."),
      ("Добрый день!\nГде заказ?", "Где заказ?"), ("Hallo,", "Hallo,"), ("", ""), (" \n\n ", ""),
      ("Kurz.\r\n\r\nUnd  gut.", "Kurz. Und gut."),
      (
        "The first sentence is about forty long. The second one is much longer than all of what is left of the room that "
          + "there is.", "The first sentence is about forty long."
      ),
      (String(repeating: "wort ", count: 40), String(repeating: "wort ", count: 23) + "wort…"),
      (String(repeating: "x", count: 500), String(repeating: "x", count: 119) + "…"),
    ])
  func gist(text: String, expected: String) {
    #expect(Gist.of(text) == expected)
    #expect(Gist.of(text).count <= 120)
  }
}
