// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import MailModel
import OrderCore
import Store

/// `kontor draft new`: a letter that no message calls for, such as a payment reminder.
struct DraftNew: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Draft a letter to an order's customer, such as a payment reminder.",
    discussion: "LETTER is one of: \(LetterName.allCases.map(\.rawValue).joined(separator: ", ")).")

  @Argument(help: "Any reference of the order.")
  var number: String

  @Argument(help: "Which letter.")
  var letter: String

  @Option(help: "ru, en or de; left out: the language that the customer writes in.")
  var language: String?

  @Option(help: "The mailbox to send from; left out: the first one configured.")
  var mailbox: String?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard LetterName(rawValue: letter) != nil else {
      throw ValidationError(
        "There is no letter “\(letter)”; there are \(LetterName.allCases.map(\.rawValue).joined(separator: ", "))."
      )
    }
    guard language.map({ Self.languages.contains($0) }) ?? true else {
      throw ValidationError("--language takes \(Self.languages.joined(separator: ", ")).")
    }
  }

  private static let languages = [Language.russian, .english, .german].map(\.rawValue)

  func run() async throws {
    guard let name = LetterName(rawValue: letter) else { return }
    let workspace = try Workspace(global)
    let account = try workspace.accounts(named: mailbox)[0]
    let store = try workspace.openStore()
    let id = try await OrderShow.find(number, in: store)
    let draft = try workspace.drafter().draft(
      name, order: try await store.order(id), account: account,
      language: language.map(Language.init(rawValue:)))
    guard let draft else { throw CommandFailure(.failed, "The order has no customer to write to.") }
    let desk = Desk(store: store, identity: workspace.identity, secret: workspace.replySecret)
    let number = try await desk.compose(draft, about: id)
    Output.line(
      "Draft \(number.value) to \(draft.to.map { Visible.line($0.address) }.joined(separator: ", ")) waits for approval."
    )
  }
}
