import Statistics
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

// What moved a share price, as factors: ×0.5 halves it. Logarithms, which add, are in the files.

extension Report {
  /// Of each company the factors by which its share price moved, and the same in words.
  func attributionLines(on terminal: Terminal) -> [[String]] {
    let blocks = summary.attributions.flatMap { attribution in
      [
        attributionTable(attribution).lines(on: terminal),
        sentences(attribution).flatMap { $0.wrapped(to: terminal.width, indent: 2) },
      ]
    }
    let isTold = summary.attributions.contains { $0.total.count > 0 }
    guard isTold, let last = blocks.last else { return blocks }
    return blocks.dropLast() + [last + Self.factors.wrapped(to: terminal.width, indent: 2)]
  }

  private func attributionTable(_ attribution: PriceAttribution) -> TextTable {
    let mean = ["mean", "±MCSE"].map { TextTable.Column(title: $0, dispensability: 1) }
    var table = TextTable(mean + levelColumns)
    guard attribution.total.count > 0 else { return table }
    if summary.companies.count > 1 { table.append(.heading(attribution.company.printable())) }
    table.append(.titles("share price, times"))
    for part in attribution.active {
      table.append(.numbers(part.name, cells(part.sample)))
    }
    table.append(.numbers("all together", cells(attribution.total)))
    return table
  }

  /// The geometric mean with its error, and percentiles.
  func cells(_ sample: SampleSummary) -> [String] {
    let mean = Figure(factor: sample.mean)
    return [mean.text, mean.errorText]
      + summary.levels.all.map { level in sample[level].map { Figure(factor: $0).text } ?? "–" }
  }

  /// How factors are to be read.
  static let factors =
    "Factors: those of one path multiply to the change of its share price, and so do the means, "
    + "which are geometric; percentiles do not."

  /// The change and its causes, the cause that differs most between paths, and the paths that are
  /// left out.
  func sentences(_ attribution: PriceAttribution) -> [String] {
    guard attribution.total.count > 0 else { return [leftOut(attribution)] }
    let isWhole = attribution.leftOut.hits == 0
    return [change(attribution)] + (isWhole ? [] : [leftOut(attribution)])
  }

  /// `The share price of zhipu ends at 0.42 times its start: usage ×12, list price ×0.8 and
  /// multiple ×0.04 (geometric means). Of these, the multiple differs most between paths: ×0.02 to
  /// ×0.1 on the middle 50 % of them.` Where paths are left out, it begins with those that are not.
  func change(_ attribution: PriceAttribution) -> String {
    let price = attribution.kept.map { "On the \($0), that of " } ?? "The share price of "
    let subject = price + attribution.company
    let total = Figure(factor: attribution.total.mean).text
    let active = attribution.active
    guard !active.isEmpty else { return "\(subject) does not move.".printable() }
    let words = active.map { "\($0.name) \($0.sample.factor)" }
    var text =
      "\(subject) ends at \(total) times its start: \(words.inWords) (geometric means)."
    let band = summary.levels.bands.last
    let spread = active.compactMap { part -> (name: String, low: Percentile, high: Percentile)? in
      guard let band, let low = part.sample[band.low], let high = part.sample[band.high],
        low.value < high.value
      else { return nil }
      return (part.cause.withArticle, low, high)
    }
    if let band,
      let most = spread.max(by: { $0.high.value - $0.low.value < $1.high.value - $1.low.value })
    {
      text +=
        " Of these, \(most.name) differs most between paths: ×\(Figure(factor: most.low).text) to "
        + "×\(Figure(factor: most.high).text) on the middle \(Levels.percent(band)) % of them."
    }
    return text.printable()
  }

  /// `Left out: 0.3 % of the paths (0.2 % to 0.4 %), whose share price is 0 at the start or the
  /// end, or which failed.`
  func leftOut(_ attribution: PriceAttribution) -> String {
    ("Left out: \(attribution.leftOut.ofThePaths), on which the share price of "
      + "\(attribution.company) is 0 at the start or the end, or which failed.").printable()
  }
}

extension PriceAttribution {
  /// The parts that move the price on some path.
  var active: [Part] { parts.filter { !$0.sample.isIdle } }

  /// `69 % of the paths that keep a share price`: those that are told of. Nil where no path is left
  /// out.
  var kept: String? {
    guard leftOut.hits > 0 else { return nil }
    return "\(Figure(share: told).text) of the paths that keep a share price"
  }

  /// The share of the paths that are told of.
  var told: Proportion { Proportion(hits: leftOut.count - leftOut.hits, of: leftOut.count) }
}

extension PriceAttribution.Cause {
  /// `the multiple`.
  fileprivate var withArticle: String {
    switch self {
    case .usage, .events: rawValue
    case .listPrice, .multiple, .capitalStructure, .currency, .takeover: "the \(rawValue)"
    }
  }
}

extension SampleSummary {
  /// Whether it moves the price on no path.
  var isIdle: Bool { count > 0 && minimum == 0 && maximum == 0 }

  /// The geometric mean of a sample of logarithms: `×0.42`.
  var factor: String { "×" + Figure(factor: mean).text }
}

extension Estimate {
  /// Of e^x, by the delta method.
  var factor: Estimate { Estimate(value: exp(value), error: exp(value) * error) }
}

extension Figure {
  /// The factor that the mean of logarithms stands for.
  init(factor mean: Estimate) { self.init(mean.factor, unit: "") }

  /// The factor that a percentile of logarithms stands for: e^x keeps the order of paths.
  init(factor percentile: Percentile) {
    let interval = percentile.interval
    self.init(
      exp(percentile.value),
      error: (exp(interval.high) - exp(interval.low)) / 2, unit: "")
  }
}
