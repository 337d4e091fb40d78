/// `summary.json` as its readers see it: numbers that are null are nil.
struct SummaryFile: Decodable {
  struct Scenario: Decodable {
    let title, start, step: String
    let steps, paths: Int
    let seed: UInt64
  }

  struct Series: Decodable {
    let name, unit: String
    /// Each column below has as many.
    let dates: [String]
    let mean, mcse: [Double?]
    let percentiles: ByLevel<[Double?]>
    let intervals: ByLevel<[Ends<Double?>]>
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
    let interval: Ends<Double?>
    let hits, count: Int
    let bounds: Ends<Double?>?
    let undecided: Int?
  }

  struct Outcome: Decodable {
    struct Trimmed: Decodable { let share, mean, mcse: Double? }

    struct Risk: Decodable {
      let measure: String
      let level, value: Double?
      let interval: Ends<Double?>
    }

    struct Exceedance: Decodable {
      let above, by: Value?
      let probability: Share
    }

    let name, unit: String
    let mean, mcse, sd: Double?
    let percentiles: ByLevel<Value>
    let intervals: ByLevel<Ends<Value>>
    let censored: Share?
    let trimmedMean: Trimmed?
    let risks: [Risk]
    let exceedances: [Exceedance]
  }

  struct Attribution: Decodable {
    struct Logs: Decodable {
      let part: String?
      let mean, mcse, sd: Double?
      let percentiles: ByLevel<Double?>
      let intervals: ByLevel<Ends<Double?>>
    }

    let company: String
    let parts: [Logs]
    let total: Logs
    let leftOut: Share
    let largestGap: Double?
  }

  struct Answer: Decodable {
    let name, time: String
    /// Nil of a question about something else than one level.
    let quantity, unit, `is`: String?
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
      let medianInterval, medianOfAllInterval: Ends<Double?>
    }

    struct Happened: Decodable {
      let name, kind: String
      let share, shareOfAll: Share
    }

    let name, condition: String
    let paths: Int
    let share: Share?
    let series: [Series]
    let outcomes: [Outcome]
    let attributions: [Attribution]
    let shifts: [Shift]
    /// Nil in files from before it.
    let happened: [Happened]?
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

  let schema: Int
  let scenario: Scenario
  let series: [Series]
  let outcomes: [Outcome]
  let attributions: [Attribution]
  let answers: [Answer]
  let observations: [Observation]
  let groups: [Group]
  /// Nil of a scenario in which nothing happens.
  let events: [Event]?
  let regimes: [Regime]?
  /// Nil of fewer than two companies.
  let dependence: Dependence?
  /// Nil where no share price has a history of one a step.
  let histories: [History]?
  let warnings: [String]
  let failures: Failures
}

// MARK: What is refused

extension SummaryFile {
  /// The lower and the upper end of an interval: any other number of them is refused.
  struct Ends<End: Decodable>: Decodable {
    let both: [End]

    init(from decoder: any Decoder) throws {
      both = try [End](from: decoder)
      guard both.count == 2 else { throw decoder.refusal("two ends were expected") }
    }
  }

  /// Values by the level of a percentile, which is from 0 to 100.
  struct ByLevel<Value: Decodable>: Decodable {
    private let values: [Double: Value]

    init(from decoder: any Decoder) throws {
      var values: [Double: Value] = [:]
      for (name, value) in try [String: Value](from: decoder) {
        guard let level = Double(name), 0...100 ~= level, values[level] == nil else {
          throw decoder.refusal("levels from 0 to 100 were expected")
        }
        values[level] = value
      }
      self.values = values
    }

    var levels: [Double] { values.keys.sorted() }
    subscript(level: Double) -> Value? { values[level] }
    var all: [Value] { Array(values.values) }
  }
}

extension SummaryFile.Series {
  private enum Key: String, CodingKey {
    case name, unit, dates, mean, mcse, percentiles, intervals
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: Key.self)
    name = try members.decode(String.self, forKey: .name)
    unit = try members.decode(String.self, forKey: .unit)
    dates = try members.decode([String].self, forKey: .dates)
    mean = try members.decode([Double?].self, forKey: .mean)
    mcse = try members.decode([Double?].self, forKey: .mcse)
    percentiles = try members.decode(SummaryFile.ByLevel.self, forKey: .percentiles)
    intervals = try members.decode(SummaryFile.ByLevel.self, forKey: .intervals)
    let lengths =
      [mean.count, mcse.count] + percentiles.all.map(\.count) + intervals.all.map(\.count)
    guard lengths.allSatisfy({ $0 == dates.count }) else {
      throw decoder.refusal("as many numbers as dates were expected")
    }
  }
}

extension Decoder {
  fileprivate func refusal(_ words: String) -> DecodingError {
    .dataCorrupted(.init(codingPath: codingPath, debugDescription: words))
  }
}
