import Reports
import Simulation
import Statistics

// Summaries by full name, as these tests have them: what a name is declared to be comes from the model.

extension Quantity {
  /// `zhipu.sharePrice`; a name that no model declares is an amount.
  static func named(_ name: String, unit: String, _ sort: Sort) -> Quantity {
    let words = name.split(separator: ".", maxSplits: 1).map(String.init)
    let own = words.last ?? name
    let declared =
      CompanyCatalog.quantity(named: own)
      ?? (sort == .series
        ? .series(own, .ownCurrency, help: "") : .outcome(own, .ownCurrency, worst: nil, help: ""))
    return declared.of(words.count > 1 ? words[0] : "", currency: unit, reporting: unit)
  }
}

extension SeriesSummary {
  init(name: String, unit: String, dates: [String], bands: [SampleSummary]) {
    self.init(.named(name, unit: unit, .series), dates: dates, bands: bands)
  }
}

extension OutcomeSummary {
  init(
    name: String, unit: String, sample: SampleSummary, dates: [String] = [],
    censored: Proportion? = nil, risks: [RiskMeasure] = [], exceedances: [Exceedance] = [],
    trimmedMean: Estimate? = nil
  ) {
    self.init(
      .named(name, unit: unit, .outcome), sample: sample, dates: dates, censored: censored,
      risks: risks, exceedances: exceedances, trimmedMean: trimmedMean)
  }
}

extension Answer {
  init(
    name: String, quantity: String, unit: String, isAbove: Bool, level: Double, time: Time,
    probability: Proportion
  ) {
    self.init(
      name: name,
      Comparison(
        quantity: .named(quantity, unit: unit, time == .path ? .outcome : .series),
        isAbove: isAbove, level: level, time: time),
      probability: probability)
  }
}

extension ObservedRank {
  init(
    series: String, unit: String, date: String, statedDate: String, value: Double,
    source: String?, rank: Proportion
  ) {
    self.init(
      series: .named(series, unit: unit, .series), date: date, statedDate: statedDate,
      value: value, source: source, rank: rank)
  }
}

extension MetricDescription {
  /// `zhipu.sharePrice.p50@2027-06-23`, or a probability.
  init(named name: String, unit: String) {
    let parts = name.split(separator: "@", maxSplits: 1).map(String.init)
    let words = (parts.first ?? "").split(separator: ".", maxSplits: 2).map(String.init)
    guard words.count == 3, !name.hasPrefix("P(") else {
      self.init(name: name, unit: unit)
      return
    }
    self.init(
      name: name, unit: unit, of: .named("\(words[0]).\(words[1])", unit: unit, .series),
      on: parts.count > 1 ? parts[1] : nil, isPercentile: words[2].hasPrefix("p"))
  }
}
