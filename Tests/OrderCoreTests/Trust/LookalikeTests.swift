// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore
import TestSupport
import Testing

@Suite("A sender who looks like somebody")
struct LookalikeTests {
  private static let domains = [
    "bearings.example", "quillgrowers.example", "amthor-bau.example", "svetoch.example", "uralprovod.example",
    "ventora.example", "tuerenwerk.example", "northlane-shipping.com", "mueller-maschinen.de",
    "hansebrauerei.de",
    "stroymontazh.ru", "severstal-trade.ru", "kabelniyzavod.ru", "greenfields.co.uk", "baltic-timber.lt",
    "alfachem.com", "lichtwerk.de", "novotekh.ru", "polymerhandel.at", "cornwallfoods.co.uk",
  ]

  private static let index = LookalikeIndex(
    Directory(
      byAddress: [
        "martha@quillgrowers.example": Party(
          address: "martha@quillgrowers.example", name: "Martha Quill", role: .customer,
          company: "Quill Growers Ltd")
      ],
      byDomain: Dictionary(
        uniqueKeysWithValues: domains.dropFirst(2).map { ($0, Party(address: $0, role: .customer)) }
          + [
            ("bearings.example", Party(address: "bearings.example", role: .supplier, company: "Bearings Ltd"))
          ]),
      ownDomains: ["ourco.example"]))

  /// Makes a look-alike of a domain as those who register them do.
  private static func alike(_ domain: String, by generator: inout SeededGenerator) -> String {
    let dot = domain.firstIndex(of: ".") ?? domain.endIndex
    var name = Array(domain[..<dot])
    let rest = String(domain[dot...])
    let swaps: [(String, String)] = [
      ("m", "rn"), ("w", "vv"), ("d", "cl"), ("o", "0"), ("l", "1"), ("i", "l"), ("l", "i"), ("a", "а"),
      ("e", "е"),
      ("o", "о"), ("p", "р"), ("c", "с"), ("s", "5"), ("i", "í"), ("u", "ü"),
    ]
    for _ in 0..<40 {
      let place = Int.random(in: 1..<name.count, using: &generator)
      switch Int.random(in: 0..<5, using: &generator) {
      case 0:
        guard let swap = swaps.filter({ name.contains(Character($0.0)) }).randomElement(using: &generator),
          let index = name.firstIndex(of: Character(swap.0))
        else { continue }
        name.replaceSubrange(index...index, with: Array(swap.1))
      case 1: name.insert(name[place], at: place)
      case 2: name.swapAt(place, place - 1)
      case 3: name.remove(at: place)
      default: name[place] = "aeinrst".randomElement(using: &generator) ?? "a"
      }
      let made = DomainName.folded(String(name) + rest)
      if made != domain { return made }
    }
    return domain
  }

  @Test("is found out in at least 95 of 100")
  func recall() {
    var generator = SeededGenerator(seed: 7)
    var missed: [String] = []
    for round in 0..<100 {
      let domain = Self.domains[round % Self.domains.count]
      let made = Self.alike(domain, by: &generator)
      if Self.index.target(of: made) == nil { missed.append(made) }
    }
    #expect(missed.count <= 5, "\(missed)")
  }

  private static let plain = Set(
    ("siemens.de bosch.com kaufland.de lidl.de metro.ag dhl.com dpd.de hermesworld.com maersk.com msc.com kuehne-nagel.com "
      + "gazprom.ru rosneft.ru lukoil.com sberbank.ru vtb.ru alfabank.ru tinkoff.ru delovye-linii.ru pek.ru cdek.ru "
      + "yandex-team.ru ozon.ru magnit.ru x5.ru evraz.com nlmk.com mmk.ru sibur.ru uralkali.com phosagro.ru basf.com "
      + "bayer.de henkel.de linde.com covestro.com evonik.de thyssenkrupp.com man.eu zf.com schaeffler.com skf.com "
      + "fag.de festo.de wago.com rittal.de phoenixcontact.com weidmueller.de hager.de viessmann.de vaillant.de grohe.de "
      + "wilo.com ksb.com grundfos.com danfoss.com abb.com schneider-electric.fr legrand.fr nexans.com prysmian.com "
      + "leoni.com lapp.com helukabel.de faber.de tkh.nl philips.nl unilever.com nestle.ch novartis.ch roche.ch ubs.com "
      + "holcim.com sika.ch geberit.ch hilti.li liebherr.com doppelmayr.at andritz.com voestalpine.at omv.at rhi.at "
      + "red-bull.at spar.at billa.at tesco.com sainsburys.co.uk boots.co.uk wickes.co.uk screwfix.com toolstation.com "
      + "travisperkins.co.uk jewson.co.uk wolseley.co.uk plumbase.co.uk edmundson.co.uk rexel.co.uk farnell.com "
      + "rs-online.com mouser.com digikey.com arrow.com avnet.com molex.com te.com amphenol.com harting.com lumberg.de "
      + "hirschmann.com belden.com moxa.com advantech.com beckhoff.de pilz.de sick.de ifm.com turck.com balluff.de "
      + "leuze.de pepperl-fuchs.com endress.com krohne.de vega.com samson.de gemu.de burkert.com asco.com parker.com "
      + "eaton.com rexroth.de hawe.de bucher.com argo-hytos.com hydac.com mahle.com mann-hummel.com donaldson.com "
      + "stauff.com voss.net swagelok.com gates.com contitech.de fenner.com optibelt.com bando.jp trelleborg.com "
      + "freudenberg.com simrit.de eagleburgmann.de johncrane.com garlock.com klinger.at frenzelit.de kempchen.de "
      + "spetsmontazh.ru teplosnab.ru vodokanal.spb.ru elektroshield.ru transneft.ru inter-rao.ru rushydro.ru atomenergo.ru "
      + "tekhprom.ru agrosoyuz.ru mebelopt.ru gidromash.ru stankoimport.ru metizkomplekt.ru lesprom.ru pischeprom.ru "
      + "avtodetal.ru kranservis.ru neftegaz.ru promarmatura.ru zavodzhbi.ru domostroy.ru remtekhnika.ru upakovka.ru "
      + "khimreaktiv.ru rti-service.ru instrumentopt.ru krepezh.ru elektrod.ru svarka.ru nasosy.ru ventilyator.ru "
      + "oakwoodjoinery.co.uk thornburyfarm.co.uk celticgranite.ie shamrockdairy.ie highlandwool.co.uk pennineglass.co.uk "
      + "tamarvalley.co.uk severnboats.co.uk harbourcafe.co.uk brightonprint.co.uk yorkshiretea.co.uk kentorchards.co.uk")
      .split(separator: " ").map(String.init))

  @Test("is not seen in more than one of a hundred who are what they are")
  func falseAlarms() {
    let wrong = Self.plain.filter { Self.index.target(of: $0) != nil }
    #expect(Self.plain.count >= 190)
    #expect(wrong.count * 100 <= Self.plain.count, "\(wrong)")
  }

  @Test("is not seen in the company itself, nor in what belongs to it", arguments: domains)
  func itself(_ domain: String) {
    #expect(Self.index.target(of: domain) == nil)
    #expect(Self.index.target(of: "mail.\(domain)") == nil)
  }

  @Test(
    "is seen behind a dash, under another ending, in front of another domain",
    arguments: [
      "bearings-billing.example", "bearings-gmbh.example", "bearings.com", "bearings.example.evil.net",
      "bearíngs.example", "ьearings.example",
      "rechnung-lichtwerk.de", "mueller-rnaschinen.de", "ourc0.example",
    ])
  func others(_ domain: String) { #expect(Self.index.target(of: DomainName.folded(domain)) != nil) }

  @Test("is seen in a stranger who bears a known name or address")
  func names() {
    func target(_ name: String, _ address: String, _ role: PartyRole = .unknown) -> String? {
      Self.index.target(of: Party(address: address, name: name, role: role), writtenName: name)
    }
    #expect(target("Bearings Ltd", "x@free-mail.example") == "bearings.example")
    #expect(target("Martha Quill", "boss1977@gmail.com") == "quillgrowers.example")
    #expect(target("Quill, Martha", "boss1977@gmail.com") == "quillgrowers.example")
    #expect(target("martha@quillgrowers.example", "x@free-mail.example") == "quillgrowers.example")
    #expect(target("Martha", "martha@gmail.com") == nil)
    #expect(target("Ray Moss", "r.moss@fastmail-box.example") == nil)
    #expect(target("Martha Quill", "martha@quillgrowers.example", .customer) == nil)
    #expect(target("", "x@gmail.com") == nil)
  }
}
