extension OccurrenceLog {
  /// Adds what happens.
  ///
  /// - Parameters:
  ///   - name: Of what happens.
  ///   - consequence: Of what follows.
  func add(_ what: What, _ name: String, _ consequence: String, _ hits: Hits) {
    for place in 0..<hits.count { add(what, name, consequence, hits, at: place) }
  }

  /// Adds the sizes that hits have drawn.
  func addSizes(unit: String, _ name: String, _ hits: Hits) {
    for place in 0..<hits.count {
      add(.size(hits.draws[place], unit: unit), name, name, hits, at: place)
    }
  }

  /// Adds the states of a regime that hits have drawn.
  func addStates(_ states: [String], of regime: String, _ hits: Hits) {
    for place in 0..<hits.count {
      let state = states[Int(hits.draws[place])]
      add(.state, "\(regime).\(state)", "\(regime).then.\(state)", hits, at: place)
    }
  }

  private func add(
    _ what: What, _ name: String, _ consequence: String, _ hits: Hits, at place: Int
  ) {
    add(
      Entry(
        what: what, name: name, consequence: consequence, path: hits.path(place),
        number: Int(hits.numbers[place]), time: hits.times[place]))
  }
}
