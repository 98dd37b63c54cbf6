// SPDX-License-Identifier: Apache-2.0

import Foundation
@testable import KontorCommands
import Testing

@Suite("Mail files")
final class MailFilesTests {
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "/mail-files-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func write(_ names: String..., text: String = "Subject: x\n\n") throws {
    for name in names {
      let path = "\(folder)/\(name)"
      let parent = URL(fileURLWithPath: path).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
      try text.write(toFile: path, atomically: false, encoding: .utf8)
    }
  }

  private func names(_ paths: [String]) throws -> [String] {
    try MailFiles.list(paths).map { $0.path.replacing(folder + "/", with: "") + ($0.isMbox ? " mbox" : "") }
  }

  private func split(_ mbox: String) -> [String] {
    MailFiles.split(mbox: Array(mbox.utf8)).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test("are found in folders by name")
  func folders() throws {
    try write("b.eml", "a.EML", "sub/c.eml", "sub/d.mbox", ".hidden.eml", "notes.txt", ".git/e.eml")
    #expect(try names([folder]) == ["a.EML", "b.eml", "sub/c.eml", "sub/d.mbox mbox"])
  }

  @Test("are found in a Maildir with its folders")
  func maildir() throws {
    try write(
      "cur/1.host:2,S", "new/2.host", "tmp/3.host", "dovecot-uidlist", ".Sent/cur/4.host", ".Sent/new/.x")
    try write("cur/.keep")
    #expect(try names([folder]) == ["cur/1.host:2,S", "new/2.host", ".Sent/cur/4.host"])
  }

  @Test("that are named are taken whatever their name, an mbox by its first line")
  func named() throws {
    try write("letter", ".dot")
    try write("archive", text: "From a@b.example Mon Mar  2 10:00:00 2026\nSubject: x\n\n")
    #expect(
      try names(["\(folder)/letter", "\(folder)/.dot", "\(folder)/archive"]) == [
        "letter", ".dot", "archive mbox",
      ])
  }

  @Test("that are not there are named")
  func missing() throws {
    let failure = #expect(throws: CommandFailure.self) { try MailFiles.list(["\(folder)/nothing"]) }
    #expect(failure?.message == "\(folder)/nothing: there is no such file or folder")
    #expect(try names([folder]) == [])
  }

  @Test("of an mbox are numbered for people, those of a file are not")
  func origins() throws {
    try write("x.mbox", text: "From a\nSubject: 1\n\nFrom b\nSubject: 2\n")
    try write("y.eml")
    let read = try MailFiles.list([folder]).flatMap { try MailFiles.read($0) }
    #expect(read.map(\.origin) == ["\(folder)/x.mbox#1", "\(folder)/x.mbox#2", "\(folder)/y.eml"])
  }

  @Test("are separated in an mbox by a From line after an empty one")
  func separators() {
    #expect(split("From a\nX: 1\n\nbody\n\nFrom b\nX: 2\n\nend") == ["X: 1\n\nbody\n\n", "X: 2\n\nend"])
    #expect(split("From a\nX: 1\n\nFrom here on\nbody\n") == ["X: 1\n\n", "body\n"])
    #expect(split("From a\nX: 1\n\none\nFrom here on\n") == ["X: 1\n\none\nFrom here on\n"])
    #expect(split("From a\r\nX: 1\r\n\r\nFrom b\r\nX: 2\r\n") == ["X: 1\r\n\r\n", "X: 2\r\n"])
    #expect(split("") == [])
    #expect(split("X: 1\n\nno separator") == ["X: 1\n\nno separator"])
  }

  @Test("lose one > before quoted From lines")
  func quotedFrom() {
    let mbox = "From a\nX: 1\n\n>From the start\n>>From deeper\n> From\n>Fromage\nfrom\n"
    #expect(split(mbox) == ["X: 1\n\nFrom the start\n>From deeper\n> From\n>Fromage\nfrom\n"])
  }

  @Test("of an mbox are split in linear time")
  func largeMbox() {
    let mbox = String(repeating: "From a\nSubject: x\n\nbody\n\n", count: 20_000)
    #expect(split(mbox).count == 20_000)
    #expect(split(String(repeating: ">", count: 1_000_000)).count == 1)
  }
}
