import Statistics
import Text

/// A number that a reader of a company wants first, with its error.
struct KeyFigure {
  let title: String
  let value: String
  /// What stands beside the number already, as a per cent sign does, is no unit.
  var unit = ""
  /// `± 9`; empty where it is known exactly, or not at all.
  var error = ""
  /// What it is beside others.
  var detail = ""
  /// Of the central band: `57 to 7900`.
  var edges = ""

  /// `HKD ± 9`.
  var unitAndError: String { [unit, error].filter { !$0.isEmpty }.joined(separator: " ") }
}

extension Report {
  /// At most six: where the share price ends, whether that is a gain, the deepest fall, insolvency, what a
  /// share is worth to a holder, and ARR.
  func keyFigures(of company: String) -> [KeyFigure] {
    let all = [
      band(.sharePrice, of: company), gain(company), fall(company), insolvency(company),
      value(company), band(.recurringRevenue, of: company),
    ]
    return Array(all.compactMap(\.self).prefix(6))
  }

  /// A series at the horizon: its median, and the central band beside what it starts from.
  private func band(_ role: Quantity.Role, of company: String) -> KeyFigure? {
    guard let series = summary.series(role, of: company), let line = series.levels.line,
      let middle = series.band(at: .end)[line]
    else { return nil }
    let end = series.band(at: .end)
    let figure = end.figure(middle, unit: series.unit)
    let start = series.constantAtStart.map {
      ", from \(Figure($0, error: 0, unit: series.unit).text) at the start"
    }
    let edges = series.levels.central.flatMap { band -> String? in
      guard let low = end[band.low], let high = end[band.high] else { return nil }
      let ends = [low, high].map { end.figure($0, unit: series.unit).text }
      return "\(ends[0]) to \(ends[1])"
    }
    let share = series.levels.central.map { "\(Levels.percent($0)) % of the paths from " } ?? ""
    return KeyFigure(
      title: series.quantity.words.capitalisedAtStart, value: figure.text,
      unit: series.unit.besideNumber, error: Self.error(figure, middle),
      detail: "\(Levels.name(line))\(start ?? "")" + (edges.map { "; " + share + $0 } ?? ""),
      edges: edges ?? "")
  }

  private func gain(_ company: String) -> KeyFigure? {
    guard let gain = gain(of: company), let outcome = summary.outcome(.totalReturn, of: company)
    else { return nil }
    let median = summary.levels.nearestToMiddle.flatMap { outcome.sample[$0] }.map {
      "\($0.name) of the \(outcome.quantity.words) \(outcome.text(of: $0))"
    }
    return KeyFigure(
      title: "Ends above the start", value: gain.shortText, error: gain.shortErrorText,
      detail: median ?? "")
  }

  private func fall(_ company: String) -> KeyFigure? {
    guard let outcome = summary.outcome(.maximumDrawdown, of: company),
      let line = summary.levels.nearestToMiddle, let middle = outcome.sample[line]
    else { return nil }
    let high = summary.levels.central.flatMap { outcome.sample[$0.high] }.map {
      "\($0.name) \(outcome.text(of: $0))"
    }
    return KeyFigure(
      title: outcome.quantity.words.capitalisedAtStart, value: outcome.text(of: middle),
      error: Self.error(Figure(middle, unit: outcome.unit), middle),
      detail: [middle.name, high ?? ""].filter { !$0.isEmpty }.joined(separator: "; "))
  }

  private func insolvency(_ company: String) -> KeyFigure? {
    guard let outcome = summary.outcome(.insolvency, of: company),
      let end = outcome.exceedances.last(where: { $0.direction == .by })
    else { return nil }
    let raises = summary.outcome(.raises, of: company)?.exceedances.first.map {
      "raises money on \($0.probability.shortText) of the paths"
    }
    return KeyFigure(
      title: "Insolvent by then",
      value: end.probability.shortText, error: end.probability.shortErrorText,
      detail: raises ?? "")
  }

  private func value(_ company: String) -> KeyFigure? {
    valueBases(of: company).lazy.compactMap { basis -> KeyFigure? in
      let role = Quantity.Role.value(basis: basis, perShare: true)
      guard let outcome = self.summary.outcome(role, of: company), let mean = outcome.mean,
        mean.value.isFinite
      else { return nil }
      let figure = Figure(mean, unit: outcome.unit)
      return KeyFigure(
        title: "Worth of a share to a holder who never sells",
        value: figure.text, unit: outcome.unit.besideNumber, error: "± \(figure.errorText)",
        detail: "mean, \(basis)")
    }.first
  }

  /// Half of the 95 % interval; nothing where there is none.
  private static func error(_ figure: Figure, _ percentile: Percentile) -> String {
    let width = percentile.interval.high - percentile.interval.low
    return width > 0 && width.isFinite ? "± \(figure.errorText)" : ""
  }
}

extension String {
  /// A unit that stands behind a number; nothing for what has its sign beside it, or none.
  fileprivate var besideNumber: String {
    ["", "share", "probability", "date", "count", "index"].contains(self) ? "" : printable()
  }
}
