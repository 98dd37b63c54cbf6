// SPDX-License-Identifier: Apache-2.0

package import MailModel

/// What is known of the providers that mailboxes live at.
///
/// docs/authentication.md says of each entry whether it is documented, observed or only believed.
package enum ProviderProfiles {
  /// One provider and what gives it away.
  private struct Entry {
    let profile: ProviderProfile
    /// Capabilities that nobody else has.
    var capabilities: Set<String> = []
    /// Beginnings of what the server calls itself by ID (RFC 2971), in lower case.
    var names: [String] = []
    /// Parts of its greeting, in lower case.
    var greetings: [String] = []
    /// Host names, each with everything below it.
    var hosts: [String] = []
  }

  /// Providers, which have hosts, and software that anybody may run, which has none.
  private static let entries = [
    // support.google.com/mail/answer/78892: SMTP saves to Sent. Capabilities: imapsync's FAQ.
    Entry(
      profile: ProviderProfile(name: "Gmail", filing: .server, pipelineDepth: 8),
      capabilities: ["X-GM-EXT-1"], names: ["gimap"], greetings: ["gimap ready"],
      hosts: ["gmail.com", "googlemail.com"]),
    // learn.microsoft.com "Exchange Online limits": 30 messages a minute, SMTP AUTH saves to Sent Items. Deep
    // pipelines broke it (mbsync's manual, Geary).
    Entry(
      profile: ProviderProfile(name: "Microsoft 365", filing: .server, pipelineDepth: 4, sendsPerMinute: 30),
      capabilities: ["CLIENTACCESSRULES"], hosts: ["office365.com", "outlook.com", "outlook.office.com"]),
    // Whether its SMTP saves to Sent is not documented.
    Entry(
      profile: ProviderProfile(name: "Yandex 360", filing: .lookFirst, pipelineDepth: 8),
      names: ["yandex"], greetings: ["yandex imap"], hosts: ["yandex.ru", "yandex.com", "yandex.net"]),
    // Parsers have met broken answers of it (MailKit #1838, #124), so nothing is asked at once.
    Entry(
      profile: ProviderProfile(name: "Mail.ru", filing: .lookFirst, pipelineDepth: 1),
      greetings: ["mail.ru"], hosts: ["mail.ru", "bk.ru", "inbox.ru", "list.ru"]),
    Entry(
      profile: ProviderProfile(name: "iCloud", filing: .server, pipelineDepth: 4),
      capabilities: ["XAPPLELITERAL"], hosts: ["mail.me.com", "icloud.com"]),
    Entry(
      profile: ProviderProfile(name: "Zoho", filing: .server, pipelineDepth: 4),
      greetings: ["zoho"], hosts: ["zoho.com", "zoho.eu", "zoho.in", "zohocloud.ca"]),
    Entry(
      profile: ProviderProfile(name: "Fastmail", filing: .append, pipelineDepth: 8),
      hosts: ["fastmail.com", "messagingengine.com"]),
    Entry(
      profile: ProviderProfile(name: "Cyrus", filing: .append, pipelineDepth: 8),
      names: ["cyrus"], greetings: ["cyrus imap"]),
    Entry(
      profile: ProviderProfile(name: "Dovecot", filing: .append, pipelineDepth: 8),
      names: ["dovecot"], greetings: ["dovecot"]),
    Entry(
      profile: ProviderProfile(name: "Courier", filing: .append, pipelineDepth: 4),
      names: ["courier"], greetings: ["courier-imap"]),
    // On a machine of one's own: nothing is known of the way its mail goes out.
    Entry(
      profile: ProviderProfile(name: "Microsoft Exchange", filing: .lookFirst, pipelineDepth: 4),
      greetings: ["microsoft exchange imap4"]),
  ]

  /// Chooses the profile of a server by what it says of itself, and by its host name where it says nothing.
  ///
  /// - Parameters:
  ///   - capabilities: in upper case, after the login.
  ///   - id: what it answered to ID, names in lower case; empty where it was not asked.
  package static func choose(
    host: String, greeting: String, capabilities: Set<String>, id: [String: String]
  ) -> ProviderProfile {
    let greeting = greeting.lowercased()
    let names = [id["name"], id["vendor"]].compactMap { $0?.lowercased() }
    let host = host.lowercased()
    func isNamed(_ entry: Entry) -> Bool {
      names.contains { name in entry.names.contains { name.hasPrefix($0) } }
        || entry.greetings.contains { greeting.contains($0) }
    }
    // What many run tells less than whose host it is: Fastmail greets as Cyrus.
    let found =
      entries.first { !$0.capabilities.isDisjoint(with: capabilities) }
      ?? entries.first { !$0.hosts.isEmpty && isNamed($0) }
      ?? entries.first { entry in entry.hosts.contains { isBelow(host, $0) } }
      ?? entries.first(where: isNamed)
    return found?.profile ?? .standard
  }

  private static func isBelow(_ host: String, _ domain: String) -> Bool {
    host == domain || host.hasSuffix("." + domain)
  }
}
