// What every tally of the same paths has in common, whatever it counts.

extension RunTally {
  /// Holds all counts against the paths that were seen, so that whoever reads them need not.
  ///
  /// - Throws: `TallyError.damaged` for counts of more paths, or of fewer.
  func requireCountsOfSeen() throws(TallyError) {
    let failed = failures.ledger
    guard failed.paths <= seen.count,
      failed.causes.allSatisfy({ $0.first.map { paths.contains($0.path) } ?? true })
    else { throw .damaged("more paths failed than there are") }
    for sample in samples where !sample.isOf(seen.count) {
      throw .damaged("\(sample.name) is not of the paths that were seen")
    }
    for condition in questions + groups {
      let last = condition.members?.members.last ?? 0
      guard condition.count == seen.count - failed.paths, last < wanted else {
        throw .damaged("\(condition.name) was not asked of the paths that were seen")
      }
    }
    for rank in observations + histories.map(\.rank) where rank.count > seen.count {
      throw .damaged("\(rank.name) was compared with more paths than were seen")
    }
    for attribution in attributions where attribution.count != seen.count {
      throw .damaged("the attribution of \(attribution.company) is not of the paths that were seen")
    }
    for event in events where !event.areApart(of: seen.count) {
      throw .damaged("samples of \(event.name) do not make up the paths that were seen")
    }
    for regime in regimes {
      guard (0..<regime.dates).allSatisfy({ regime.count(at: $0) <= seen.count }) else {
        throw .damaged("\(regime.name) has more paths than were seen")
      }
    }
    guard dependence?.isOf(seen) ?? true else {
      throw .damaged("what moves together is not of the paths that were seen")
    }
    let kept = told.flatMap { [$0.exact, $0.known] } + values.map(\.values)
    guard kept.allSatisfy({ $0.map { $0.places == seen } ?? true }) else {
      throw .damaged("kept values are not of the paths that were seen")
    }
  }

  /// Every number of a path that is told as outcomes are.
  private var told: [OutcomeTally] {
    outcomes + histories.map(\.outcome) + events.flatMap(\.outcomes)
      + regimes.flatMap(\.outcomes)
  }

  private var samples: [SampleTally] {
    series + told.flatMap { [$0.sample, $0.bounds].compactMap(\.self) }
      + attributions.flatMap(\.samples) + factors
      + events.flatMap { $0.given.flatMap(\.samples) }
  }
}

extension SampleTally {
  fileprivate func isOf(_ paths: Int) -> Bool {
    (0..<dates).allSatisfy { count(at: $0) + failed(at: $0) == paths }
  }
}
