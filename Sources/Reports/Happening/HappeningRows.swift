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
        + event.cases.map { ShareRow("  \($0.name)".printable(), $0.probability) }
    }
  }

  /// `by 2026-12-07, half by 2026-10-19 ± 3 days`, or `on 2026-10-01` where it happens on no other day.
  private func when(_ event: EventSummary, by date: String) -> String {
    let time = event.occurrences.time.sample
    if event.occurrences.probability.hits > 0, Rounding.areEqual(time.minimum, time.maximum),
      let day = day(afterYears: time.minimum)
    {
      return "on \(day)"
    }
    let half = HalfTime(event.occurrences.byDate, on: grid).map { ", \($0.words)" } ?? ""
    return "by \(date)\(half)"
  }

  /// How much of the time paths spend in each state.
  var stateRows: [ShareRow] {
    summary.regimes.flatMap { regime in
      regime.states.map {
        ShareRow("\(regime.name) = \($0.name)".printable(), timeIn: $0.share)
      }
    }
  }
}
