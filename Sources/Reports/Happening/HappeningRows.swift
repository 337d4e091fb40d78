import Statistics
import Text

// What happens in rows of a share, its error and a bar: for the terminal and the page.

/// When half of the paths on which something happens have had it.
struct HalfTime {
  /// ISO date.
  let day: String
  /// Of the sampling error at 95 %, to either side; nil where the interval reaches beyond the grid.
  let days: Int?

  /// `half by 2026-10-19 ± 3 days`.
  var words: String {
    "half by \(day)" + (days.map { " ± \($0) day\($0 == 1 ? "" : "s")" } ?? "")
  }

  /// Nil where it happens on no path.
  init?(_ shares: [Proportion], on grid: GridDates) {
    guard let hits = shares.last?.hits, hits > 0 else { return nil }
    let counts = shares.map { Double($0.hits) }
    /// In steps: by when a part of the paths that have it have had it.
    func step(of part: Double) -> Double {
      let wanted = part * Double(hits)
      guard let next = counts.firstIndex(where: { $0 >= wanted }), next > 0 else { return 0 }
      return Double(next - 1) + (wanted - counts[next - 1]) / (counts[next] - counts[next - 1])
    }
    guard let day = grid.day(afterSteps: step(of: 0.5)) else { return nil }
    self.day = day
    // The order statistics between which the median lies.
    let reach = Interval.normalReach / 2 / Double(hits).squareRoot()
    let width =
      reach < 0.5
      ? grid.days(from: step(of: 0.5 - reach), to: step(of: 0.5 + reach)) : nil
    days = width.map { max(1, ($0 + 1) / 2) }
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
      let half = HalfTime(event.occurrences.byDate, on: grid).map { ", \($0.words)" } ?? ""
      let (date, share) =
        event.byDeadline.map { (event.deadline ?? lastDate, $0) }
        ?? (lastDate, event.occurrences.probability)
      let row = ShareRow("\(event.name) by \(date)\(half)".printable(), share)
      guard withCases else { return [row] }
      return [row]
        + event.cases.map { ShareRow("  \($0.name)".printable(), $0.probability) }
    }
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
