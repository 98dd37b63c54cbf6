// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import MailTransport
import OrderCore
import TestSupport
import Testing

@Suite("A secret")
struct SecretReaderTests {
  private func text(_ source: SecretSource, _ reader: SecretReader = SecretReader()) throws -> String {
    String(decoding: try reader.read(source).bytes, as: UTF8.self)
  }

  private func reason(_ source: SecretSource, _ reader: SecretReader = SecretReader()) -> String {
    let error = #expect(throws: MailServerError.self) { _ = try reader.read(source) }
    guard case .secretUnavailable(_, let reason)? = error else { return "\(String(describing: error))" }
    return reason
  }

  @Test("is the first line of a file", arguments: ["pass word", "pass word\r", "pass word\nsecond line"])
  func file(_ contents: String) throws {
    #expect(try text(.file(try TestServers.secretFile(holding: contents))) == "pass word")
  }

  @Test("is not read from a file that others can read", arguments: [0o640, 0o604, 0o601, 0o620])
  func openFile(_ mode: Int) throws {
    let path = try TestServers.secretFile(holding: "hunter2")
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    #expect(reason(.file(path)) == "others can read it; run chmod 600 on it")
  }

  @Test("is not read from what is no file")
  func noFile() throws {
    #expect(reason(.file("/nonexistent/secret")) == "no such file or directory")
    #expect(reason(.file("/tmp")) == "it is not a regular file")
    #expect(reason(.file("/dev/null")) == "it is not a regular file")
    #expect(reason(.file(try TestServers.secretFile(holding: ""))) == "its first line is empty")
  }

  @Test("is the first line that a command prints")
  func command() throws {
    #expect(try text(.command("printf 'a b\\nc\\n'; echo noise >&2; cat")) == "a b")
  }

  @Test("is not taken from a command that fails, is silent or does not end")
  func badCommand() {
    #expect(reason(.command("echo hunter2; exit 3")) == "it ended with status 3")
    #expect(reason(.command("true")) == "its first line is empty")
    let quick = SecretReader(commandSeconds: 1)
    #expect(reason(.command("echo hunter2; exec sleep 60"), quick).contains("within 1 seconds"))
    #expect(reason(.command("yes hunter2")).contains("printed too much"))
  }

  @Test("is a credential of systemd")
  func credential() throws {
    let path = try TestServers.secretFile(holding: "hunter2")
    // systemd opens its files to readers by an access list, which shows in the mode.
    try FileManager.default.setAttributes([.posixPermissions: 0o440], ofItemAtPath: path)
    let folder = (path as NSString).deletingLastPathComponent
    let name = (path as NSString).lastPathComponent
    let reader = SecretReader(environment: ["CREDENTIALS_DIRECTORY": folder])
    #expect(try text(.credential(name), reader) == "hunter2")
    #expect(reason(.credential("../" + name), reader) == "that is no name of a credential")
    #expect(reason(.credential(".."), reader) == "that is no name of a credential")
    #expect(reason(.credential(name), SecretReader(environment: [:])).contains("CREDENTIALS_DIRECTORY"))
  }

  @Test("is in no message")
  func secrecy() throws {
    let sources: [SecretSource] = [.command("echo hunter2; exit 1"), .command("hunter2"), .file("/dev/null")]
    for source in sources {
      let error = #expect(throws: MailServerError.self) { _ = try SecretReader().read(source) }
      #expect(error?.description.contains("hunter2") == false)
    }
  }
}
