// SPDX-License-Identifier: Apache-2.0

import KontorCommands

@main
struct Kontor {
  static func main() async {
    await Program.run()
  }
}
