// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import OrderCore
import Rulebook
import Store

/// `kontor rules train`: learns from labelled messages what words say beside the rules.
struct RulesTrain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Learn from labelled messages beside the rules.",
    discussion: """
      LABELLED is JSON as for 'rules score'; left out: labelled/*.jsonl of the rule folders. Where there is a store,
      what people have corrected in it is learned, too. Prints how good rules, words and both are on stories that were
      held out, and writes the model that the rule folders are then used with.
      """)

  @Argument(help: "Labelled messages (JSONL).", completion: .file())
  var labelled: [String] = []

  @Option(
    help: "Folder with rule files; may be repeated; left out: as for 'rules test'.", completion: .directory)
  var rules: [String] = []

  @Option(help: "Where the model goes; left out: learned.model in the last rule folder.", completion: .file())
  var output: String?

  @Option(help: "Parts that are held out in turn to measure and to calibrate, 2 to 20.")
  var folds = 5

  @Flag(inversion: .prefixedNo, help: "Learn from what people have corrected in the store.")
  var corrections = true

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard (2...20).contains(folds) else { throw ValidationError("--folds takes 2 to 20.") }
  }

  func run() async throws {
    let clock = ContinuousClock()
    let start = clock.now
    let folders = try global.ruleFolders(or: rules)
    let set = try RuleSet(RuleFiles.load(folders: folders))
    var messages: [LabelledMessage] = []
    for file in try files(folders) { messages += try LabelledFile.read(file) }
    let corrected = try await correctedMessages()
    messages += corrected
    guard !messages.isEmpty else {
      throw CommandFailure(.nothing, "There are no labelled messages to learn from; name a file.")
    }
    var settings = EvidenceTrainer.Settings()
    settings.parts = folds
    let training = await EvidenceTrainer(set, settings).train(messages, corrections: corrected.count)
    let bytes = training.model.encoded()
    let path = output ?? "\(folders.last ?? ".")/\(ModelFile.name)"
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw CommandFailure(.failed, "\(path): can't be written")
    }
    training.report.print()
    let seconds = (clock.now - start) / .seconds(1)
    let learned = corrected.isEmpty ? "" : ", \(corrected.count) of them corrected by people"
    Output.line(
      "\n\(messages.count) messages\(learned), \(training.model.featureCount) features, \(bytes.count) bytes, "
        + "\(String(format: "%.1f", seconds)) s: \(path)")
  }

  /// What people have corrected in the store, nothing where there is none.
  private func correctedMessages() async throws -> [LabelledMessage] {
    guard corrections, global.config != nil || FileSearch.usualConfiguration != nil else { return [] }
    let workspace = try Workspace(global)
    guard FileManager.default.fileExists(atPath: workspace.configuration.storePath) else { return [] }
    return try await workspace.readStore().correctedMessages()
  }

  /// The files named, else those of the rule folders.
  private func files(_ folders: [String]) throws -> [String] {
    guard labelled.isEmpty else { return labelled }
    return folders.flatMap { folder -> [String] in
      let path = "\(folder)/labelled"
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      return names.filter { $0.hasSuffix(".jsonl") }.sorted().map { "\(path)/\($0)" }
    }
  }
}

extension TrainingReport {
  /// Prints precision, recall and F1 of rules, words and both, and how far the probabilities can be believed.
  func print() {
    func figures(_ counts: Agreement.Counts?) -> String {
      let counts = counts ?? Agreement.Counts()
      return [counts.precision, counts.recall, counts.f1].map { String(format: "%.3f", $0) }
        .joined(separator: " ")
    }
    let columns = ["rules", "words", "both"].map { $0.padded(to: 17) }.joined(separator: "  ")
    Output.line("\("event".padded(to: 30)) count  \(columns)")
    for event in Event.allCases {
      let counts = [rules, words, both].map { $0.fresh.byEvent[event] }
      let count = counts.first.flatMap { $0 }.map { $0.right + $0.missed } ?? 0
      Output.line(
        "\(event.rawValue.padded(to: 30)) \(String(count).leftPadded(to: 5))  "
          + counts.map(figures).joined(separator: "  "))
    }
    for (name, choose) in [("all", \Measure.fresh), ("all, known to the rules", \Measure.known)] {
      let agreements = [rules, words, both].map { $0[keyPath: choose] }
      Output.line(
        "\(name.padded(to: 30)) \(String(agreements[0].messages).leftPadded(to: 5))  "
          + agreements.map { figures($0.total) }.joined(separator: "  "))
    }
    Output.line("\nOn messages that the rules were not written on:")
    Output.line("words alone decided \(alone.count) events, \(alone.right) of them right")
    Output.line(
      "of people unknown \(strangers.count) events were decided, \(strangers.right) of them right; "
        + "\(strangersMissed) were missed")
    Output.line(
      "\(unclearMessages) of \(both.fresh.messages) messages have an unclear event; of \(unclear.count) such events "
        + "\(unclear.right) are so; of \(both.fresh.total.missed) missed events \(missedButUnclear) are unclear"
    )
    let missing = unsupported.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
    Output.line(
      "of the missed events \(unsupported.values.reduce(0, +)) had no rule that hinted at them: "
        + missing.prefix(12).map { "\($0.key.rawValue) \($0.value)" }.joined(separator: ", "))
    Output.line("\nprobability  pairs  said   was so")
    for tenth in reliability.tenths where tenth.count > 0 {
      let (said, was) = (tenth.sum / Double(tenth.count), Double(tenth.right) / Double(tenth.count))
      Output.line(
        "             \(String(tenth.count).leftPadded(to: 5))  \(String(format: "%.3f  %.3f", said, was))")
    }
  }
}
