// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore
import Testing

@Suite("A directory")
struct DirectoryTests {
  @Test(
    "takes an international domain and its xn-- form for the same",
    arguments: [
      ("bücher.example", "xn--bcher-kva.example"),
      ("BÜCHER.Example", "xn--bcher-kva.example"),
      // A u and a combining diaeresis.
      ("bu\u{308}cher.example", "xn--bcher-kva.example"),
      ("bücher\u{3002}example", "xn--bcher-kva.example"),
      ("почта.рф", "xn--80a1acny.xn--p1ai"),
      ("завод-пример.испытание", "xn----7sbgighl6aomld.xn--80akhbyknj4f"),
      ("例え.テスト", "xn--r8jz45g.xn--zckzah"),
      ("faß.example", "xn--fa-hia.example"),
      ("他们为什么不说中文.example", "xn--ihqwcrb4cv8a8dqg056pqjye.example"),
      ("MajiでKoiする5秒前.example", "xn--majikoi5-783gue6qz075azm5e.example"),
      ("a.EXAMPLE", "a.example"),
      ("", ""),
    ])
  func comparesDomains(_ written: String, _ expected: String) {
    #expect(DomainName.folded(written) == expected)
    #expect(Address(address: "Info@\(written)").domain == expected)
    guard !written.isEmpty else { return }
    #expect(Address(address: "Info@\(written)").folded == "info@\(expected)")
    #expect(Address(address: "Info@\(written)").routable.address.lowercased() == "info@\(expected)")
    let listed = Party(address: "info@\(expected)", role: .supplier, company: "Books Ltd")
    let directory = Directory(byAddress: [listed.address: listed], byDomain: [:])
    #expect(directory.party(of: Address(name: "x", address: "info@\(written)")).role == .supplier)
  }

  @Test("keeps what is written: the address is shown as it came")
  func keepsWriting() {
    #expect(Address(address: "Ivan@ПОЧТА.рф").address == "Ivan@ПОЧТА.рф")
    #expect(Address(address: "ivan@b.example").routable == Address(address: "ivan@b.example"))
    // A local part has no xn-- form.
    #expect(Address(address: "Иван@b.example").folded == "иван@b.example")
    #expect(Address(address: "Иван@b.example").routable.address == "Иван@b.example")
  }

  @Test("bears labels that no domain can have")
  func longLabels() {
    let label = String(repeating: "ж", count: 5_000)
    #expect(DomainName.folded("\(label).example") == "\(label).example")
    #expect(DomainName.folded("\u{10FFFD}.example").hasPrefix("xn--"))
    #expect(DomainName.folded("ü..example") == "xn--tda..example")
  }
}
