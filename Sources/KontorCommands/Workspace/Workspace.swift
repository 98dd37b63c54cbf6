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

  /// The drafter, with the loaded templates.
  func drafter() throws -> Drafter {
    Drafter(
      renderer: try MustacheTemplates.load(folders: templateFolders()), company: configuration.companyName,
      signatures: configuration.signatures)
  }

  /// The stages, wired.
  ///
  /// - Throws: all that is wrong in rules and templates, not just the first of it.
  func pipeline() throws -> Pipeline {
    let drafter = Result { try self.drafter() }
    let rules = Result { try self.rules() }
    if case .failure(let ofRules) = rules, case .failure(let ofTemplates) = drafter {
      let both = [CommandFailure(ofRules), CommandFailure(ofTemplates)]
      throw CommandFailure(both[0].status, both.map(\.message).joined(separator: "\n"))
    }
    var pipeline = Pipeline(
      rules: try rules.get(), extractor: KeyExtractor(configured: configuration.keyPatterns),
      directory: configuration.directory, drafter: try drafter.get(), accounts: configuration.mailboxes)
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
