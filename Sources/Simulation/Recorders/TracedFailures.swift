import Statistics

/// Why and from which date on traced paths fail.
struct TracedFailures {
  private let failure: Column
  private let causes: [String]
  private let finite: [(name: String, column: Column)]
  /// By path, the first date on which it has failed; nil where it has not.
  private var steps: [Int?]
  /// By path, then by column that must be finite at the horizon, the first date from which on it is not.
  private var broken: [[Int?]]
  private(set) var all: [Trajectories.Failure?]

  init(of model: Model, paths: Int) {
    failure = model.failure
    causes = model.failureCauses
    finite = model.finite
    steps = Array(repeating: nil, count: paths)
    broken = Array(repeating: model.finite.map { _ in nil }, count: paths)
    all = Array(repeating: nil, count: paths)
  }

  subscript(path: Int) -> Trajectories.Failure? { all[path] }

  mutating func record(_ block: Block, at step: Int) {
    let failures = block[failure]
    for (path, place) in paths(of: block) {
      if steps[path] == nil, failures[place] != 0 { steps[path] = step }
      for (index, column) in finite.enumerated() {
        let isFinite = block[column.column][place].isFinite
        broken[path][index] = isFinite ? nil : broken[path][index] ?? step
      }
    }
  }

  /// Once it is known which paths have failed.
  mutating func finish(_ block: Block) {
    let failures = block[failure]
    for (path, place) in paths(of: block) where failures[place] != 0 {
      let cause = Int(failures[place]) - 1
      let number = cause - causes.count
      if finite.indices.contains(number) {
        all[path] = Trajectories.Failure(
          cause: "\(finite[number].name) is not finite", step: broken[path][number] ?? 0)
      } else {
        all[path] = Trajectories.Failure(cause: causes[cause], step: steps[path] ?? 0)
      }
    }
  }

  /// Places among those that are traced, and in the block.
  private func paths(of block: Block) -> [(path: Int, place: Int)] {
    var places: [(path: Int, place: Int)] = []
    block.forEachRecorded { places.append((block.ordinal + places.count, $0)) }
    return places
  }
}

extension [OccurrenceLog.Entry] {
  /// What happens on the one path that they are of, in the order of its times, with what was drawn for it.
  ///
  /// - Parameter failure: Behind which nothing is told.
  func occurrences(until failure: Trajectories.Failure?) -> [Trajectories.Occurrence] {
    let details = Dictionary(grouping: filter { $0.what.kind == nil }, by: \.number)
    let end = failure.map { Double($0.step) } ?? .infinity
    let told = compactMap { entry -> Trajectories.Occurrence? in
      guard entry.time <= end, let kind = entry.what.kind else { return nil }
      let drawn = (details[entry.number] ?? []).filter { $0.belongs(to: entry) }
      return Trajectories.Occurrence(
        name: entry.name, kind: kind, time: entry.time,
        choice: drawn.lazy.compactMap(\.choice).first, sizes: drawn.compactMap(\.size))
    }
    // Equal times in the order in which the model has them.
    return told.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
      .map(\.element)
  }
}

extension OccurrenceLog.What {
  fileprivate var kind: Trajectories.Occurrence.Kind? {
    switch self {
    case .event: .event
    case .state: .state
    case .choice, .size: nil
    }
  }
}

extension OccurrenceLog.Entry {
  /// Whether it was drawn for something that happens.
  fileprivate func belongs(to other: Self) -> Bool {
    switch what {
    case .event, .state: false
    case .choice: consequence == other.consequence
    case .size: consequence.hasPrefix(other.consequence + ".")
    }
  }

  fileprivate var choice: String? { if case .choice = what { name } else { nil } }

  fileprivate var size: Trajectories.Occurrence.Size? {
    guard case .size(let value, let unit) = what else { return nil }
    return Trajectories.Occurrence.Size(name: name, unit: unit, value: value)
  }
}
