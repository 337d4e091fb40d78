import Statistics
import Text

extension ComparisonReport {
  /// One for each pair of bands.
  package var charts: [Chart] {
    let names = labels
    let isShort = max(names.first.displayWidth, names.second.displayWidth) <= Self.room
    let short = isShort ? names : ("first", "second")
    func told(_ place: String, _ name: String) -> String {
      isShort || name == place ? name : "\(place), \(name.truncated(to: 26))"
    }
    return zip(fans, fans.map(\.first.name).inFileNames).compactMap { fan, file in
      let quantity = fan.first.quantity.printableWords.capitalisedAtStart
      return TwoFans(
        file: file, title: quantity, subtitle: subtitle, names: short,
        colours: [
          "Blue: \(told("first", names.first))", "orange, broken: \(told("second", names.second))",
        ], first: fan.first, second: fan.second, alternative: alternative(fan)
      ).chart
    }
  }

  /// What was simulated: both titles where they differ.
  private var subtitle: String {
    let titles = [first.description.title, second.description.title]
    let draws =
      sharesDraws
      ? "both on the same draws" : sharesPaths ? "same seed, other dates" : "other draws"
    let both =
      titles[0] == titles[1]
      ? titles[0] : titles.map { $0.truncated(to: 30) }.joined(separator: " and ")
    return Chart.subtitle(draws, both)
  }

  /// Columns for a name beside the end of a line.
  private static let room = 7

  private func alternative(_ fan: (first: SeriesSummary, second: SeriesSummary)) -> String {
    guard let line = fan.first.levels.line, !fan.second.bands.isEmpty else { return "" }
    func text(_ series: SeriesSummary) -> String {
      series.band(at: .end)[line].map { Figure($0, unit: series.unit).text } ?? "–"
    }
    return "At the end the \(Levels.name(line)) of \(labels.first) is \(text(fan.first)), that of "
      + "\(labels.second) \(text(fan.second))."
  }
}
