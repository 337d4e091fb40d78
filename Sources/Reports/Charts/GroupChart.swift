import Statistics
import Text

/// A group's central band and the line in it over those of all paths.
struct GroupChart {
  /// Of its files, without the ending.
  let file: String
  let group: GroupSummary
  /// Place among the groups.
  let number: Int
  let scenario: String
  let all: SeriesSummary
  let own: SeriesSummary

  /// Nil where there is no band.
  var chart: Chart? {
    let (title, condition) = heading
    return Fans(
      file: file, title: title, subtitle: condition,
      members: [
        .init(name: "all", words: "all", series: all),
        .init(name: "group", words: "the group, \(share)", series: own),
      ], alternative: alternative
    ).chart
  }

  /// The condition stands once: behind the name of a group that has one, else in its place, as far
  /// as it fits there.
  private var heading: (title: String, subtitle: String) {
    let quantity = all.quantity.printableWords.capitalisedAtStart
    let title = "\(quantity): \(group.name)"
    guard !group.hasName else { return (title, group.condition) }
    return title.displayWidth <= Chart.titleWidth
      ? (title, scenario) : ("\(quantity): group \(number)", group.condition)
  }

  private var share: String {
    group.share.map { $0.text + " of the paths" } ?? group.size
  }

  private var alternative: String {
    let condition = group.hasName ? ": \(group.condition)" : ""
    guard let line = all.levels.line else { return "\(share)\(condition)." }
    func text(_ series: SeriesSummary) -> String {
      series.band(at: .end)[line].map { Figure($0, unit: all.unit).text } ?? "–"
    }
    return
      "\(share)\(condition). At the end their \(Levels.name(line)) is \(text(own)), that of all "
      + "paths \(text(all))."
  }
}
