import Statistics
import Text

/// A number that a reader of a company wants first, with its error.
struct KeyFigure {
  let title: String
  let value: String
  /// `± 9`; empty where it is known exactly, or not at all.
  var error = ""
  /// What it is beside others.
  var detail = ""
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
    guard let series = summary.series(role, of: company), let date = series.dates.last,
      let line = series.levels.line, let middle = series.band(at: .end)[line]
    else { return nil }
    let end = series.band(at: .end)
    let figure = end.figure(middle, unit: series.unit)
    let start = series.constantAtStart.map {
      "at the start \(Figure($0, error: 0, unit: series.unit).text); "
    }
    let edges = series.levels.central.flatMap { band -> String? in
      guard let low = end[band.low], let high = end[band.high] else { return nil }
      let ends = [low, high].map { end.figure($0, unit: series.unit).text }
      return "\(Levels.percent(band)) % of the paths from \(ends[0]) to \(ends[1])"
    }
    let words = line == 50 ? "median" : Levels.name(line)
    return KeyFigure(
      title: "\(series.quantity.words.capitalisedAtStart) on \(date), \(words)",
      value: figure.text.with(unit: series.unit, separator: " "),
      error: Self.error(figure, middle), detail: (start ?? "") + (edges ?? ""))
  }

  private func gain(_ company: String) -> KeyFigure? {
    guard let outcome = summary.outcome(.totalReturn, of: company),
      let gain = outcome.exceedances.first(where: { $0.level == 0 && $0.direction == .above })
    else { return nil }
    let median = summary.levels.nearestToMiddle.flatMap { outcome.sample[$0] }.map {
      "\($0.name) of the \(outcome.quantity.words) \(outcome.text(of: $0))"
    }
    return KeyFigure(
      title: "Ends above the start", value: gain.probability.shortText,
      error: gain.probability.shortErrorText, detail: median ?? "")
  }

  private func fall(_ company: String) -> KeyFigure? {
    guard let outcome = summary.outcome(.maximumDrawdown, of: company),
      let line = summary.levels.nearestToMiddle, let middle = outcome.sample[line]
    else { return nil }
    let high = summary.levels.central.flatMap { outcome.sample[$0.high] }.map {
      "\($0.name) \(outcome.text(of: $0))"
    }
    return KeyFigure(
      title: "\(outcome.quantity.words.capitalisedAtStart), \(middle.name)",
      value: outcome.text(of: middle),
      error: Self.error(Figure(middle, unit: outcome.unit), middle), detail: high ?? "")
  }

  private func insolvency(_ company: String) -> KeyFigure? {
    guard let outcome = summary.outcome(.insolvency, of: company),
      let end = outcome.exceedances.last(where: { $0.direction == .by })
    else { return nil }
    let raises = summary.outcome(.raises, of: company)?.exceedances.first.map {
      "raises money on \($0.probability.shortText) of the paths"
    }
    return KeyFigure(
      title: "Insolvent by \(outcome.date(end.level) ?? "the end")",
      value: end.probability.shortText, error: end.probability.shortErrorText,
      detail: raises ?? "")
  }

  private func value(_ company: String) -> KeyFigure? {
    let own = summary.outcomes.first { outcome in
      guard outcome.quantity.subject == company, case .value(_, true) = outcome.quantity.role
      else { return false }
      return true
    }
    guard let own, let mean = own.mean, mean.value.isFinite,
      case .value(let basis, _) = own.quantity.role
    else { return nil }
    let figure = Figure(mean, unit: own.unit)
    return KeyFigure(
      title: "Worth of a share to a holder who never sells",
      value: figure.text.with(unit: own.unit, separator: " "),
      error: "± \(figure.errorText)", detail: "mean, \(basis)")
  }

  /// Half of the 95 % interval; nothing where there is none.
  private static func error(_ figure: Figure, _ percentile: Percentile) -> String {
    let width = percentile.interval.high - percentile.interval.low
    return width > 0 && width.isFinite ? "± \(figure.errorText)" : ""
  }
}

extension String {
  /// `2174 HKD`: a number with its unit, which some have beside it already.
  fileprivate func with(unit: String, separator: String) -> String {
    ["", "share", "probability", "date", "count", "index"].contains(unit)
      ? self : self + separator + unit.printable()
  }
}
