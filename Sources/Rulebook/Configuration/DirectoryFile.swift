// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore

/// Reads the directory: the file that says who is what to us.
struct DirectoryFile {
  private let folder: ConfigurationFolder
  private let diagnostics: Diagnostics

  init(folder: ConfigurationFolder, _ diagnostics: Diagnostics) {
    self.folder = folder
    self.diagnostics = diagnostics
  }

  /// Reads the file that `name` names, and adds what is ours.
  func directory(_ name: YAMLValue?, ownDomains: YAMLValue?, ownAddresses: Set<String>) -> Directory {
    let domains = (ownDomains?.texts(diagnostics) ?? []).compactMap { domain($0.text, at: $0.place) }
    let parties = name.map(parties) ?? []
    return Directory(
      byAddress: unique(parties.filter { $0.party.address.contains("@") }),
      byDomain: unique(parties.filter { !$0.party.address.contains("@") }),
      ownDomains: Set(domains), ownAddresses: ownAddresses)
  }

  private func parties(_ name: YAMLValue) -> [(party: Party, place: SourcePlace)] {
    guard let path = name.text(diagnostics) else { return [] }
    let root = diagnostics.gather { () throws(RulebookError) in
      let file = folder.shown(path)
      return try YAMLDocument.parse(SourceFile.read(file, blamed: name.place), file: file)
    }
    let items = root?.list(diagnostics, expected: "a directory: a list of entries") ?? []
    return items.compactMap { item in party(item).map { ($0, item.place) } }
  }

  private func party(_ value: YAMLValue) -> Party? {
    let keys = ["company", "domain", "email", "name", "role"]
    guard let entry = MappingReader(value, keys: keys, diagnostics) else { return nil }
    let role = entry.required("role")?.choice(PartyRole.self, "role", diagnostics)
    let name = entry.text("name") ?? ""
    let company = entry.text("company") ?? ""
    let address: String?
    switch (entry["email"], entry["domain"]) {
    case (let email?, nil): address = email.mailAddress(diagnostics).map { Address(address: $0).folded }
    case (nil, let domain?): address = domain.text(diagnostics).flatMap { self.domain($0, at: domain.place) }
    default:
      diagnostics.report("an entry has either 'email' or 'domain'", at: value.place)
      return nil
    }
    guard let role, let address else { return nil }
    return Party(address: address, name: name, role: role, company: company)
  }

  private func domain(_ text: String, at place: SourcePlace) -> String? {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count > 1, labels.allSatisfy(isLabel) else {
      diagnostics.report("\(quoted(text)) is not a domain, e.g. bearings.example", at: place)
      return nil
    }
    return DomainName.folded(text)
  }

  private func isLabel(_ label: Substring) -> Bool {
    !label.isEmpty && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
  }

  private func unique(_ parties: [(party: Party, place: SourcePlace)]) -> [String: Party] {
    var byAddress: [String: Party] = [:]
    for (party, place) in parties {
      if byAddress.updateValue(party, forKey: party.address) != nil {
        diagnostics.report("\(quoted(party.address)) is listed twice", at: place)
      }
    }
    return byAddress
  }
}

extension YAMLValue {
  /// Reads a plain mail address (addr-spec), such as `lee@bearings.example`.
  func mailAddress(_ diagnostics: Diagnostics) -> String? {
    guard let text = text(diagnostics) else { return nil }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    let isPlain = !text.contains {
      $0.isWhitespace || $0.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
        || "<>,;\"".contains($0)
    }
    guard parts.count == 2, isPlain, !parts.contains(""), text.utf8.count <= 254 else {
      diagnostics.report("\(quoted(text)) is not a mail address, e.g. lee@bearings.example", at: place)
      return nil
    }
    return text
  }
}
