import Statistics
import Text

extension Report {
  /// What a reader of a company wants first: where the share price ends, whether that is a gain, the deepest
  /// fall, insolvency, what a share is worth to a holder, and ARR.
  func keyFigures(of company: String) -> [HTML.Tile] {
    [
      band(.sharePrice, of: company), gainTile(company), fall(company), saved(company),
      insolvency(company), takeover(company),
      worth(company), band(.recurringRevenue, of: company),
    ].compactMap(\.self)
  }

  /// A series at the horizon, beside what it starts from.
  private func band(_ role: Quantity.Role, of company: String) -> HTML.Tile? {
    guard let series = summary.series(role, of: company) else { return nil }
    let first = series.band(at: .start)
    let start =
      series.constantAtStart.map { Figure($0, error: 0, unit: series.unit).text }
      ?? series.levels.line.flatMap { first[$0] }.map {
        "\($0.name) \(first.figure($0, unit: series.unit).withError)"
      }
    return tile(
      series.quantity.words, series.band(at: .end), series.unit,
      start.map { "from \($0) at the start" })
  }

  /// The median of a sample beside its central band; where the file asks for no level in the middle, the
  /// band is the number.
  private func tile(
    _ words: String, _ sample: SampleSummary, _ unit: String, _ beside: String? = nil
  ) -> HTML.Tile? {
    let levels = Levels([sample])
    let central = levels.central.flatMap { band -> (share: String, ends: String)? in
      guard let low = sample[band.low], let high = sample[band.high] else { return nil }
      let ends = [low, high].map { sample.figure($0, unit: unit).withError }
      return ("\(Levels.percent(band)) % of the paths", ends.joined(separator: " to "))
    }
    func tile(_ value: String, _ error: String, _ details: String?...) -> HTML.Tile {
      HTML.Tile(
        title: words.capitalisedAtStart, value: value, unit: unit.besideNumber, error: error,
        detail: details.compactMap(\.self).joined(separator: "; "), edges: central?.ends ?? "")
    }
    guard let line = levels.line, let middle = sample[line] else {
      return central.map { tile($0.ends, "", $0.share, beside) }
    }
    let figure = sample.figure(middle, unit: unit)
    let name = [middle.name, beside].compactMap(\.self).joined(separator: ", ")
    return tile(
      figure.text, figure.plusMinus, name, central.map { "\($0.share) from \($0.ends)" })
  }

  private func gainTile(_ company: String) -> HTML.Tile? {
    guard let gain = gain(of: company), let outcome = summary.outcome(.totalReturn, of: company)
    else { return nil }
    let median = summary.levels.line.flatMap { outcome.sample[$0] }.map {
      "\($0.name) of the \(outcome.quantity.words) "
        + Figure($0, unit: outcome.unit).withError
    }
    return HTML.Tile(
      title: "Ends above the start", value: gain.shortText, error: gain.shortErrorText,
      detail: median ?? "")
  }

  private func fall(_ company: String) -> HTML.Tile? {
    summary.outcome(.maximumDrawdown, of: company).flatMap {
      tile($0.quantity.words, $0.sample, $0.unit)
    }
  }

  /// What a basket saves of the falls of what it holds.
  private func saved(_ basket: String) -> HTML.Tile? {
    guard let outcome = summary.outcome(.diversificationBenefit, of: basket),
      let line = summary.levels.line, let middle = outcome.sample[line]
    else { return nil }
    let reach = 50 * (middle.interval.high - middle.interval.low)
    let figure = Figure(100 * middle.value, error: reach, unit: "")
    return HTML.Tile(
      title: "Below its names' mean fall", value: figure.text, unit: "points",
      error: figure.plusMinus, detail: middle.name)
  }

  private func insolvency(_ company: String) -> HTML.Tile? {
    guard let outcome = summary.outcome(.insolvency, of: company),
      let end = outcome.exceedances.last(where: { $0.direction == .by })
    else { return nil }
    let raises = summary.outcome(.raises, of: company)?.exceedances.first.map {
      "raises money on \($0.probability.shortText) \($0.probability.shortErrorText) of the paths"
    }
    return HTML.Tile(
      title: "Insolvent by then", value: end.probability.shortText,
      error: end.probability.shortErrorText,
      detail: [runway(company), raises].compactMap(\.self).joined(separator: "; "))
  }

  private func takeover(_ company: String) -> HTML.Tile? {
    guard let outcome = summary.outcome(.takeover, of: company),
      let end = outcome.exceedances.last(where: { $0.direction == .by })
    else { return nil }
    return HTML.Tile(
      title: "Bought by then", value: end.probability.shortText,
      error: end.probability.shortErrorText)
  }

  /// `with nothing raised, cash lasts 0.67 ± 0.01 years (median)`.
  private func runway(_ company: String) -> String? {
    guard let outcome = summary.outcome(.runway, of: company), let line = summary.levels.line,
      let middle = outcome.sample[line]
    else { return nil }
    let isReached = middle.value.isFinite
    let text =
      isReached ? Figure(middle, unit: outcome.unit).withError : outcome.text(of: middle)
    return "with nothing raised, cash lasts \(text) \(outcome.unit) (\(middle.name))"
  }

  /// By the first way there is.
  private func worth(_ company: String) -> HTML.Tile? {
    valueBases(of: company).lazy.compactMap { basis -> HTML.Tile? in
      let role = Quantity.Role.value(basis: basis, perShare: true)
      guard let outcome = self.summary.outcome(role, of: company), let mean = outcome.mean,
        mean.value.isFinite
      else { return nil }
      let figure = Figure(mean, unit: outcome.unit)
      return HTML.Tile(
        title: "Worth of a share to a holder who never sells", value: figure.text,
        unit: outcome.unit.besideNumber, error: figure.plusMinus + " (MCSE)",
        detail: "mean, \(basis)")
    }.first
  }
}

extension Figure {
  /// `± 9`; empty where the number is known exactly, or nothing is known of its error.
  var plusMinus: String {
    errorText.contains { ("1"..."9").contains($0) } ? "± \(errorText)" : ""
  }

  /// `630 ± 9`.
  var withError: String { plusMinus.isEmpty ? text : "\(text) \(plusMinus)" }
}

extension String {
  /// A unit that stands behind a number; nothing for what has its sign beside it, or none.
  fileprivate var besideNumber: String {
    ["", "share", "probability", "date", "count", "index"].contains(self) ? "" : printable()
  }
}
