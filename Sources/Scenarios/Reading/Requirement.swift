import Simulation

/// What must be stated for a series or an outcome to exist.
struct Requirement {
  /// Sections or keys of the company, of which one is enough; none where nothing is needed.
  let keys: [String]
  /// Whether it exists under `measure: riskAdjusted` only.
  let isRiskAdjusted: Bool

  static let measure =
    "\(ScenarioKey.measure.name): "
    + ModelDefinition.Measure.riskAdjusted.rawValue
}

extension CompanySeries {
  var requirement: Requirement { Requirement(keys: needs, isRiskAdjusted: false) }
}

extension CompanyOutcome {
  var requirement: Requirement { Requirement(keys: needs, isRiskAdjusted: isRiskAdjusted) }

  /// Whether it is what the company is worth to a holder who never sells.
  var isIntrinsicValue: Bool {
    switch self {
    case .discountedValue, .discountedValuePerShare, .freeCashFlowValue,
      .freeCashFlowValuePerShare:
      true
    default: false
    }
  }
}

extension ScenarioReader {
  /// Whether a company states too little to have a series or an outcome; reports it.
  mutating func isLacking(_ measured: Measured, at place: Place) -> Bool {
    // What is missing may be in the file that could not be read.
    guard !draft.lacksBase else { return false }
    let requirement = measured.requirement
    if !states(requirement, measured.company) {
      report(.needs(measured.name, keys: requirement.keys, in: measured.company), at: place)
      return true
    }
    if !hasMeasure(for: requirement) {
      report(.needs(measured.name, keys: [Requirement.measure], in: nil), at: place)
      return true
    }
    return false
  }

  /// Refuses what is to be kept and no company has. Companies must have been read.
  mutating func refuseImpossible(_ root: LocatedNode) {
    guard !draft.lacksBase, !draft.companies.isEmpty else { return }
    let series = CompanySeries.declared.map { ($0.name, $0.requirement) }
    refuse(root[ScenarioKey.record.name], among: series)
    let outcomes = CompanyOutcome.declared.map { ($0.name, $0.requirement) }
    refuse(root[ScenarioKey.outcomes.name], among: outcomes)
  }

  private mutating func refuse(
    _ node: LocatedNode?, among declared: [(name: String, requirement: Requirement)]
  ) {
    guard case .list(let items) = node?.content else { return }
    for item in items {
      guard case .scalar(let name) = item.content,
        let requirement = declared.first(where: { $0.name == name })?.requirement
      else { continue }
      var isPossible = false
      for company in draft.companies where !isPossible {
        isPossible = states(requirement, company.name)
      }
      if !isPossible {
        report(.impossible(name, keys: requirement.keys), at: item.place)
      } else if !hasMeasure(for: requirement) {
        report(.impossible(name, keys: [Requirement.measure]), at: item.place)
      }
    }
  }

  /// Whether a company has what needs this.
  mutating func exists(_ requirement: Requirement, for company: String) -> Bool {
    states(requirement, company) && hasMeasure(for: requirement)
  }

  private func hasMeasure(for requirement: Requirement) -> Bool {
    !requirement.isRiskAdjusted || draft.measure == .riskAdjusted
  }

  private mutating func states(_ requirement: Requirement, _ company: String) -> Bool {
    guard !requirement.keys.isEmpty else { return true }
    for key in requirement.keys {
      let name = "\(company).\(key)"
      let isStated = knownStated[name] ?? isStated(name, isSection: Section.company[key] != nil)
      knownStated[name] = isStated
      if isStated { return true }
    }
    return false
  }

  /// Whether anything stands there, right or wrong: what is wrong has been said.
  ///
  /// - Parameter isSection: An empty one states nothing.
  private func isStated(_ name: String, isSection: Bool) -> Bool {
    guard isSection else { return places[name] != nil }
    return places.keys.contains { $0.hasPrefix(name + ".") }
  }
}
