import Statistics
import Text

extension Report {
  /// What a reader of a company wants first, for `manifest.json`: in the words of the declarations, and where
  /// in `summary.json` it stands. A workbook begins with it.
  var keyFigures: JSON {
    .list(
      summary.companies.flatMap { company -> [JSON] in
        [
          series(.sharePrice, of: company), gainFigure(company),
          outcome(.maximumDrawdown, of: company), outcome(.diversificationBenefit, of: company),
          ruinFigure(company),
          takeoverFigure(company), worthFigure(company),
          series(.recurringRevenue, of: company),
        ].compactMap(\.self)
      })
  }

  private func figure(
    _ quantity: Quantity, _ words: String, _ place: (String, JSON)...
  ) -> JSON {
    .object(
      [
        ("company", .text(quantity.subject)), ("words", .text(words)),
        ("quantity", .text(quantity.name)),
      ] + place)
  }

  private func series(_ role: Quantity.Role, of company: String) -> JSON? {
    summary.series(role, of: company).map {
      figure(
        $0.quantity,
        "\($0.quantity.words.capitalisedAtStart) on \($0.dates.last ?? "the last date")")
    }
  }

  private func outcome(_ role: Quantity.Role, of company: String) -> JSON? {
    summary.outcome(role, of: company).map {
      figure($0.quantity, $0.quantity.words.capitalisedAtStart)
    }
  }

  private func gainFigure(_ company: String) -> JSON? {
    guard let outcome = summary.outcome(.totalReturn, of: company),
      let place = outcome.exceedances.firstIndex(where: {
        $0.direction == .above && $0.level == 0
      })
    else { return nil }
    return figure(outcome.quantity, "Ends above the start", ("exceedance", .count(place)))
  }

  private func ruinFigure(_ company: String) -> JSON? {
    dateFigure(.insolvency, "Insolvent", company)
  }

  private func takeoverFigure(_ company: String) -> JSON? {
    dateFigure(.takeover, "Bought", company)
  }

  private func dateFigure(_ role: Quantity.Role, _ what: String, _ company: String) -> JSON? {
    guard let outcome = summary.outcome(role, of: company),
      let place = outcome.exceedances.lastIndex(where: { $0.direction == .by })
    else { return nil }
    let date = outcome.date(outcome.exceedances[place].level) ?? "the end"
    return figure(outcome.quantity, "\(what) by \(date)", ("exceedance", .count(place)))
  }

  /// By the first way there is.
  private func worthFigure(_ company: String) -> JSON? {
    valueBases(of: company).lazy.compactMap { basis in
      self.summary.outcome(.value(basis: basis, perShare: true), of: company).map {
        self.figure(
          $0.quantity, "Worth of a share to a holder who never sells, \(basis)",
          ("isMean", .bool(true)))
      }
    }.first
  }
}
