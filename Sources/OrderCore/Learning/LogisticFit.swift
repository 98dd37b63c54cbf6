// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Fits a logistic model: which weights of features tell rows that are so from rows that are not.
///
/// L2-regularised logistic regression by dual coordinate descent (Yu, Huang and Lin, “Dual coordinate descent methods
/// for logistic regression and maximum entropy models”, 2011). Deterministic: the same rows give the same weights.
struct LogisticFit {
  /// How much a row counts against the wish for small weights.
  var cost: Double
  /// Rounds over all rows at most.
  var mostRounds = 40
  /// Rounds end when no row pulls harder than this.
  var tolerance = 0.1

  /// The weights of features, and what stands before any of them is seen.
  struct Weights: Sendable {
    var features: [Float]
    var bias: Float
  }

  /// Fits weights.
  ///
  /// - Parameters:
  ///   - rows: all vectors.
  ///   - chosen: the rows to fit, and for each whether it is so.
  ///   - width: the number of features.
  func fit(_ rows: SparseRows, _ chosen: [(row: Int, isSo: Bool)], width: Int) -> Weights {
    var weights = [Double](repeating: 0, count: width)
    var bias = 0.0
    let count = chosen.count
    let start = min(0.001 * cost, 1e-8)
    // For each row how much it pulls, and how much is left of its cost.
    var pull = [Double](repeating: start, count: count)
    var squares = [Double](repeating: 1, count: count)
    rows.indices.withUnsafeBufferPointer { indices in
      rows.values.withUnsafeBufferPointer { values in
        weights.withUnsafeMutableBufferPointer { weights in
          for (number, (row, isSo)) in chosen.enumerated() {
            let step = isSo ? start : -start
            for place in rows.range(row) {
              let value = Double(values[place])
              squares[number] += value * value
              weights[Int(indices[place])] += step * value
            }
            bias += step
          }
          var order = Array(0..<count)
          var random = FixedSequence(seed: 1)
          var inner = 1e-2
          for _ in 0..<mostRounds {
            order.shuffle(using: &random)
            var hardest = 0.0
            var steps = 0
            for number in order {
              let (row, isSo) = chosen[number]
              let range = rows.range(row)
              var product = bias
              for place in range { product += Double(values[place]) * weights[Int(indices[place])] }
              let (change, gradient, count) = solve(
                pull: &pull[number], square: squares[number], product: isSo ? product : -product,
                tolerance: inner)
              hardest = max(hardest, abs(gradient))
              steps += count
              guard change != 0 else { continue }
              let step = isSo ? change : -change
              for place in range { weights[Int(indices[place])] += step * Double(values[place]) }
              bias += step
            }
            if hardest < tolerance { break }
            if steps <= count / 10 { inner = max(1e-8, 0.1 * inner) }
          }
        }
      }
    }
    return Weights(features: weights.map { Float($0) }, bias: Float(bias))
  }

  /// Moves one row's pull to where its own problem has its minimum, by Newton's method.
  ///
  /// Of a pull and what is left of the cost the smaller one is searched for, which keeps its digits.
  private func solve(
    pull: inout Double, square: Double, product: Double, tolerance: Double
  ) -> (change: Double, gradient: Double, steps: Int) {
    let rest = cost - pull
    let takesRest = 0.5 * square * (rest - pull) + product < 0
    let sign: Double = takesRest ? -1 : 1
    let old = takesRest ? rest : pull
    var value = cost - old < 0.5 * cost ? 0.1 * old : old
    func slope(_ value: Double) -> Double {
      square * (value - old) + sign * product + log(value / (cost - value))
    }
    var gradient = slope(value)
    let first = gradient
    var steps = 0
    while steps <= 100, abs(gradient) >= tolerance {
      let next = value - gradient / (square + cost / (cost - value) / value)
      value = next <= 0 ? value * 0.1 : next
      gradient = slope(value)
      steps += 1
    }
    guard steps > 0 else { return (0, first, 0) }
    pull = takesRest ? cost - value : value
    return (sign * (value - old), first, steps)
  }
}
