import Statistics
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Report {
  /// `The total return of zhipu to 2029-06-20 has a median of -66.5 % ± 0.2 % and a mean of 90 % ± 4 %
  /// (24 % ± 1 % a year); without the best hundredth of the paths it is 20 % ± 1 %.` What a
  /// scenario implies for a holder is the first thing to argue with: without a wide gap between the two,
  /// few would notice how much it promises. Nil where no return is recorded.
  func returnSentence(of company: String) -> String? {
    guard let outcome = summary.outcome(.totalReturn, of: company),
      let level = summary.levels.nearestToMiddle, let middle = outcome.sample[level]
    else { return nil }
    let end = summary.series.first?.dates.last.map { " to \($0)" } ?? ""
    let name = level == 50 ? "a median" : "a \(Levels.name(level))"
    let reach = (middle.interval.high - middle.interval.low) / 2
    let start =
      "The \(outcome.quantity.printableWords)\(end) has \(name) of \(outcome.text(of: middle))"
      + "\(error(of: Figure(middle, unit: outcome.unit), reach)) and "
    guard let mean = outcome.mean, mean.value.isFinite else {
      return (start + "a mean that is not known.").printable()
    }
    let rate = annual(mean).map { " (\(text($0, outcome.unit)) a year)" } ?? ""
    return (start + "a mean of \(text(mean, outcome.unit))\(rate)\(doubt(of: outcome)).")
      .printable()
  }

  /// `total return: median -66.5 % ± 0.2 %, mean 90 % ± 4 % (24 % ± 1 % a year)`: the same in one line. Nil
  /// where no return is recorded, or no mean is known.
  func returnInShort(of company: String) -> String? {
    guard let outcome = summary.outcome(.totalReturn, of: company),
      let level = summary.levels.nearestToMiddle, let middle = outcome.sample[level],
      let mean = outcome.mean, mean.value.isFinite
    else { return nil }
    let reach = (middle.interval.high - middle.interval.low) / 2
    let rate = annual(mean).map { " (\(text($0, outcome.unit)) a year)" } ?? ""
    return
      ("\(outcome.quantity.words): \(Levels.name(level)) \(outcome.text(of: middle))"
      + "\(error(of: Figure(middle, unit: outcome.unit), reach)), mean "
      + "\(text(mean, outcome.unit))\(rate)").printable()
  }

  private func text(_ estimate: Estimate, _ unit: String) -> String {
    let figure = Figure(estimate, unit: unit)
    return figure.text + error(of: figure, estimate.error)
  }

  /// ` ± 4 %`; nothing where there is none or it is not known.
  private func error(of figure: Figure, _ error: Double) -> String {
    error.isFinite && error > 0 ? " ± \(figure.errorText)" : ""
  }

  /// Whether few paths make the mean: the best hundredth, or one. The price at the end is the whole of
  /// which they make a part.
  private func doubt(of outcome: OutcomeSummary) -> String {
    var text = ""
    if let others = outcome.trimmedMean, let mean = outcome.mean, others.value.isFinite {
      let kept = OutcomeSummary.trimmedShare * (1 + others.value) / (1 + mean.value)
      if 1 - kept > Self.largeShare {
        text = "; without the best hundredth of the paths it is \(self.text(others, outcome.unit))"
      }
    }
    let share = outcome.sample.shifted(by: -1)
      .shareOfOnePath(among: summary.paths.count, unit: outcome.unit)
    guard let share else { return text }
    return text
      + "; one path makes \(Int((100 * share).rounded())) % of the mean, which may be wrong by "
      + "more than its error says"
  }

  /// What a hundredth of the paths makes of a mean where few of them matter.
  private static let largeShare = 0.1

  /// The rate at which a mean return is reached in the years of the run, effective; its error by the
  /// delta method. Nil for a run of about a year or less: nobody should read it as a rate.
  private func annual(_ mean: Estimate) -> Estimate? {
    let years = description.horizon
    guard years > 1.05, mean.value > -1 else { return nil }
    let factor = pow(1 + mean.value, 1 / years)
    return Estimate(value: factor - 1, error: factor / (years * (1 + mean.value)) * mean.error)
  }
}
