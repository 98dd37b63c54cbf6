// SPDX-License-Identifier: Apache-2.0

package import MailModel

/// Where the tokens of a mailbox are asked for, and what for.
package struct OAuthEndpoints: Hashable, Sendable {
  /// Where tokens are asked for; nil where neither the provider nor the configuration names it.
  package let token: String?
  /// Where codes for people are asked for (RFC 8628); nil as above.
  package let device: String?
  /// The scopes, empty for those that the client is registered with.
  package let scopes: [String]
  /// The name of the device grant.
  package let deviceGrant: String
  /// The field in which the device grant carries its code.
  package let deviceField: String
  /// How the token exchange calls an address.
  package let subjectType: String

  /// Takes what is known of the provider, and the configuration's word over it.
  package init(_ settings: OAuthSettings) {
    var deviceGrant = "urn:ietf:params:oauth:grant-type:device_code"
    var deviceField = "device_code"
    var subjectType = "urn:ietf:params:oauth:token-type:access_token"
    let token: String?
    let device: String?
    let scopes: [String]
    switch settings.provider {
    case .google:
      // developers.google.com/gmail/imap/xoauth2-protocol; .../identity/protocols/oauth2/limited-input-device
      token = "https://oauth2.googleapis.com/token"
      device = "https://oauth2.googleapis.com/device/code"
      scopes = ["https://mail.google.com/"]
    case .microsoft:
      // learn.microsoft.com/exchange/client-developer/legacy-protocols: "Authenticate an IMAP, POP or SMTP
      // connection using OAuth". A client without a person has the rights of its registration (.default).
      let tenant = settings.tenant ?? "organizations"
      let base = "https://login.microsoftonline.com/\(tenant)/oauth2/v2.0"
      token = base + "/token"
      device = base + "/devicecode"
      scopes =
        settings.grant == .clientCredentials
        ? ["https://outlook.office365.com/.default"]
        : [
          "https://outlook.office.com/IMAP.AccessAsUser.All", "https://outlook.office.com/SMTP.Send",
          "offline_access",
        ]
    case .yandex:
      // yandex.ru/dev/id/doc: "Entering the code on the authorization page"; yandex.ru/support/yandex-360:
      // service applications. The scopes are those that the application is registered with.
      token = "https://oauth.yandex.ru/token"
      device = "https://oauth.yandex.ru/device/code"
      scopes = []
      deviceGrant = "device_code"
      deviceField = "code"
      subjectType = "urn:yandex:params:oauth:token-type:email"
    case .custom:
      token = nil
      device = nil
      scopes = []
    }
    self.token = settings.tokenURL ?? token
    self.device = settings.deviceURL ?? device
    self.scopes = settings.scopes.isEmpty ? scopes : settings.scopes
    self.deviceGrant = deviceGrant
    self.deviceField = deviceField
    self.subjectType = subjectType
  }
}
