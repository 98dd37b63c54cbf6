// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore
import Testing

@Suite("A folded subject")
struct FoldedSubjectTests {
  struct Subject: CustomTestStringConvertible, Sendable {
    var written: String
    var text: String
    var isReply = false
    var isForward = false
    var testDescription: String { "“\(written)” is “\(text)”" }
  }

  private static let subjects: [Subject] = [
    Subject(written: "Запрос цены", text: "запрос цены"),
    Subject(written: "Re: Запрос  цены ", text: "запрос цены", isReply: true),
    Subject(written: "RE[2]: AW: Angebot", text: "angebot", isReply: true),
    Subject(written: "Re (3): x", text: "x", isReply: true),
    Subject(written: "Re^2: x", text: "x", isReply: true),
    Subject(written: "AW : Angebot", text: "angebot", isReply: true),
    Subject(written: "Отв: счёт", text: "счет", isReply: true),
    Subject(written: "Ответ: HA: На: R: SV: Antwort: x", text: "x", isReply: true),
    Subject(written: "Fwd: FW: WG: Пересл: x", text: "x", isForward: true),
    Subject(written: "FW: RE: x", text: "x", isReply: true, isForward: true),
    Subject(written: "[EXTERN] Re: [EXT] WG: x", text: "x", isReply: true, isForward: true),
    Subject(written: "(External) ***SPAM*** Re: x", text: "x", isReply: true),
    Subject(written: "Автоответ: счёт УТ-355", text: "счет ут-355", isReply: true),
    Subject(written: "Automatische Antwort: Angebot", text: "angebot", isReply: true),
    Subject(written: "[1С] Заказ ЗК-004512 создан", text: "[1с] заказ зк-004512 создан"),
    Subject(written: "Reklamation: Kiste 3", text: "reklamation: kiste 3"),
    Subject(written: "Re", text: "re"),
    Subject(written: "Re:", text: "", isReply: true),
    Subject(written: "", text: ""),
  ]

  @Test("drops the marks before it and tells them", arguments: subjects)
  func fold(_ subject: Subject) {
    let folded = FoldedSubject.fold(subject.written)
    #expect(folded.text == subject.text)
    #expect(folded.isReply == subject.isReply)
    #expect(folded.isForward == subject.isForward)
  }

  @Test(
    "takes linear time on hostile subjects",
    arguments: ["Re:", "[", "[EXT]", "Re[", "RE[2] ", "::", "𝕽𝖊: ", "\u{301}"])
  func linear(_ unit: String) {
    let clock = ContinuousClock()
    let long = String(repeating: unit, count: 65_536 / unit.utf8.count)
    let elapsed = clock.measure { _ = FoldedSubject.fold(long) }
    #expect(elapsed < .seconds(2))
  }
}

@Suite("A threader")
struct ThreaderTests {
  private func id(_ value: String) throws -> MessageID { try #require(MessageID(value)) }

  @Test("follows its own identifier, then In-Reply-To, then the newest reference")
  func precedence() throws {
    let message = Fixture.message(
      id: "own@x", inReplyTo: ["parent@x"], references: ["oldest@x", "old@x", "parent@x"])
    #expect(Threader.identifiers(of: message).map(\.value) == ["own@x", "parent@x", "old@x", "oldest@x"])
    let known = [try id("old@x"): ThreadID(2), try id("oldest@x"): ThreadID(1)]
    #expect(Threader.place(message, known: known) == .existing(ThreadID(2), absorbing: [ThreadID(1)]))
    #expect(
      Threader.place(message, known: [try id("own@x"): ThreadID(9), try id("old@x"): ThreadID(9)])
        == .existing(ThreadID(9), absorbing: []))
  }

  @Test("starts a thread when nothing is known, else takes the subject's")
  func fallback() {
    let message = Fixture.message(id: "a@x", references: ["gone@x"])
    #expect(Threader.place(message, known: [:]) == .new)
    #expect(
      Threader.place(message, known: [:], bySubject: ThreadID(4)) == .existing(ThreadID(4), absorbing: []))
  }

  @Test("lets a stranger join no threads")
  func stranger() throws {
    let message = Fixture.message(references: ["a@x", "b@x"])
    let known = [try id("a@x"): ThreadID(1), try id("b@x"): ThreadID(2)]
    #expect(
      Threader.place(message, known: known, mayJoinThreads: false) == .existing(ThreadID(2), absorbing: []))
  }

  @Test("is bounded and safe from loops")
  func loops() {
    let many = (0..<10_000).map { "m\($0 % 150)@x" }
    let message = Fixture.message(id: "m1@x", inReplyTo: ["m1@x"], references: many)
    let identifiers = Threader.identifiers(of: message)
    #expect(identifiers.count <= 101)
    #expect(Set(identifiers).count == identifiers.count)
  }

  @Test("asks by subject for replies only, and never by our own mailbox")
  func subjectQuery() throws {
    let reply = Fixture.message(subject: "AW: Angebot", from: "K@zavod.example")
    let query = try #require(Threader.subjectQuery(of: reply, in: Fixture.directory))
    #expect(query.foldedSubject == "angebot")
    #expect(query.correspondents == ["k@zavod.example"])
    for subject in ["Angebot", "WG: Angebot", "FW: Re: Angebot", "Re:"] {
      #expect(Threader.subjectQuery(of: Fixture.message(subject: subject), in: Fixture.directory) == nil)
    }
    let internalReply = Fixture.message(
      subject: "Re: Lager", from: "irina@ourco.example", to: ["orders@ourco.example", "stu@ourco.example"])
    let colleagues = Threader.subjectQuery(of: internalReply, in: Fixture.directory)?.correspondents
    #expect(colleagues == ["irina@ourco.example", "stu@ourco.example"])
  }
}
