import Statistics

/// Who belongs to a group, decided when the whole run has been seen.
package struct GroupMembers: Sendable, Equatable {
  /// Numbers of its paths, ascending.
  package let paths: [Int]
  /// Of the worst paths by an outcome, those nearest to where they end.
  package let edge: [Int]

  package init(paths: [Int], edge: [Int]) { (self.paths, self.edge) = (paths, edge) }
}

extension Model {
  /// Of each group, in their order.
  ///
  /// - Parameter tally: Of a whole run.
  func members(in tally: RunTally) -> [GroupMembers] {
    var conditions = tally.groups.makeIterator()
    return groups.map { group in
      let ordinals: (all: [Int], edge: [Int])
      switch group.stated.members {
      case .condition: ordinals = (conditions.next()?.members?.members ?? [], [])
      case .worst(let share, let outcome):
        let worst = worst(share, by: outcome.name, in: tally)
        ordinals = (worst.sorted(), worst.suffix(Self.edge(of: worst.count)).sorted())
      }
      let first = tally.paths.lowerBound
      return GroupMembers(
        paths: ordinals.all.map { first + $0 }, edge: ordinals.edge.map { first + $0 })
    }
  }

  /// How many of so many paths tell what is at their end: few enough to be near it, enough for a share,
  /// and no more than a replay of a part of the run.
  private static func edge(of count: Int) -> Int { min(count / 2, max(10, min(count / 50, 200))) }

  /// The worst share of the paths that have not failed, the worst first, by what is known of each: a fall
  /// that has not recovered counts for as long as it has lasted. Of equal ones the first.
  private func worst(_ share: Double, by name: String, in tally: RunTally) -> [Int] {
    guard let outcome = outcomes.first(where: { $0.quantity.name == name }),
      let known = tally.outcomes.first(where: { $0.name == name })?.known
    else { return [] }
    let isHigh = (outcome.quantity.worst == .above) != (outcome.formula.telling == .shortfall)
    let isWorse: (Double, Double) -> Bool = isHigh ? { $0 > $1 } : { $0 < $1 }
    var values: [Double] = []
    values.reserveCapacity(tally.wanted)
    known.forEachPath { if !$1.isNaN { values.append($1) } }
    guard !values.isEmpty else { return [] }
    // A hair below, so that 7 % of 10,000 are not 701.
    let size = Int((share * Double(values.count) * (1 - 1e-12)).rounded(.up))
    values.sort(by: isWorse)
    let last = values[size - 1]
    var members: [(place: Int, value: Double)] = []
    known.forEachPath { if $1 == last || isWorse($1, last) { members.append(($0, $1)) } }
    members.sort {
      $0.value == $1.value ? $0.place < $1.place : isWorse($0.value, $1.value)
    }
    return members.prefix(size).map(\.place)
  }
}
