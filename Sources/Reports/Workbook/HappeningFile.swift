// What happens, and the states that come and go, as readers of `summary.json` see it.

extension SummaryFile {
  /// A share of the paths for each date.
  struct ByDate: Decodable {
    let dates: [String]
    let values: [Double?]
    let intervals: [Ends<Double?>]
  }

  struct Moments: Decodable {
    let mean, mcse, sd: Double?
    let percentiles: ByLevel<Value>
    let intervals: ByLevel<Ends<Value>>
  }

  struct Occurrences: Decodable {
    struct By: Decodable {
      let by: String?
      let years: Double?
      let probability: Share
    }

    struct Time: Decodable {
      let unit: String
      let percentiles: ByLevel<Double?>
      let intervals: ByLevel<Ends<Double?>>
      let dates: ByLevel<String?>
      let dateIntervals: ByLevel<Ends<String?>>
      let censored: Share?
    }

    let name: String
    let probability: Share
    let by: [By]
    let byDate: ByDate
    let time: Time
    let count: Moments?
  }

  struct Event: Decodable {
    struct Split: Decodable {
      struct Side: Decodable {
        let paths: Int
        let byHorizon: Share?
        let moments: Moments

        private enum Key: String, CodingKey { case paths, byHorizon }

        init(from decoder: any Decoder) throws {
          let members = try decoder.container(keyedBy: Key.self)
          paths = try members.decode(Int.self, forKey: .paths)
          byHorizon = try members.decodeIfPresent(Share.self, forKey: .byHorizon)
          moments = try Moments(from: decoder)
        }
      }

      let quantity, unit: String
      let date: String?
      let happened, others: Side
    }

    let occurrences: Occurrences
    let deadline: String?
    let byDeadline: Share?
    let cases: [Occurrences]
    let given: [Split]

    private enum Key: String, CodingKey { case deadline, byDeadline, cases, given }

    init(from decoder: any Decoder) throws {
      occurrences = try Occurrences(from: decoder)
      let members = try decoder.container(keyedBy: Key.self)
      deadline = try members.decodeIfPresent(String.self, forKey: .deadline)
      byDeadline = try members.decodeIfPresent(Share.self, forKey: .byDeadline)
      cases = try members.decode([Occurrences].self, forKey: .cases)
      given = try members.decode([Split].self, forKey: .given)
    }
  }

  struct Regime: Decodable {
    struct State: Decodable {
      let name: String
      let share: Moments
      let byDate: ByDate
      let entered: Occurrences
    }

    let name: String
    let states: [State]
  }
}
