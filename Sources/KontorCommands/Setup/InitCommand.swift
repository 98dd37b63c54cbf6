// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Rulebook

/// `kontor init`: writes a commented configuration.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a commented kontor.yaml to start from.",
    discussion: "Nothing that exists is overwritten.")

  @Argument(help: "The folder to write to.", completion: .directory)
  var folder: String = "."

  @Flag(help: "Copy the shipped rules as well, to change them.")
  var rules = false

  @Flag(help: "Copy the shipped templates as well, to change them.")
  var templates = false

  @Flag(help: "Say what would be written, and write nothing.")
  var dryRun = false

  func run() throws {
    let files = FileManager.default
    if !dryRun {
      try attempt("create", folder) {
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
      }
    }
    var sample = ConfigurationFile.sample.replacing(
      "# directory: directory.yaml", with: "directory: directory.yaml")
    if rules { sample = sample.replacing("# rules: [rules]", with: "rules: [rules]") }
    if templates { sample = sample.replacing("# templates: [templates]", with: "templates: [templates]") }
    try write(sample, to: "\(folder)/kontor.yaml")
    try write(Self.directory, to: "\(folder)/directory.yaml")
    if rules { try copy("rules") }
    if templates { try copy("templates") }
    guard !dryRun else { return }
    Output.line("Next: edit \(folder)/kontor.yaml, then run 'kontor check'.")
  }

  private static let directory = """
    # Who is what to us, by address or by whole domain. Roles: customer, supplier, carrier, broker, bank, internal.
    # Senders that are not listed count as unknown: they can ask for a quotation, but their mail moves no order.
    []
    # - {email: kuznetsov@zavod.example, name: Oleg Kuznetsov, role: customer, company: Zavod}
    # - {domain: bearings.example, role: supplier, company: Bearings Ltd}

    """

  private func write(_ text: String, to path: String) throws {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw CommandFailure(.conflict, "\(path) exists; it is left as it is.")
    }
    if !dryRun {
      try attempt("write", path) { try text.write(toFile: path, atomically: true, encoding: .utf8) }
    }
    Output.line(dryRun ? "would write \(path)" : "wrote \(path)")
  }

  private func copy(_ name: String) throws {
    let source = try FileSearch.shipped(name)
    let target = "\(folder)/\(name)"
    guard !FileManager.default.fileExists(atPath: target) else {
      throw CommandFailure(.conflict, "\(target) exists; it is left as it is.")
    }
    if !dryRun {
      try attempt("copy to", target) { try FileManager.default.copyItem(atPath: source, toPath: target) }
    }
    Output.line(
      dryRun ? "would copy the shipped \(name) to \(target)" : "copied the shipped \(name) to \(target)")
  }

  private func attempt(_ action: String, _ path: String, _ work: () throws -> Void) throws {
    do {
      try work()
    } catch {
      throw CommandFailure(.failed, "Can't \(action) \(path): \(error.localizedDescription)")
    }
  }
}
