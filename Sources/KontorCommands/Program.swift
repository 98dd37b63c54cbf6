// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation

/// The way from the process's arguments to its exit code.
package enum Program {
  /// Runs the command that the arguments name and ends the process with its exit code.
  package static func run() async -> Never {
    // A reader that goes away (`kontor orders | head`) ends the output, not the program's bookkeeping.
    signal(SIGPIPE, SIG_IGN)
    do {
      let arguments = GlobalOptions.movingConfigBack(Array(CommandLine.arguments.dropFirst()))
      var command = try KontorCommand.parseAsRoot(arguments)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let failure as CommandFailure {
      end(failure)
    } catch {
      if isParserError(error) { end(parserError: error) }
      end(CommandFailure(error))
    }
    if let failure = Output.failure {
      end(CommandFailure(.failed, "Standard output can't take everything: \(failure)."))
    }
    exit(ExitStatus.done.rawValue)
  }

  private static func end(_ failure: CommandFailure) -> Never {
    if !failure.message.isEmpty { Output.warn(failure.message) }
    exit(failure.status.rawValue)
  }

  /// Whether ArgumentParser made the error: a wrong command line, or a wish for help.
  private static func isParserError(_ error: any Error) -> Bool {
    if error is ValidationError || error is ExitCode || error is CleanExit { return true }
    return String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
  }

  private static func end(parserError error: any Error) -> Never {
    let isWrong = KontorCommand.exitCode(for: error) != .success
    let text = KontorCommand.fullMessage(for: error)
    if isWrong {
      Output.warn(text)
      exit(ExitStatus.usage.rawValue)
    }
    Output.line(text)
    exit(ExitStatus.done.rawValue)
  }
}
