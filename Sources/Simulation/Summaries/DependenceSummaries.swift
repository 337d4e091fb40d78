import Statistics

extension DependenceSummary {
  init(_ tally: DependenceTally, of model: Model, wanted: Int) {
    let count = min(wanted, DependenceTally.keptReturns)
    let returns = tally.returns.map { $0.values(count: count) }
    let pairs = zip(model.comparedPairs, tally.pairs).map {
      DependenceSummary.Pair($0.first, $0.second, $1, returns)
    }
    self.init(
      series: model.priced.map(\.series.quantity), pairs: pairs,
      returns: returns.map { $0.map { $0.isNaN ? nil : $0 - 1 } })
  }
}

extension DependenceSummary.Pair {
  fileprivate init(_ first: Int, _ second: Int, _ tally: PairTally, _ returns: [[Double]]) {
    let horizon = RankCorrelation(
      zip(returns[first], returns[second]).filter { !$0.isNaN && !$1.isNaN })
    self.init(
      first: first, second: second,
      steps: .init(tally.ranks), logs: .init(tally.logs),
      horizon: horizon.pairs > 1 ? horizon.estimate : nil,
      horizonPaths: horizon.pairs,
      falls: zip(DependenceTally.falls, tally.falls).flatMap { fall, sums in
        [false, true].compactMap { isTurned -> DependenceSummary.JointFall? in
          let given = ClusteredShare(sums.given(isTurned: isTurned))
          guard given.count > 0 else { return nil }
          return DependenceSummary.JointFall(
            of: isTurned ? first : second, given: isTurned ? second : first, fall: fall,
            probability: given,
            alone: ClusteredShare(sums.alone(isTurned: isTurned, tally.steps)))
        }
      })
  }
}

extension DependenceSummary.AlongPaths {
  /// Nil where no path has one.
  fileprivate init?(_ sums: RatioSums) {
    guard sums.paths > 0 else { return nil }
    let error = sums.paths > 1 ? sums.variance.squareRoot() * PairTally.unit : .infinity
    self.init(
      mean: Estimate(value: sums.ratio * PairTally.unit, error: error), paths: sums.paths)
  }
}
