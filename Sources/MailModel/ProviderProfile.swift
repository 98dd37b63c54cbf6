// SPDX-License-Identifier: Apache-2.0

/// What is known of a provider beyond what its servers say of themselves.
package struct ProviderProfile: Hashable, Sendable {
  /// Who puts a copy of what was sent into the Sent folder.
  package enum Filing: String, Hashable, Sendable {
    /// The submission server does: adding a copy would double it.
    case server
    /// We do, with APPEND.
    case append
    /// Not known: look for the copy first, add it when it does not come.
    case lookFirst
  }

  /// Its name for people and logs, such as `Microsoft 365`.
  package var name: String
  /// Who files what was sent.
  package var filing: Filing
  /// How many commands may be under way at once; 1 for servers that break under a pipeline.
  package var pipelineDepth: Int
  /// How many messages a minute its submission server takes; nil where no limit is known.
  package var sendsPerMinute: Int?

  /// Creates a profile.
  package init(name: String, filing: Filing, pipelineDepth: Int, sendsPerMinute: Int? = nil) {
    self.name = name
    self.filing = filing
    self.pipelineDepth = pipelineDepth
    self.sendsPerMinute = sendsPerMinute
  }

  /// A server of which nothing is known: everything by the standard, nothing assumed.
  package static let standard = ProviderProfile(name: "standard", filing: .lookFirst, pipelineDepth: 8)
}
