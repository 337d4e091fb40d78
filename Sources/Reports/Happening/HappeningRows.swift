import Statistics
import Text

// What happens in rows of a share, its error and a bar: for the terminal and the page.

/// When half of the paths on which something happens have had it: the first date of the grid.
struct HalfTime {
  /// ISO date.
  let day: String
  /// Of the sampling error at 95 %, to either side; nil where one date of the grid holds its interval, or
  /// there is none.
  let days: Int?

  /// `half by 2026-10-19 ± 3 days`.
  var words: String {
    "half by \(day)" + (days.map { " ± \($0) day\($0 == 1 ? "" : "s")" } ?? "")
  }

  /// Nil where it happens on no path.
  init?(_ shares: [Proportion], on grid: GridDates) {
    guard let hits = shares.last?.hits, hits > 0, shares.count == grid.dates.count else {
      return nil
    }
    /// By which a part of the paths that have it have had it.
    func step(of part: Double) -> Int {
      let wanted = part * Double(hits)
      return shares.firstIndex { Double($0.hits) >= wanted } ?? shares.count - 1
    }
    day = grid.dates[step(of: 0.5)]
    // The order statistics between which the median lies.
    let reach = Interval.normalReach / 2 / Double(hits).squareRoot()
    let (low, high) = (step(of: 0.5 - reach), step(of: 0.5 + reach))
    days =
      reach < 0.5 && low < high
      ? grid.days(from: Double(low), to: Double(high)).map { ($0 + 1) / 2 } : nil
  }
}

extension ShareRow {
  /// The part of the time that paths spend in a state, with its standard error.
  init(_ question: String, timeIn share: OutcomeSummary) {
    let figure = Figure(share.sample.mean, unit: "share")
    let (value, error) = (share.sample.mean.value, figure.errorText)
    self.init(
      question: question, share: figure.text, error: error == "–" ? "" : "± " + error,
      part: value.isFinite ? min(1, max(0, value)) : 0)
  }
}

extension Report {
  /// What happens on how many of the paths, in the order of the file: by its deadline, or by the horizon.
  ///
  /// - Parameter withCases: Whether each case of an event has a row of its own.
  func eventRows(withCases: Bool) -> [ShareRow] {
    summary.events.flatMap { event -> [ShareRow] in
      let (date, share) =
        event.byDeadline.map { (event.deadline ?? lastDate, $0) }
        ?? (lastDate, event.occurrences.probability)
      let row = ShareRow("\(event.name) \(when(event, by: date))".printable(), share)
      guard withCases else { return [row] }
      return [row]
        + event.cases.map { one in
          let times = oftenOnPath(one).map { ", \($0)" } ?? ""
          return ShareRow("  \(one.name)\(times)".printable(), one.probability)
        }
    }
  }

  /// `by 2026-12-07, half by 2026-10-19 ± 3 days`; `on 2026-10-01` where it happens on no other day; of what may
  /// come again `by 2029-06-20, 1.28 ± 0.04 times`.
  private func when(_ event: EventSummary, by date: String) -> String {
    let often = oftenOnPath(event.occurrences).map { ", \($0)" }
    if let days = days(of: event) { return "on \(days)\(often ?? "")" }
    let half = HalfTime(event.occurrences.byDate, on: grid).map { ", \($0.words)" }
    return "by \(date)\(often ?? half ?? "")"
  }

  /// On which it happens, and on no others; nil where it may at any time.
  private func days(of event: EventSummary) -> String? {
    if let first = event.dates.first, let last = event.dates.last {
      switch event.dates.count {
      case 1: return first
      case 2: return "\(first) or \(last)"
      default: return "\(event.dates.count) dates from \(first) to \(last)"
      }
    }
    let time = event.occurrences.time.sample
    guard event.occurrences.count == nil, event.occurrences.probability.hits > 0,
      Rounding.areEqual(time.minimum, time.maximum)
    else {
      return nil
    }
    return day(afterYears: time.minimum)
  }

  /// `1.28 ± 0.04 times`, the mean over the paths with its standard error; nil for what happens once at most.
  private func oftenOnPath(_ occurrences: Occurrences) -> String? {
    occurrences.count.map { count in
      let mean = Figure(count.sample.mean, unit: "count")
      let error = ["–", ""].contains(mean.errorText) ? "" : " ± \(mean.errorText)"
      return "\(mean.text)\(error) times"
    }
  }

  /// How much of the time paths spend in each state.
  var stateRows: [ShareRow] { summary.regimes.flatMap(stateRows) }

  private func stateRows(_ regime: RegimeSummary) -> [ShareRow] {
    regime.states.map { ShareRow("\(regime.name) = \($0.name)".printable(), timeIn: $0.share) }
  }

  /// The same of a regime in one text: `prices: truce 57 % ± 1 %, war 43 % ± 1 %`.
  func statesInShort(_ regime: RegimeSummary) -> String {
    let states = zip(regime.states, stateRows(regime)).map { state, row in
      "\(state.name) \(row.share) \(row.error)".trimmedAtEnd
    }
    return "\(regime.name): \(states.joined(separator: ", "))".printable()
  }
}
