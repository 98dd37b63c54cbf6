// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailTransport
import Testing

/// What a server says of itself, as recorded, and who it is.
struct ProviderCase: CustomTestStringConvertible, Sendable {
  let name: String
  var host = "mail.ourco.example"
  var greeting = ""
  var capabilities = "IMAP4REV1"
  var id: [String: String] = [:]
  let filing: ProviderProfile.Filing
  var testDescription: String { "\(name) at \(host)" }

  static let all = [
    ProviderCase(
      name: "Gmail", greeting: "Gimap ready for requests from 192.0.2.1 d12mb1",
      capabilities:
        "IMAP4REV1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 UIDPLUS COMPRESS=DEFLATE ENABLE MOVE CONDSTORE ESEARCH UTF8=ACCEPT LIST-EXTENDED LIST-STATUS LITERAL- SPECIAL-USE APPENDLIMIT=35651584",
      id: ["name": "GImap", "vendor": "Google, Inc."], filing: .server),
    ProviderCase(
      name: "Microsoft 365", host: "outlook.office365.com",
      greeting: "The Microsoft Exchange IMAP4 service is ready. [QgBFADEAUAA=]",
      capabilities:
        "IMAP4 IMAP4REV1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS MOVE ID UNSELECT CLIENTACCESSRULES CLIENTNETWORKPRESENCELOCATION BACKENDAUTHENTICATE CHILDREN IDLE NAMESPACE LITERAL+",
      id: ["name": "Microsoft.Exchange.Imap4.Imap4Server"], filing: .server),
    ProviderCase(
      name: "Microsoft 365", host: "imap-mail.outlook.com", capabilities: "IMAP4 IMAP4REV1 IDLE",
      filing: .server),
    ProviderCase(
      name: "Microsoft Exchange", greeting: "The Microsoft Exchange IMAP4 service is ready.",
      capabilities: "IMAP4 IMAP4REV1 AUTH=NTLM AUTH=PLAIN UIDPLUS CHILDREN IDLE NAMESPACE LITERAL+",
      filing: .lookFirst),
    ProviderCase(
      name: "Yandex 360", host: "imap.yandex.ru",
      greeting: "Yandex IMAP4rev1 at imap.yandex.ru ready to talk",
      capabilities: "IMAP4REV1 CHILDREN UNSELECT LITERAL+ NAMESPACE XLIST UIDPLUS ENABLE ID IDLE MOVE",
      filing: .lookFirst),
    ProviderCase(
      name: "Mail.ru", host: "imap.mail.ru",
      capabilities: "IMAP4REV1 ID XLIST UIDPLUS UNSELECT MOVE LIST-STATUS", filing: .lookFirst),
    ProviderCase(
      name: "iCloud", host: "imap.mail.me.com",
      capabilities: "IMAP4REV1 SASL-IR AUTH=ATOKEN AUTH=PLAIN XAPPLELITERAL CONDSTORE UIDPLUS",
      filing: .server),
    ProviderCase(name: "Zoho", host: "imap.zoho.eu", filing: .server),
    ProviderCase(
      name: "Fastmail", host: "imap.fastmail.com", greeting: "IMAP4 ready",
      capabilities: "IMAP4REV1 CONDSTORE QRESYNC OBJECTID COMPRESS=DEFLATE", id: ["name": "Cyrus IMAPD"],
      filing: .append),
    ProviderCase(
      name: "Cyrus", greeting: "mail Cyrus IMAP 3.6.1-Debian server ready", id: ["name": "Cyrus IMAP"],
      filing: .append),
    ProviderCase(name: "Dovecot", greeting: "Dovecot (Debian) ready.", filing: .append),
    ProviderCase(name: "Dovecot", greeting: "ready", id: ["name": "Dovecot"], filing: .append),
    ProviderCase(
      name: "Courier", greeting: "Courier-IMAP ready. Copyright 1998-2021 Double Precision, Inc.",
      filing: .append),
    ProviderCase(name: "standard", greeting: "IMAP4rev1 service ready", filing: .lookFirst),
    // A host name alone proves nothing that merely ends alike.
    ProviderCase(name: "standard", host: "imap.notgmail.com.example", filing: .lookFirst),
    ProviderCase(name: "standard", host: "notgmail.com", filing: .lookFirst),
    // What a server can do says more than the host that leads to it.
    ProviderCase(
      name: "Gmail", host: "imap.yandex.ru", capabilities: "IMAP4REV1 X-GM-EXT-1", filing: .server),
  ]
}

@Suite("The profile of a provider")
struct ProviderProfileTests {
  @Test("is chosen by what the server says, then by its host", arguments: ProviderCase.all)
  func choice(_ provider: ProviderCase) {
    let profile = ProviderProfiles.choose(
      host: provider.host, greeting: provider.greeting,
      capabilities: Set(provider.capabilities.split(separator: " ").map(String.init)), id: provider.id)
    #expect(profile.name == provider.name)
    #expect(profile.filing == provider.filing)
    #expect(profile.pipelineDepth >= 1)
    #expect((profile.sendsPerMinute == 30) == (profile.name == "Microsoft 365"))
  }

  @Test("names where tokens come from, and what the configuration says counts for more")
  func endpoints() {
    func endpoints(
      _ provider: OAuthSettings.Provider, _ grant: OAuthSettings.Grant = .device, tenant: String? = nil,
      url: String? = nil
    ) -> OAuthEndpoints {
      OAuthEndpoints(
        OAuthSettings(
          mailbox: "m", provider: provider, grant: grant, tenant: tenant, tokenFile: "/t", tokenURL: url))
    }
    #expect(endpoints(.google).token == "https://oauth2.googleapis.com/token")
    #expect(endpoints(.google).scopes == ["https://mail.google.com/"])
    let microsoft = endpoints(.microsoft, tenant: "ourco.example")
    #expect(microsoft.device == "https://login.microsoftonline.com/ourco.example/oauth2/v2.0/devicecode")
    #expect(microsoft.scopes.contains("offline_access"))
    #expect(endpoints(.microsoft, .clientCredentials).scopes == ["https://outlook.office365.com/.default"])
    #expect(endpoints(.yandex).deviceGrant == "device_code")
    #expect(endpoints(.custom).token == nil)
    #expect(endpoints(.google, url: "https://x.example/t").token == "https://x.example/t")
  }
}
