// SPDX-License-Identifier: Apache-2.0

package import OrderCore

extension IMAPSession {
  /// Lists all folders that can be selected, in every namespace, with their special uses.
  ///
  /// Where the server marks no folder of sent mail, one of a well-known name is marked.
  package func folders() throws(MailServerError) -> [MailFolder] {
    var listed = try allListed()
    for namespace in namespaces where !namespace.prefix.isEmpty {
      // Servers differ in whether `*` goes into other people's folders.
      guard !listed.contains(where: { $0.wireName.starts(with: namespace.prefix) }) else { continue }
      let command = try command("LIST") { command throws(IMAPFault) in
        try command.text(" \"\" ").value(namespace.prefix + [UInt8(ascii: "*")])
      }
      // A namespace may be told of and closed to us.
      listed += try list(command) ?? []
    }
    return named(listed)
  }

  private func allListed() throws(MailServerError) -> [ListedFolder] {
    if capabilities.contains("SPECIAL-USE"), capabilities.contains("LIST-EXTENDED") {
      let command = IMAPCommand("LIST \"\" \"*\" RETURN (SPECIAL-USE)", named: "LIST")
      // Some servers claim the extension and don't know the syntax: then the plain command decides.
      if let listed = try list(command) { return listed }
    }
    var listed: [ListedFolder] = []
    try run(IMAPCommand("LIST \"\" \"*\"", named: "LIST")) { response in
      if case .list(let folder) = response { listed.append(folder) }
    }
    let isMarked = listed.contains { $0.attributes.contains("\\sent") }
    guard !isMarked, capabilities.contains("XLIST"), !capabilities.contains("SPECIAL-USE") else {
      return listed
    }
    // The older way of Gmail, which Yandex and Mail.ru took over: the same list with marks.
    return try list(IMAPCommand("XLIST \"\" \"*\"", named: "XLIST")) ?? listed
  }

  /// Lists folders; nil where the command is refused.
  private func list(_ command: IMAPCommand) throws(MailServerError) -> [ListedFolder]? {
    var listed: [ListedFolder] = []
    let status = try exchange([command]) { response in
      if case .list(let folder) = response { listed.append(folder) }
    }[0]
    guard ServerPlea.read(status) == nil else { throw refusal(status, of: command.name) }
    return status.condition == .ok ? listed : nil
  }

  private func named(_ listed: [ListedFolder]) -> [MailFolder] {
    var seen: Set<String> = []
    var folders: [(name: String, delimiter: UInt8?)] = []
    var attributes: [Set<String>] = []
    for folder in listed where folder.attributes.isDisjoint(with: ["\\noselect", "\\nonexistent"]) {
      var name = ModifiedUTF7.decode(folder.wireName) ?? String(decoding: folder.wireName, as: UTF8.self)
      // XLIST translates the name of the inbox and marks it.
      if name.uppercased() == "INBOX" || folder.attributes.contains("\\inbox") { name = "INBOX" }
      guard !name.isEmpty, seen.insert(name).inserted else { continue }
      if name != "INBOX", ModifiedUTF7.encode(name) != folder.wireName { oddNames[name] = folder.wireName }
      folders.append((name, folder.delimiter))
      attributes.append(folder.attributes)
    }
    if !attributes.contains(where: { $0.contains("\\sent") }), let index = SentFolder.index(in: folders) {
      attributes[index].insert("\\sent")
    }
    return zip(folders, attributes).map { MailFolder(name: $0.name, attributes: $1) }
  }

  /// The argument that names a folder on the wire.
  func wireName(of folder: String) -> [UInt8] {
    oddNames[folder] ?? ModifiedUTF7.encode(folder)
  }
}
