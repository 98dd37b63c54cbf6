// SPDX-License-Identifier: Apache-2.0

package import OrderCore

extension IMAPSession {
  /// Lists all folders that can be selected, with their special uses where the server tells.
  package func folders() throws(MailServerError) -> [MailFolder] {
    var listed: [ListedFolder] = []
    let take = { (response: IMAPResponse) in
      if case .list(let folder) = response { listed.append(folder) }
    }
    if capabilities.contains("SPECIAL-USE"), capabilities.contains("LIST-EXTENDED") {
      let command = IMAPCommand("LIST \"\" \"*\" RETURN (SPECIAL-USE)", named: "LIST")
      // Some servers claim the extension and don't know the syntax: then the plain command decides.
      if try exchange([command], take)[0].condition == .ok { return named(listed) }
      listed = []
    }
    try run(IMAPCommand("LIST \"\" \"*\"", named: "LIST"), take)
    return named(listed)
  }

  private func named(_ listed: [ListedFolder]) -> [MailFolder] {
    var seen: Set<String> = []
    var folders: [MailFolder] = []
    for folder in listed where folder.attributes.isDisjoint(with: ["\\noselect", "\\nonexistent"]) {
      var name = ModifiedUTF7.decode(folder.wireName) ?? String(decoding: folder.wireName, as: UTF8.self)
      if name.uppercased() == "INBOX" { name = "INBOX" }
      guard !name.isEmpty, seen.insert(name).inserted else { continue }
      if name != "INBOX", ModifiedUTF7.encode(name) != folder.wireName { oddNames[name] = folder.wireName }
      folders.append(MailFolder(name: name, attributes: folder.attributes))
    }
    return folders
  }

  /// The argument that names a folder on the wire.
  func wireName(of folder: String) -> [UInt8] {
    oddNames[folder] ?? ModifiedUTF7.encode(folder)
  }

  /// Opens a folder read-only.
  ///
  /// - Throws: `refused` where there is none; `protocolViolation` where the server doesn't say how many messages
  ///   it has or under which UIDVALIDITY.
  package func examine(_ name: String) throws(MailServerError) -> FolderStatus {
    folder = nil
    var exists: Int?
    var validity: UInt32?
    var next: UInt32 = 0
    let command = try command("EXAMINE") { command throws(IMAPFault) in
      try command.text(" ").value(wireName(of: name))
    }
    try run(command) { response in
      switch response {
      case .exists(let count): exists = count
      case .status(let status):
        if case .uidValidity(let number)? = status.code { validity = number }
        if case .uidNext(let number)? = status.code { next = number }
      default: break
      }
    }
    guard let exists else { throw broken("it did not say how many messages \(WireText.shown(name)) has") }
    guard let validity, validity > 0 else { throw broken("\(WireText.shown(name)) has no UIDVALIDITY") }
    folder = OpenFolder(name: name, uidValidity: validity, exists: exists)
    return FolderStatus(uidValidity: validity, uidNext: next, exists: exists)
  }

  /// Creates a command with arguments; one that can't be written is refused before anything is sent.
  func command(
    _ name: String, _ arguments: (IMAPCommand) throws(IMAPFault) -> IMAPCommand
  ) throws(MailServerError) -> IMAPCommand {
    do {
      return try arguments(IMAPCommand(name))
    } catch {
      throw .refused(server: server, command: name, reply: error.reason)
    }
  }
}
