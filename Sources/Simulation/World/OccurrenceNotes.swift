extension OccurrenceLog {
  /// Adds the occurrences of a step.
  ///
  /// - Parameters:
  ///   - name: Of what happens.
  ///   - consequence: Of what follows.
  func add(
    _ what: What, _ name: String, _ consequence: String, _ occurrences: StepOccurrences
  ) {
    for place in occurrences.paths.indices {
      add(what, name, consequence, occurrences, at: place)
    }
  }

  /// Adds what was drawn for each of them.
  func add(_ sizes: [Double], unit: String, _ name: String, _ occurrences: StepOccurrences) {
    for (place, size) in sizes.enumerated() {
      add(.size(size, unit: unit), name, name, occurrences, at: place)
    }
  }

  private func add(
    _ what: What, _ name: String, _ consequence: String, _ occurrences: StepOccurrences,
    at place: Int
  ) {
    add(
      Entry(
        what: what, name: name, consequence: consequence, path: Int(occurrences.paths[place]),
        number: Int(occurrences.numbers[place]), time: occurrences.times[place]))
  }
}
