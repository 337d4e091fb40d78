import Simulation

/// A sweep that a file asks for: keys, what they are set to, and what is to be told.
public struct SweepRequest: Sendable {
  /// How points are chosen from the levels of the keys.
  public enum Design: Sendable, Hashable {
    /// Every level of each key with every level of the others.
    case grid
    /// So many points between the ends of the keys' ranges.
    case latinHypercube(points: Int)
  }

  public let name: String
  public let keys: [VariedKey]
  /// As the file states them; empty for `Scenario.standardMetrics`.
  public let metrics: [String]
  public let design: Design

  public init(name: String, keys: [VariedKey], metrics: [String], design: Design) {
    self.name = name
    self.keys = keys
    self.metrics = metrics
    self.design = design
  }

  /// Of a Latin hypercube, which has one in each slice of each key.
  public static let mostPoints = 10_000
}

/// The keys of a sweep.
enum SweepKey: String, CaseIterable {
  case vary, metrics, design, points

  static let names = allCases.map(\.rawValue)
  static let designs = ["grid", "lhs"]
}

extension ScenarioKey {
  static let sweeps = ScenarioKey(
    "sweeps", expects: "a map of sweeps",
    example: "{faster: {vary: {acme.growth.initial: [50%, 100%]}, metrics: [acme.arr.p50]}}",
    takes: .sweeps, effect: .request,
    help: "What `ballpark sweep` varies where its command line does not say, by name."
  ) { reader, node, expected in
    reader.readSweeps(node, expected)
  }
}

extension ScenarioReader {
  mutating func readSweeps(_ node: LocatedNode, _ expected: Expectation) {
    guard let entries = node.entries else { return report(unexpected: node, expected) }
    for entry in entries {
      note("\(ScenarioKey.sweeps.name).\(entry.key)", at: entry.place)
      // It becomes part of the name of a folder.
      guard CompanyName.isValid(entry.key) else {
        let expected = Expectation("a name of \(CompanyName.allowed)")
        report(.unexpected(expected, found: "'\(entry.key)'"), at: entry.place)
        continue
      }
      let sweep = asking(entry.value, called: entry.key) { $0.sweep(entry) }
      if let sweep { draft.sweeps.append(sweep) }
    }
  }

  private mutating func sweep(_ entry: LocatedNode.Entry) -> SweepRequest? {
    let (node, name) = (entry.value, "\(ScenarioKey.sweeps.name).\(entry.key)")
    guard let entries = node.entries else {
      report(unexpected: node, Expectation("a map (\(SweepKey.names.joined(separator: ", ")))"))
      return nil
    }
    let before = errorCount
    for entry in entries where SweepKey(rawValue: entry.key) == nil {
      report(.unknownKey(entry.key, in: name, known: SweepKey.names), at: entry.place)
    }
    func value(_ key: SweepKey) -> LocatedNode? { node[key.rawValue] }
    var keys: [VariedKey] = []
    if let map = value(.vary) {
      keys = varied(map)
    } else if errorCount == before {
      report(.missingKey(SweepKey.vary.rawValue, in: name, .varyMap), at: entry.place)
    }
    var metrics: [String] = []
    for item in value(.metrics).flatMap({ list($0, Expectation("a list of metrics")) }) ?? [] {
      guard let metric = metric(item)?.description.name else { continue }
      if metrics.contains(metric) { report(.repeated(metric), at: item.place) }
      metrics.append(metric)
    }
    let design = design(value(.design), points: value(.points), keys, of: entry)
    guard errorCount == before, let design else { return nil }
    return SweepRequest(name: entry.key, keys: keys, metrics: metrics, design: design)
  }

  private mutating func varied(_ map: LocatedNode) -> [VariedKey] {
    guard let entries = map.entries, !entries.isEmpty else {
      report(unexpected: map, .varyMap)
      return []
    }
    var keys: [VariedKey] = []
    for entry in entries {
      let node = LocatedNode(content: .scalar(entry.key), place: entry.place)
      guard let key = varied(node, entry.value) else { continue }
      if keys.contains(where: { $0.isSame(as: key) }) {
        report(.repeated(key.name), at: entry.place)
      }
      keys.append(key)
    }
    return keys
  }

  private mutating func design(
    _ node: LocatedNode?, points: LocatedNode?, _ keys: [VariedKey], of sweep: LocatedNode.Entry
  ) -> SweepRequest.Design? {
    let word = node.map { self.word($0, "design", of: SweepKey.designs) } ?? SweepKey.designs[0]
    guard let word else { return nil }
    let isGrid = word == SweepKey.designs[0]
    let place = points?.place ?? sweep.place
    let expected = Expectation(
      "a number of points from 2 to \(SweepRequest.mostPoints)", example: "50")
    guard isGrid == (points == nil) else {
      report(
        isGrid
          ? .misplacedKey(SweepKey.points.rawValue, below: "a sweep with 'design: lhs'")
          : .missingKey(SweepKey.points.rawValue, in: sweep.key, expected), at: place)
      return nil
    }
    // What is wrong with the design says the command line as well, of its own options.
    if let problem = keys.problem(isGrid: isGrid) {
      report(.unexpected(Expectation(problem.expected), found: "'\(problem.key)'"), at: sweep.place)
      return nil
    }
    guard !isGrid else { return .grid }
    return points.flatMap { whole($0, expected, in: 2...SweepRequest.mostPoints) }
      .map { .latinHypercube(points: $0) }
  }
}

extension [VariedKey] {
  /// The first key whose levels do not fit a design, and what was expected of it.
  public func problem(isGrid: Bool) -> (key: String, expected: String)? {
    let bad = first { isGrid ? $0.levels.isEmpty : $0.level(at: 0) == nil }
    return bad.map {
      ($0.name, isGrid ? "levels, or low:high:count, for a grid" : "low:high for a Latin hypercube")
    }
  }
}

extension Expectation {
  static let varyMap = Expectation(
    "a map of keys and levels", example: "{acme.growth.initial: [50%, 100%]}")
}
