import Statistics
import Text

extension Report {
  /// The pictures of each company, in the order in which a reader wants them.
  package var charts: [Chart] {
    let companies = summary.companies.filter { !$0.isEmpty }
    return zip(companies, companies.inFileNames).flatMap { charts(of: $0, $1) } + happeningCharts
      + dependenceCharts
  }

  private func charts(of company: String, _ file: String) -> [Chart] {
    func fans(_ picture: Quantity.Picture, _ part: Chart.Part) -> [Chart?] {
      summary.series.filter { $0.quantity.subject == company && $0.quantity.picture == picture }
        .map { fan($0, "\(file).\($0.quantity.ownName)")?.placed(in: part, series: $0.name) }
    }
    func placed(_ charts: [Chart?], _ part: Chart.Part) -> [Chart?] {
      charts.map { $0?.placed(in: part) }
    }
    return
      (fans(.worth, .worth) + placed([finalPrice(company, file)], .outcome)
      + [attribution(company, file)] + placed(groups(company, file), .group)
      + fans(.growth, .growth) + fans(.business, .business) + fans(.fall, .outcome)
      + placed([maximumDrawdown(company, file)], .outcome)).compactMap(\.self)
  }

  private func fan(_ series: SeriesSummary, _ file: String) -> Chart? {
    FanChart(
      file: file, series: series, scenario: description.title,
      observations: summary.observations.filter { $0.series.name == series.name },
      trajectories: trajectories, paths: summary.paths.count
    ).chart
  }

  private func groups(_ company: String, _ file: String) -> [Chart?] {
    guard let all = summary.series(.sharePrice, of: company) else { return [] }
    return summary.groups.enumerated().map { index, group in
      group.series[all.name].flatMap {
        GroupChart(
          file: "\(file).\(all.quantity.ownName)-group-\(index + 1)", group: group,
          number: index + 1,
          scenario: description.title, all: all, own: $0
        ).chart
      }
    }
  }

  private func finalPrice(_ company: String, _ file: String) -> Chart? {
    guard let series = summary.series(.sharePrice, of: company), let end = series.dates.last
    else { return nil }
    let marks = marks(of: series.quantity, .at(end))
    var first = median(series.band(at: .end), series.unit)
    let start = series.band(at: .start)
    // Where the price at the start is one number, a reader looks for it.
    let isKnown = Rounding.areEqual(start.minimum, start.maximum)
    if isKnown, marks.allSatisfy({ !Rounding.areEqual($0.value, start.maximum) }) {
      let text = "at the start " + start.maximum.amount(series.unit)
      first.append(.init(value: start.maximum, text: text))
    }
    return DistributionChart(
      file: "\(file).\(series.quantity.ownName)-at-end", company: company,
      title: "\(series.quantity.printableWords.capitalisedAtStart) on \(end)",
      scenario: description.title,
      unit: series.unit, sample: series.band(at: .end),
      marks: first + marks
    ).chart
  }

  private func attribution(_ company: String, _ file: String) -> Chart? {
    guard let attribution = summary.attributions[company],
      let series = summary.series(.sharePrice, of: company)
    else { return nil }
    return AttributionChart(
      file: "\(file).\(series.quantity.ownName)-attribution", attribution: attribution,
      scenario: description.title, alternative: change(attribution),
      start: series.constantAtStart.map { ($0, series.unit) }
    ).chart
  }

  private func maximumDrawdown(_ company: String, _ file: String) -> Chart? {
    guard let outcome = summary.outcome(.maximumDrawdown, of: company) else { return nil }
    let marks = marks(of: outcome.quantity, .path)
    return DistributionChart(
      file: "\(file).\(outcome.quantity.ownName)", company: company,
      title: outcome.quantity.printableWords.capitalisedAtStart, scenario: description.title,
      unit: outcome.unit, sample: outcome.sample,
      marks: median(outcome.sample, outcome.unit) + marks
    ).chart
  }

  private func median(_ sample: SampleSummary, _ unit: String) -> [DistributionChart.Mark] {
    sample[50].map { [.init(value: $0.value, text: "median " + Figure($0, unit: unit).text)] } ?? []
  }

  /// Of what is asked of a quantity at a time.
  private func marks(of quantity: Quantity, _ time: Answer.Time) -> [DistributionChart.Mark] {
    summary.answers.compactMap { answer in
      guard let asked = answer.comparison, asked.quantity.name == quantity.name, asked.time == time
      else { return nil }
      let share = answer.probability.text
      let side = asked.isAbove ? "above" : "below"
      return .init(
        value: asked.level, text: "\(share) \(side) \(asked.level.amount(asked.unit))")
    }
  }
}
