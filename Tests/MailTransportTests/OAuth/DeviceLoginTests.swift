// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import MailTransport
import OrderCore
import TestSupport
import Testing

@Suite("A login by device code")
struct DeviceLoginTests {
  private static let code = TokenServer.Answer(
    200,
    #"{"device_code": "device-canary", "user_code": "WDJB-MJHT", "verification_uri": "https://login.example/device", "expires_in": 900, "interval": 7}"#
  )

  /// Plays answers to the polls, in turn; the last one stays.
  private func fixture(_ polls: [TokenServer.Answer], code: TokenServer.Answer = code) throws -> OAuthFixture
  {
    try OAuthFixture(.device, seed: nil) { request, number in
      request.path == "/device" ? code : polls[min(number - 1, polls.count - 1)]
    }
  }

  private func login(_ fixture: OAuthFixture) -> DeviceLogin {
    DeviceLogin(fixture.settings, user: "u", secrets: fixture.secrets)
  }

  private func waits(_ login: DeviceLogin, times: Int) async throws -> [Int] {
    var waits: [Int] = []
    for _ in 0..<times {
      guard case .waiting(let seconds) = try await login.look() else { break }
      waits.append(seconds)
    }
    return waits
  }

  @Test("shows page and code, waits as it is told, and keeps the tokens")
  func happy() async throws {
    let fixture = try fixture([
      .refusal("authorization_pending"), .refusal("slow_down"), .refusal("authorization_pending"),
      .grant("access", refresh: "refresh"),
    ])
    let login = login(fixture)
    let prompt = try await login.begin()
    #expect(prompt.page == "https://login.example/device" && prompt.code == "WDJB-MJHT")
    #expect(prompt.expiry == fixture.clock.now.addingTimeInterval(900))
    #expect(try await waits(login, times: 3) == [7, 12, 12])
    guard case .granted(let state) = try await login.look() else {
      Issue.record("not granted")
      return
    }
    #expect(state == TokenState(expiry: fixture.clock.now.addingTimeInterval(3600), isRenewable: true))
    #expect(fixture.stored["refresh_token"] as? String == "refresh")
    #expect(try fixture.access() == "access")
    let requests = fixture.server.requests
    #expect(requests[0].fields["scope"] == "mail offline" && requests[0].fields["client_id"] == "client")
    #expect(requests[1].fields["device_code"] == "device-canary")
    #expect(requests[1].fields["grant_type"] == "urn:ietf:params:oauth:grant-type:device_code")
  }

  @Test("speaks Yandex's dialect")
  func yandex() async throws {
    var fixture = try fixture(
      [.grant("access")],
      code: .init(
        200,
        #"{"device_code": "d", "user_code": "c", "verification_url": "https://ya.example", "interval": 5}"#))
    fixture.settings.provider = .yandex
    let login = login(fixture)
    #expect(try await login.begin().page == "https://ya.example")
    guard case .granted(let state) = try await login.look() else {
      Issue.record("not granted")
      return
    }
    #expect(!state.isRenewable)
    #expect(fixture.server.requests[1].fields["grant_type"] == "device_code")
    #expect(fixture.server.requests[1].fields["code"] == "d")
  }

  @Test("ends when the time is up or the person says no", arguments: ["expired_token", "access_denied"])
  func refused(_ code: String) async throws {
    let fixture = try fixture([.refusal(code)])
    let login = login(fixture)
    _ = try await login.begin()
    let error = await #expect(throws: MailServerError.self) { _ = try await login.look() }
    guard case .credentialsRefused(_, _, let reply)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reply.contains("run 'kontor login orders'"))
  }

  @Test("ends with its code, whatever the server says then")
  func expired() async throws {
    let fixture = try fixture([.refusal("authorization_pending")])
    let login = login(fixture)
    _ = try await login.begin()
    fixture.clock.advance(by: 901)
    let error = await #expect(throws: MailServerError.self) { _ = try await login.look() }
    #expect(error?.description.contains("the code has expired") == true)
  }

  @Test("outlasts a server that is away for a moment")
  func patience() async throws {
    let fixture = try fixture([.init(503, ""), .init(503, ""), .grant("access", refresh: "r")])
    let login = login(fixture)
    _ = try await login.begin()
    #expect(try await waits(login, times: 2) == [14, 28])
    guard case .granted = try await login.look() else {
      Issue.record("not granted")
      return
    }
  }

  @Test("replaces the grant of an earlier one")
  func again() async throws {
    let fixture = try fixture([.grant("access", refresh: "second")])

    let first = login(fixture)
    _ = try await first.begin()
    _ = try await first.look()
    let state = try await TokenDesk(secrets: fixture.secrets).state(of: fixture.settings, user: "u")
    #expect(state == TokenState(expiry: fixture.clock.now.addingTimeInterval(3600), isRenewable: true))
    #expect(fixture.stored["refresh_token"] as? String == "second")
  }

  @Test(
    "does not begin with nonsense",
    arguments: ["{}", "[]", #"{"device_code": "", "user_code": "a", "verification_uri": "b"}"#])
  func nonsense(_ body: String) async throws {
    let login = login(try fixture([], code: .init(200, body)))
    await #expect(throws: MailServerError.self) { _ = try await login.begin() }
  }
}
