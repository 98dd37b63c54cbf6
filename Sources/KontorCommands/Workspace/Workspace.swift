// SPDX-License-Identifier: Apache-2.0

import Agent
import DocumentReading
import Foundation
import MailModel
import MailParsing
import OrderCore
import Rulebook
import Store

/// A loaded configuration, and the parts wired from it: the one place that knows all adapters.
struct Workspace: Sendable {
  /// Where the configuration was found.
  let path: String
  /// What it says.
  let configuration: OrderCore.Configuration
  /// Who runs the command.
  let identity: Identity

  /// Loads the configuration that the options name, or the first of the usual places.
  init(_ options: GlobalOptions) throws {
    path = try FileSearch.configuration(options.config)
    configuration = try ConfigurationFile.load(path)
    identity = Identity(users: configuration.users)
  }

  /// The folders that rules are read from.
  func ruleFolders() throws -> [String] {
    configuration.ruleFolders.isEmpty ? [try FileSearch.shipped("rules")] : configuration.ruleFolders
  }

  /// The folders that templates are read from.
  func templateFolders() throws -> [String] {
    configuration.templateFolders.isEmpty
      ? [try FileSearch.shipped("templates")] : configuration.templateFolders
  }

  /// The compiled rules.
  func rules() throws -> RuleSet { try RuleSet(RuleFiles.load(folders: ruleFolders())) }

  /// What was learned beside the rules; nil where no folder of rules holds a model.
  func learnedModel() throws -> LearnedModel? { try ModelFile.load(folders: ruleFolders()) }

  /// The rules with what was learned beside them.
  func recogniser() throws -> Recogniser { try Recogniser(folders: ruleFolders()) }

  /// The drafter, with the loaded templates.
  func drafter() throws -> Drafter {
    Drafter(
      renderer: try MustacheTemplates.load(folders: templateFolders()), company: configuration.companyName,
      signatures: configuration.signatures, accounts: configuration.accounts)
  }

  /// What people do with drafts and orders of a store.
  func desk(_ store: OrderStore) -> Desk {
    Desk(
      store: store, identity: identity,
      accounts: AccountGuard(own: configuration.accounts, signatures: configuration.signatures),
      secret: replySecret)
  }

  /// The stages, wired.
  ///
  /// - Throws: all that is wrong in rules and templates, not just the first of it.
  func pipeline() throws -> Pipeline {
    let drafter = Result { try self.drafter() }
    let rules = Result { (set: try self.rules(), model: try learnedModel()) }
    if case .failure(let ofRules) = rules, case .failure(let ofTemplates) = drafter {
      let both = [CommandFailure(ofRules), CommandFailure(ofTemplates)]
      throw CommandFailure(both[0].status, both.map(\.message).joined(separator: "\n"))
    }
    let (set, model) = try rules.get()
    var pipeline = Pipeline(
      rules: set, model: model, extractor: KeyExtractor(configured: configuration.keyPatterns),
      directory: configuration.directory, drafter: try drafter.get(), accounts: configuration.mailboxes,
      trust: TrustCheck(
        border: configuration.border, directory: configuration.directory, ownAccounts: configuration.accounts)
    )
    pipeline.tokens = replySecret.tokens
    return pipeline
  }

  /// What our letters prove themselves by.
  var replySecret: ReplySecret { ReplySecret(store: configuration.storePath) }

  /// Opens the store for writing, waiting `patience` seconds for another process that has it: the agent holds it in
  /// rounds.
  func openStore(patience: TimeInterval = 20) throws -> OrderStore {
    try OrderStore.open(at: configuration.storePath, patience: patience)
  }

  /// Opens the store for reading.
  func readStore() throws -> OrderStore {
    do {
      return try OrderStore.openForReading(at: configuration.storePath)
    } catch LedgerError.notFound {
      throw CommandFailure(
        .nothing,
        "There is no store at \(configuration.storePath) yet; 'kontor sync' or 'kontor import' makes it.")
    }
  }

  /// The intake over a store.
  func intake(_ store: OrderStore) throws -> Intake { intake(store, pipeline: try pipeline()) }

  /// What reads mail.
  var mailParser: MailParser { MailParser(ownDomains: configuration.directory.ownDomains) }

  /// The intake over a store, with stages wired before.
  func intake(_ store: OrderStore, pipeline: Pipeline) -> Intake {
    Intake(parser: mailParser, pipeline: pipeline, ledger: store)
  }

  /// What reads documents.
  func documentRound(pipeline: Pipeline) -> DocumentRound {
    DocumentRound(reader: ConfinedDocumentReader(), parser: mailParser, pipeline: pipeline)
  }

  /// The accounts, or the one that is named.
  func accounts(named name: String?) throws -> [MailAccount] {
    guard let name else {
      guard !configuration.mailboxes.isEmpty else {
        throw CommandFailure(.invalid, "\(path): no mailboxes are configured; add one under 'mailboxes:'.")
      }
      return configuration.mailboxes
    }
    guard let account = configuration.mailboxes.first(where: { $0.name == name }) else {
      let names = configuration.mailboxes.map(\.name).joined(separator: ", ")
      throw CommandFailure(.nothing, "There is no mailbox “\(name)”; configured are: \(names).")
    }
    return [account]
  }
}

extension Recogniser {
  /// Loads rules, and the learned model where the folders have one.
  init(folders: [String]) throws {
    self.init(
      rules: try RuleSet(RuleFiles.load(folders: folders)), model: try ModelFile.load(folders: folders))
  }
}
