import Simulation
import Statistics

/// Ranges of a scenario that are held where their normal scores are.
public struct HeldScores: Sendable {
  public struct Belief: Sendable {
    /// Full name of the number.
    public let name: String
    let distribution: any Distribution

    /// Its value at a normal score.
    public func value(atScore z: Double) -> Double { distribution.quantile(Tails(score: z)) }
  }

  public let beliefs: [Belief]
  /// Rows of what makes scores of independent normals.
  let factor: [[Double]]

  /// Correlated scores of independent standard normals.
  public func scores(of independent: [Double]) -> [Double] {
    factor.map { row in zip(row, independent).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  /// By the driver's full name, in its own unit.
  public func values(of independent: [Double]) -> [String: Double] {
    let scores = scores(of: independent)
    return Dictionary(
      uniqueKeysWithValues: zip(beliefs, scores).map { ($0.name, $0.value(atScore: $1)) })
  }

  /// Which way a metric rises with independent normals, from one run in which all is drawn: its covariance with
  /// them, by Stein's lemma the mean slope. What cannot be told from nothing is 0.
  ///
  /// - Parameters:
  ///   - influences: Of the metric, by path.
  ///   - drawn: What was drawn, by path.
  public func pulls(
    _ influences: [Double], _ drawn: [Experiment.DrawnFactor]
  ) -> [Double] {
    let error = influences.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard error > 0, error.isFinite else { return beliefs.map { _ in 0 } }
    var independent: [[Double]] = []
    for (belief, row) in zip(beliefs, factor) {
      guard let values = drawn.first(where: { $0.name == belief.name })?.values else {
        return beliefs.map { _ in 0 }
      }
      // L is lower triangular, so that each follows from those before it.
      var scores = values.map { value in
        let score = belief.distribution.tails(at: value).score
        return score.isFinite ? min(max(score, -8), 8) : 0
      }
      for (weight, before) in zip(row, independent) where weight != 0 {
        for path in scores.indices { scores[path] -= weight * before[path] }
      }
      let own = row[independent.count]
      independent.append(own == 1 ? scores : scores.map { $0 / own })
    }
    return independent.map { scores in
      let pull = zip(influences, scores).reduce(0) { $0 + $1.0 * $1.1 }
      return abs(pull) > 3 * error ? pull : 0
    }
  }
}

extension Scenario {
  /// The ranges that are drawn once per path, or some of them.
  ///
  /// - Parameters:
  ///   - drivers: Of the model.
  ///   - names: As the command line has them; none for all.
  /// - Throws: `Diagnostics` for a name that is none.
  public func beliefs(
    _ drivers: [Model.StatedDriver], over names: [String], as option: String = "--over"
  ) throws -> HeldScores {
    let known = drivers.map(\.name)
    var chosen: [String] = []
    let texts = names.flatMap { $0.split(separator: ",").map { String($0.trimmed) } }
    try reading(texts, as: option) { reader, node in
      let name = known.contains(node.summary) ? node.summary : reader.fullName(node.summary)
      if !known.contains(name) {
        reader.report(
          .unknownName(node.summary, as: "range", known: known.sorted()), at: node.place)
      } else if !chosen.contains(name) {
        chosen.append(name)
      }
    }
    let all = drivers.filter { chosen.isEmpty || chosen.contains($0.name) }
    let identity = all.indices.map { row in all.indices.map { $0 == row ? 1.0 : 0 } }
    return HeldScores(
      beliefs: all.map { .init(name: $0.name, distribution: $0.distribution) },
      factor: definition.scoreFactor(of: all.map(\.name)) ?? identity)
  }
}
