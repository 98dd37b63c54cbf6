// SPDX-License-Identifier: Apache-2.0

/// How far rules and words are to be trusted together: one small linear model for pairs of message and event.
struct TrustWeights: Sendable {
  /// By feature.
  let weights: [FeatureKey: Float]
  let bias: Float

  /// The log-odds of a pair.
  func evidence(_ features: [TrustFeature]) -> Double {
    var sum = bias
    for feature in features {
      if let weight = weights[feature.key] { sum += weight * feature.value }
    }
    return Double(sum)
  }
}

/// Something that is so, and how much, for a pair of message and event.
struct TrustFeature: Sendable {
  let key: FeatureKey
  let value: Float
}

/// What can be so for a pair of message and event; the raw values are part of the feature scheme.
enum TrustSign: UInt64, Sendable {
  case words = 1
  case rivalWords
  case event
  case fired
  case wordsAndFired
  case onlyFired
  case nearlyFired
  case noRule
  case othersFired
  case againstState
  case sender
  case hint
  case nothingSaid
}

/// What rules and words say about the events of one message.
struct TrustReading {
  let input: ClassifierInput
  /// What the rules made of it, before one event suppresses another.
  let outcomes: [RuleOutcome]
  /// By place in `Said`, as log-odds.
  let evidence: [Double]
  /// By event: the strongest outcome of its rules.
  private var strongest: [RuleOutcome?]
  private let firedCount: Int
  /// The likeliest events by the words, and the best but one.
  private let likeliest: (event: Int, evidence: Double, next: Double)

  init(input: ClassifierInput, outcomes: [RuleOutcome], evidence: [Double]) {
    self.input = input
    self.outcomes = outcomes
    self.evidence = evidence
    strongest = [RuleOutcome?](repeating: nil, count: Event.allCases.count)
    var fired: Set<Event> = []
    for outcome in outcomes {
      let place = outcome.event.place
      if outcome.fired, outcome.decides { fired.insert(outcome.event) }
      if let known = strongest[place], known.rank >= outcome.rank { continue }
      strongest[place] = outcome
    }
    firedCount = fired.count
    var best = (event: -1, evidence: -20.0, next: -20.0)
    for (place, event) in Event.allCases.enumerated() where event.mayBeReported(by: input) {
      let value = evidence[place]
      if value > best.evidence {
        best = (place, value, best.evidence)
      } else if value > best.next {
        best.next = value
      }
    }
    likeliest = best
  }

  /// The strongest outcome of an event's rules.
  func outcome(of event: Event) -> RuleOutcome? { strongest[event.place] }

  /// How much the rules have for an event.
  func support(of event: Event) -> RuleSupport {
    guard let outcome = strongest[event.place] else { return .none }
    if outcome.fired { return outcome.decides ? .fired : .weak }
    return outcome.score >= RuleSupport.leastScore ? .weak : .none
  }

  /// The features of the pair of this message and an event.
  func features(of event: Event) -> [TrustFeature] {
    var features: [TrustFeature] = []
    features.reserveCapacity(20)
    let place = event.place
    func add(_ sign: TrustSign, _ value: Double = 1, detail: UInt64 = 0) {
      features.append(
        TrustFeature(key: FeatureKey(.trust, sign.rawValue, detail), value: Float(value)))
    }
    func addBoth(_ sign: TrustSign, _ value: Double = 1, detail: UInt64 = 0) {
      add(sign, value, detail: detail)
      add(sign, value * 0.7, detail: detail << 8 | UInt64(place + 1))
    }
    let own = Self.clipped(evidence[place])
    addBoth(.words, own)
    add(.event, detail: UInt64(place + 1))
    add(.rivalWords, Self.clipped(likeliest.event == place ? likeliest.next : likeliest.evidence))
    addBoth(.nothingSaid, Self.clipped(evidence[Said.nothing]))
    let others = firedCount - (support(of: event) == .fired ? 1 : 0)
    if let outcome = strongest[place] {
      if outcome.fired, outcome.decides {
        addBoth(.fired)
        add(.wordsAndFired, own)
        if others == 0 { add(.onlyFired) }
      } else if outcome.fired {
        addBoth(.hint)
      } else {
        addBoth(.nearlyFired, min(1, outcome.score))
      }
      for other in outcomes where other.event == event {
        features.append(
          TrustFeature(
            key: FeatureKey(.rule, FeatureKey.hash(other.rule), other.fired ? 1 : 0),
            value: other.fired ? 0.7 : 0.4))
      }
    } else {
      addBoth(.noRule)
    }
    if others > 0 { addBoth(.othersFired, detail: UInt64(min(others, 2))) }
    if let state = input.state, case .odd = Lifecycle.effect(of: event, on: state) {
      addBoth(.againstState)
    }
    add(.sender, detail: UInt64(place) << 32 | FeatureKey.hash(input.sender.rawValue) >> 32)
    return features
  }

  private static func clipped(_ evidence: Double) -> Double { min(8, max(-8, evidence)) / 4 }
}

/// How much the rules have for an event.
enum RuleSupport: Hashable, Sendable {
  /// A rule fired.
  case fired
  /// A rule found some of what it needs.
  case weak
  /// Nothing to speak of.
  case none

  /// The share of what a rule needs from which it has found some.
  static let leastScore = 0.3
}

extension RuleOutcome {
  /// The higher, the more it says for its event.
  fileprivate var rank: Double { (fired ? decides ? 20 : 10 : 0) + min(9, score) }
}
