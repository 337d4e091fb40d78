/// `manifest.json`, as far as a workbook tells it: nothing of when, where and how fast.
struct ManifestFile: Decodable {
  struct Assumption: Decodable {
    let key, text: String
    let source, asOf, note: String?
    let stated: Bool
  }

  /// What made the numbers: one scenario, or each of several.
  struct Scenario: Decodable {
    struct Paths: Decodable { let first, count: Int }

    /// What a comparison calls it; nil where it is the only one.
    let label: String?
    let title, reading, scenarioHash: String
    let start: String?
    let seed: UInt64
    let paths: Paths
    let assumptions: [Assumption]
    let warnings: [String]
  }

  struct Metric: Decodable { let name, unit: String }

  struct Sought: Decodable { let key, unit: String }

  let schema: Int
  let scenarios: [Scenario]
  /// What a run tells first.
  let keyFigures: [KeyFigure]
  /// What was asked for; nil where there are several or none.
  let metric: Metric?
  /// The key that was sought.
  let key: Sought?
  let target: Double?

  private enum Key: String, CodingKey {
    case schema, title, variants, keyFigures, metric, key, target
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: Key.self)
    if members.contains(.title) {
      scenarios = [try Scenario(from: decoder)]
    } else {
      scenarios = try members.decode([Scenario].self, forKey: .variants)
    }
    schema = try members.decode(Int.self, forKey: .schema)
    keyFigures = try members.decodeIfPresent([KeyFigure].self, forKey: .keyFigures) ?? []
    metric = try members.decodeIfPresent(Metric.self, forKey: .metric)
    key = try members.decodeIfPresent(Sought.self, forKey: .key)
    target = try members.decodeIfPresent(Double.self, forKey: .target)
  }
}
