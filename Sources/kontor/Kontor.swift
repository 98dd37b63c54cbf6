// SPDX-License-Identifier: Apache-2.0

@main
struct Kontor {
  static func main() {}
}
