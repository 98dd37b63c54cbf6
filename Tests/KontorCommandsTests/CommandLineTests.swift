// SPDX-License-Identifier: Apache-2.0

@testable import KontorCommands
import Testing

@Suite("The command line")
struct CommandLineTests {
  @Test(
    "takes --config before the command",
    arguments: [
      ([], []), (["orders"], ["orders"]),
      (["--config", "a.yaml", "orders"], ["orders", "--config", "a.yaml"]),
      (["--config=a.yaml", "order", "show", "X"], ["order", "show", "X", "--config=a.yaml"]),
      (["--config", "a.yaml", "search", "--", "-x"], ["search", "--config", "a.yaml", "--", "-x"]),
      (["orders", "--config", "a.yaml"], ["orders", "--config", "a.yaml"]), (["--config"], ["--config"]),
      (["--configuration", "x"], ["--configuration", "x"]),
      (["--config", "a.yaml", "parse", "x.eml"], ["parse", "x.eml"]),
      (["--config=a.yaml", "help", "exit-codes"], ["help", "exit-codes"]),
    ])
  func configFirst(_ given: [String], _ parsed: [String]) {
    #expect(GlobalOptions.movingConfigBack(given) == parsed)
  }

  @Test("has an exit code for every way to end")
  func exitCodes() {
    #expect(KontorCommands.ExitStatus.allCases.map(\.rawValue) == [0, 1, 2, 3, 4, 5, 6, 7])
    #expect(Set(KontorCommands.ExitStatus.allCases.map(\.meaning)).count == 8)
  }
}
