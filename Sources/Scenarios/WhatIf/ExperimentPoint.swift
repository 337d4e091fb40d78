extension Level {
  /// The scenario as it is, where others are under stresses.
  static let noStress = Level(text: "none", number: nil)
}

extension Scenario {
  /// What stands at a key that is varied: of stresses none acts in the file.
  public func stated(asLevelOf key: String) -> String? {
    key == ScenarioKey.stress.name ? Level.noStress.text : stated(at: key)
  }

  /// This scenario at a point, and nothing of what it asks: with what is set there, and under the stress that
  /// `stress` names.
  ///
  /// - Throws: `Diagnostics`.
  func at(_ point: [Experiment.Assignment]) throws -> Scenario {
    let isStress = { (one: Experiment.Assignment) in one.key == ScenarioKey.stress.name }
    let changed = try setting(
      point.filter { !isStress($0) }.map { Setting(key: $0.key, value: $0.level.text) },
      withoutRequests: true)
    guard let stress = point.last(where: isStress)?.level, stress != .noStress else {
      return changed
    }
    return try changed.stressed(by: stress.text)
  }
}
