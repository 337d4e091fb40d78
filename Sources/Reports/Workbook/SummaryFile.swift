/// `summary.json` as its readers see it: numbers that are null are nil.
struct SummaryFile: Decodable {
  struct Scenario: Decodable {
    let title, start, step: String
    let steps, paths: Int
    let seed: UInt64
  }

  struct Series: Decodable {
    let name, unit: String
    let dates: [String]
    let mean, mcse: [Double?]
    let percentiles: [String: [Double?]]
    let intervals: [String: [[Double?]]]
  }

  /// A number, an ISO date, or nothing.
  enum Value: Decodable {
    case number(Double)
    case date(String)
    case none

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if value.decodeNil() {
        self = .none
      } else if let number = try? value.decode(Double.self) {
        self = .number(number)
      } else {
        self = .date(try value.decode(String.self))
      }
    }

    var number: Double? { if case .number(let number) = self { number } else { nil } }
  }

  struct Share: Decodable {
    let value: Double?
    let interval: [Double?]
    let hits, count: Int
    let bounds: [Double?]?
    let undecided: Int?
  }

  struct Outcome: Decodable {
    struct Trimmed: Decodable { let share, mean, mcse: Double? }

    struct Risk: Decodable {
      let measure: String
      let level, value: Double?
      let interval: [Double?]
    }

    struct Exceedance: Decodable {
      let above, by: Value?
      let probability: Share
    }

    let name, unit: String
    let mean, mcse, sd: Double?
    let percentiles: [String: Value]
    let intervals: [String: [Value]]
    let censored: Share?
    let trimmedMean: Trimmed?
    let risks: [Risk]
    let exceedances: [Exceedance]
  }

  struct Attribution: Decodable {
    struct Logs: Decodable {
      let part: String?
      let mean, mcse, sd: Double?
      let percentiles: [String: Double?]
      let intervals: [String: [Double?]]
    }

    let company: String
    let parts: [Logs]
    let total: Logs
    let leftOut: Share
    let largestGap: Double?
  }

  struct Answer: Decodable {
    let name, quantity, unit, `is`, time: String
    let level: Value
    let date: String?
    let probability: Share
  }

  struct Observation: Decodable {
    let series, unit, date, statedDate: String
    let value: Double?
    let source: String?
    let rank: Share
  }

  struct Group: Decodable {
    struct Shift: Decodable {
      let name, kind: String
      let shift, mcse, median, medianOfAll: Double?
      let medianInterval, medianOfAllInterval: [Double?]
    }

    let name, condition: String
    let paths: Int
    let share: Share?
    let series: [Series]
    let outcomes: [Outcome]
    let attributions: [Attribution]
    let shifts: [Shift]
  }

  struct Failures: Decodable {
    struct Cause: Decodable {
      struct First: Decodable {
        let path: Int
        let values: [Double?]
      }

      let cause: String
      let paths: Int
      let first: First?
    }

    let paths: Int
    let causes: [Cause]
  }

  let scenario: Scenario
  let series: [Series]
  let outcomes: [Outcome]
  let attributions: [Attribution]
  let answers: [Answer]
  let observations: [Observation]
  let groups: [Group]
  let warnings: [String]
  let failures: Failures
}

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

    let title, reading, scenarioHash: String
    let start: String?
    let seed: UInt64
    let paths: Paths
    let assumptions: [Assumption]
    let warnings: [String]
  }

  struct Metric: Decodable { let name, unit: String }

  struct Sought: Decodable { let key, unit: String }

  let scenarios: [Scenario]
  /// What was asked for; nil where there are several or none.
  let metric: Metric?
  /// The key that was sought.
  let key: Sought?
  let target: Double?

  private enum Key: String, CodingKey { case title, variants, metric, key, target }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: Key.self)
    if members.contains(.title) {
      scenarios = [try Scenario(from: decoder)]
    } else {
      scenarios = try members.decode([Scenario].self, forKey: .variants)
    }
    metric = try members.decodeIfPresent(Metric.self, forKey: .metric)
    key = try members.decodeIfPresent(Sought.self, forKey: .key)
    target = try members.decodeIfPresent(Double.self, forKey: .target)
  }
}
