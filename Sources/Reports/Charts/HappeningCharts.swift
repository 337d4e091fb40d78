import Statistics
import Text

extension Report {
  /// When events happen, and of each regime how the paths share its states.
  var happeningCharts: [Chart] {
    let names = summary.regimes.map(\.name)
    let regimes = zip(summary.regimes, names.inFileNames).map { regime, file in
      RegimeChart(
        file: "regime-\(file)", regime: regime, dates: grid.dates, scenario: description.title
      ).chart
    }
    let events = EventChart(
      events: Array(summary.events), dates: grid.dates, scenario: description.title
    ).chart
    return ([events] + regimes).compactMap { $0?.placed(in: .event) }
  }
}

/// On how many paths each event has happened by each date.
struct EventChart {
  let events: [EventSummary]
  /// Of the grid.
  let dates: [String]
  let scenario: String

  /// More labels have no room beside the picture.
  private static let most = 12
  /// Where the plot of a file ends: labels are names with shares.
  static let margin = 0.76

  private var drawn: ArraySlice<EventSummary> {
    events.filter { $0.occurrences.byDate.count == dates.count }.prefix(Self.most)
  }

  /// Nil where no event happens on any path, or there is a single date.
  var chart: Chart? {
    let drawn = drawn
    let shares = drawn.flatMap { $0.occurrences.byDate.map(\.value) }
    guard dates.count > 1, let axis = Axis([0] + shares, unit: "share") else { return nil }
    return Chart(
      name: "events", company: "", title: "What has happened by when",
      axes: "share of the paths", context: scenario, notes: notes, alternative: alternative,
      data: data
    ) { canvas in
      DateAxis(dates: dates).commands(on: canvas) + axis.verticalCommands(on: canvas)
        + (canvas.isPage ? [] : canvas.margins(right: Self.margin))
        + labels(axis).commands(on: canvas, margin: Self.margin)
        + ["plot " + plots.joined(separator: ", \\\n  ")]
    }
  }

  private var data: String {
    var text = "# date\t" + drawn.map { $0.name.printable() }.joined(separator: "\t") + "\n"
    for step in dates.indices {
      text += Chart.row(
        dates[step].printable(), drawn.map { $0.occurrences.byDate[step].value })
    }
    return text
  }

  private var plots: [String] {
    let styles = drawn.indices.map { FanStyle.of($0).stroke }
    return styles.enumerated().map { index, stroke in
      "'events.dat' using 1:\(index + 2) with lines \(stroke)"
    }
  }

  private func label(_ event: EventSummary) -> String {
    "\(event.name.printable().truncated(to: 14))  \(event.occurrences.probability.shortText)"
  }

  private func labels(_ axis: Axis) -> EndLabels {
    EndLabels(
      labels: drawn.enumerated().map { index, event in
        .init(
          text: label(event), place: axis.place(of: event.occurrences.byDate.last?.value ?? 0),
          ink: FanStyle.of(index).line)
      })
  }

  private var notes: [String] {
    let rest = events.count - drawn.count
    let error =
      drawn.map { event in
        let interval = event.occurrences.probability.interval
        return (interval.high - interval.low) / 2
      }.max() ?? 0
    let text = Figure(error.rounded(digits: 1, .up), error: 0, unit: "share").text
    return ["Sampling error: up to ± \(text)", rest > 0 ? "not drawn: \(rest) more" : ""]
      .filter { !$0.isEmpty }
  }

  private var alternative: String {
    let words = drawn.map { event in
      "\(event.name) on \(event.occurrences.probability.ofThePaths)"
    }
    return "By \(dates.last ?? "the end"): \(words.joined(separator: "; "))."
  }
}

/// How the paths share the states of a regime on each date: areas on top of each other, the first state
/// of the file below.
struct RegimeChart {
  /// Of its files, without the ending.
  let file: String
  let regime: RegimeSummary
  /// Of the grid.
  let dates: [String]
  let scenario: String

  /// From below; neighbours stay apart, also in grey.
  private static let fills = [Ink.narrow, .observed, .wide, .green, .purple, .middle, .leader]

  /// Nil where there is a single date.
  var chart: Chart? {
    guard dates.count > 1, let axis = Axis([0, 1], unit: "share"),
      regime.states.allSatisfy({ $0.byDate.count == dates.count })
    else { return nil }
    return Chart(
      name: file, company: "", title: "States of \(regime.name)", axes: "share of the paths",
      context: scenario, notes: notes, alternative: alternative, data: data
    ) { canvas in
      DateAxis(dates: dates).commands(on: canvas) + axis.verticalCommands(on: canvas)
        + (canvas.isPage ? [] : canvas.margins(right: EventChart.margin))
        + labels.commands(on: canvas, margin: EventChart.margin)
        + ["plot " + plots.joined(separator: ", \\\n  ")]
    }
  }

  /// Of each date where the states end, from below: 0, then the sum up to each.
  private func edges(_ step: Int) -> [Double] {
    var edges = [0.0]
    for state in regime.states {
      let share = state.byDate[step].value
      edges.append(edges[edges.count - 1] + (share.isFinite ? share : 0))
    }
    return edges
  }

  private var data: String {
    let heads = ["from"] + regime.states.map { "up to \($0.name.printable())" }
    var text = "# date\t" + heads.joined(separator: "\t") + "\n"
    for step in dates.indices { text += Chart.row(dates[step].printable(), edges(step)) }
    return text
  }

  private var plots: [String] {
    let path = (file + ".dat").inGnuplot
    let areas = regime.states.indices.map { index in
      let fill = Self.fills[index % Self.fills.count].hex
      return "\(path) using 1:\(index + 2):\(index + 3) with filledcurves "
        + "fillstyle solid 1 noborder fillcolor rgb '\(fill)'"
    }
    // A line of the background between two areas.
    let lines = regime.states.indices.dropLast().map { index in
      "\(path) using 1:\(index + 3) with lines linewidth 1.5 linecolor rgb '\(Ink.paper.hex)'"
    }
    return areas + lines
  }

  private var labels: EndLabels {
    let edges = edges(dates.count - 1)
    return EndLabels(
      labels: regime.states.enumerated().compactMap { index, state in
        let share = state.byDate[dates.count - 1]
        return .init(
          text: "\(state.name.printable().truncated(to: 14))  \(share.shortText)",
          place: (edges[index] + edges[index + 1]) / 2, ink: .text)
      })
  }

  private var notes: [String] {
    let shares = regime.states.map { state in
      "\(state.name) \(Figure(state.share.sample.mean, unit: "share").withError)"
    }
    return ["Of the time until the end: \(shares.joined(separator: ", "))"]
  }

  private var alternative: String {
    let words = regime.states.map { state in
      "\(state.name) on \(state.byDate.last?.ofThePaths ?? "no path")"
    }
    return "On \(dates.last ?? "the last date"): \(words.joined(separator: "; "))."
  }
}
