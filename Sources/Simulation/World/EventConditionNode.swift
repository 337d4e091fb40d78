extension EventCondition.Node {
  /// All of some, or any. States of one regime make one part, so that it is known for which part of a step
  /// they hold together.
  static func together(_ nodes: [Self], _ isAll: Bool) -> Self {
    var others: [Self] = []
    var regimes: [(occupancy: RegimeOccupancy, holds: [Bool])] = []
    for node in nodes {
      guard case .states(let occupancy, let holds) = node else {
        others.append(node)
        continue
      }
      if let place = regimes.firstIndex(where: { $0.occupancy.state == occupancy.state }) {
        regimes[place].holds = zip(regimes[place].holds, holds).map {
          isAll ? $0 && $1 : $0 || $1
        }
      } else {
        regimes.append((occupancy, holds))
      }
    }
    let parts = regimes.map { Self.states($0.occupancy, holds: $0.holds) } + others
    return parts.count == 1 ? parts[0] : isAll ? .all(parts) : .any(parts)
  }

  var negated: Self {
    if case .states(let occupancy, let holds) = self {
      return .states(occupancy, holds: holds.map { !$0 })
    }
    return .not(self)
  }
}
