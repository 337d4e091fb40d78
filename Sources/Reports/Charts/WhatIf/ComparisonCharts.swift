import Statistics
import Text

extension ComparisonReport {
  /// One for each series whose bands can be laid over each other.
  package var charts: [Chart] {
    let names = shortLabels
    return zip(fans, fans.map { $0[0].name }.inFileNames).compactMap { fan, file in
      let members = zip(fan, zip(names, labels)).map { series, whose in
        let (name, label) = whose
        let words = name == label ? label : "\(name), \(label.truncated(to: 26))"
        return Fans.Member(name: name, words: words, series: series)
      }
      return Fans(
        file: file, title: fan[0].quantity.printableWords.capitalisedAtStart, subtitle: subtitle,
        members: members, alternative: alternative(fan)
      ).chart
    }
  }

  /// What was simulated: the titles where they differ.
  private var subtitle: String {
    let titles = titles.map(\.title)
    return Chart.subtitle(
      draws,
      titles.count == 1
        ? titles[0] : titles.map { $0.truncated(to: 60 / titles.count) }.joined(separator: " and "))
  }

  /// Columns for a name beside the end of a line.
  private static let room = 9

  /// Names for labels: cut where they stay apart, else numbers.
  private var shortLabels: [String] {
    let short = labels.map { $0.truncated(to: Self.room) }
    return Set(short).count == short.count ? short : labels.indices.map { "\($0 + 1)" }
  }

  private func alternative(_ fan: [SeriesSummary]) -> String {
    guard let line = fan[0].levels.line else { return "" }
    let ends = zip(labels, fan).map { label, series in
      "\(label) \(series.band(at: .end)[line].map { Figure($0, unit: series.unit).text } ?? "–")"
    }
    return "At the end the \(Levels.name(line)) is: \(ends.joined(separator: ", "))."
  }
}
