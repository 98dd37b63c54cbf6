// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
//
// Sections: libraries of the system · kernels · core · adapters · assembly · tests.
// One dependency a line, sorted. A third-party package is imported by exactly one target.

import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "kontor",
  products: [
    .executable(name: "kontor", targets: ["kontor"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // Libraries of the system: a module map and a header-only shim each.
    .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CGMime", pkgConfig: "gmime-3.0", providers: [.apt(["libgmime-3.0-dev"])]),
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(name: "CSeccomp", pkgConfig: "libseccomp", providers: [.apt(["libseccomp-dev"])]),
    .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
    .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),

    // Kernels: pure functions over one C library each; no I/O, no words of the trade.
    .target(
      name: "ContentHashing",
      dependencies: [
        "CCrypto"
      ],
      swiftSettings: settings
    ),
    .target(
      name: "Markup",
      dependencies: [
        "CXML2"
      ],
      swiftSettings: settings
    ),
    .target(
      name: "TextAnalysis",
      dependencies: [
        "CPCRE2",
        "CStemmer",
      ],
      swiftSettings: settings
    ),

    // Core: no I/O, no third-party import, no clock.
    .target(
      name: "MailModel",
      dependencies: [
        "ContentHashing"
      ],
      swiftSettings: settings
    ),
    .target(
      name: "OrderCore",
      dependencies: [
        "ContentHashing",
        "MailModel",
        "TextAnalysis",
      ],
      swiftSettings: settings
    ),

    // Adapters: each owns one outside thing, none knows another.
    .target(
      name: "DocumentReading",
      dependencies: [
        "CArchive",
        "CSeccomp",
        "Markup",
        "OrderCore",
      ],
      swiftSettings: settings
    ),
    .target(
      name: "MailParsing",
      dependencies: [
        "CGMime",
        "ContentHashing",
        "MailModel",
        "Markup",
        "OrderCore",
      ],
      swiftSettings: settings
    ),
    .target(
      name: "MailTransport",
      dependencies: [
        "CCurl",
        "CZlib",
        "ContentHashing",
        "MailModel",
        "OrderCore",
      ],
      swiftSettings: settings
    ),
    .target(
      name: "Rulebook",
      dependencies: [
        "MailModel",
        .product(name: "Mustache", package: "swift-mustache"),
        "OrderCore",
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: settings
    ),
    .target(
      name: "Store",
      dependencies: [
        "CZstd",
        "ContentHashing",
        .product(name: "GRDB", package: "GRDB.swift"),
        "MailModel",
        "OrderCore",
        "TextAnalysis",
      ],
      swiftSettings: settings
    ),

    // Assembly.
    .target(
      name: "Agent",
      dependencies: [
        .product(name: "Logging", package: "swift-log"),
        "MailModel",
        "OrderCore",
      ],
      swiftSettings: settings
    ),
    .target(
      name: "KontorCommands",
      dependencies: [
        "Agent",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        "ContentHashing",
        "DocumentReading",
        "MailModel",
        "MailParsing",
        "MailTransport",
        "OrderCore",
        "Rulebook",
        "Store",
      ],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "kontor",
      dependencies: [
        "KontorCommands"
      ],
      swiftSettings: settings
    ),

    // What bench/rules runs.
    .executableTarget(
      name: "RuleSpeed",
      dependencies: [
        "MailModel",
        "MailParsing",
        "OrderCore",
        "Rulebook",
      ],
      path: "bench/RuleSpeed",
      swiftSettings: settings
    ),

    // Tests: one target a source target, the same folder names.
    .target(
      name: "TestSupport",
      dependencies: [
        "MailModel",
        "OrderCore",
      ],
      path: "Tests/TestSupport",
      swiftSettings: settings
    ),
    .testTarget(
      name: "MarkupTests",
      dependencies: [
        "Markup",
        "TestSupport",
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "TextAnalysisTests",
      dependencies: [
        "ContentHashing",
        "TestSupport",
        "TextAnalysis",
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "OrderCoreTests",
      dependencies: [
        "ContentHashing",
        "MailModel",
        "OrderCore",
        "TestSupport",
        "TextAnalysis",
      ],
      swiftSettings: settings
    ),
    // Not imported but run, by the tests of what reads documents: a reader that does what it must not.
    .executableTarget(
      name: "DocumentProbe",
      dependencies: [
        "DocumentReading",
        "OrderCore",
      ],
      path: "Tests/DocumentProbe",
      swiftSettings: settings
    ),
    .testTarget(
      name: "DocumentReadingTests",
      dependencies: [
        "DocumentProbe",
        "DocumentReading",
        "OrderCore",
        "TestSupport",
      ],
      exclude: [
        "Fixtures"
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "MailParsingTests",
      dependencies: [
        "MailModel",
        "MailParsing",
        "OrderCore",
        "TestSupport",
      ],
      exclude: [
        "Fixtures"
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "MailTransportTests",
      dependencies: [
        "ContentHashing",
        "MailModel",
        "MailTransport",
        "OrderCore",
        "TestSupport",
      ],
      exclude: [
        "Fixtures"
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "RulebookTests",
      dependencies: [
        "MailModel",
        "OrderCore",
        "Rulebook",
        "TestSupport",
        "TextAnalysis",
      ],
      exclude: [
        "Fixtures"
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "StoreTests",
      dependencies: [
        "ContentHashing",
        // To damage and read back what the store keeps; no other target but Store imports it.
        .product(name: "GRDB", package: "GRDB.swift"),
        "MailModel",
        "OrderCore",
        "Store",
        "TestSupport",
        "TextAnalysis",
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "AgentTests",
      dependencies: [
        "Agent",
        "ContentHashing",
        "MailModel",
        "MailParsing",
        "OrderCore",
        "Rulebook",
        "Store",
        "TestSupport",
        "TextAnalysis",
      ],
      exclude: [
        "Fixtures"
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "KontorCommandsTests",
      dependencies: [
        "KontorCommands",
        "MailModel",
        "OrderCore",
        "Rulebook",
        "Store",
        "TestSupport",
      ],
      exclude: [
        "Fixtures"
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "IntegrationTests",
      dependencies: [
        "Agent",
        "ContentHashing",
        "DocumentReading",
        "KontorCommands",
        "MailModel",
        "MailParsing",
        "MailTransport",
        "OrderCore",
        "Rulebook",
        "Store",
        "TestSupport",
        // Not imported but run: the tests need it built.
        "kontor",
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "RepositoryTests",
      dependencies: [
        "MailModel",
        "OrderCore",
        "Rulebook",
        "Store",
        "TestSupport",
      ],
      swiftSettings: settings
    ),
  ]
)
