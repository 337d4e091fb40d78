import Statistics
import Text

// Sentences about the worst paths and about groups.

extension Report {
  /// `The maximum drawdown of zhipu is above 70 % on 98.28 % of the paths, above 90 % on 69.9 %.
  /// The mean of the worst 5 % is 99.40 % ± 0.02 % (CED95).` Nil where nothing is known beyond
  /// percentiles.
  func exceedanceSentence(_ outcome: OutcomeSummary) -> String? {
    if let sentence = businessSentence(outcome) { return sentence }
    let quantity = outcome.quantity.printableWords
    var sentences: [String] = []
    let likely = outcome.tellingExceedances.map { exceedance in
      let level = outcome.date(exceedance.level) ?? exceedance.level.amount(outcome.unit)
      return "above \(level) on \(exceedance.probability.shareInWords)"
    }
    if let first = likely.first {
      let others = likely.dropFirst().map { ", " + $0 }.joined()
      sentences.append("The \(quantity) is \(first) of the paths\(others).")
    }
    let risks = outcome.risks.map { risk in
      let half = (risk.interval.high - risk.interval.low) / 2
      let figure = Figure(risk.value, error: half, unit: outcome.unit)
      let error = half.isFinite ? " ± \(figure.errorText)" : ""
      // Even the worst may gain.
      let gain = risk.value < 0 ? ", a gain" : ""
      return "\(risk.meaning) is \(figure.text)\(error)\(gain) (\(risk.name))"
    }
    if !risks.isEmpty {
      let of = likely.isEmpty ? "Of the \(quantity), " : ""
      let text = risks.inWords
      sentences.append((of.isEmpty ? text.capitalisedAtStart : of + text) + ".")
    }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ").printable()
  }

  /// `The deepest fall of zhipu has not recovered by 2029-06-20 on 81.6 % of the paths (…).`, once
  /// for all outcomes of a company that end with the same event.
  func censoredSentences(_ outcomes: [OutcomeSummary]) -> [String] {
    let end = summary.series.first?.dates.last
    var told: Set<String> = []
    return outcomes.compactMap { outcome in
      guard let censored = outcome.censored else { return nil }
      // Of an insolvency the sentence above says more.
      guard !outcome.exceedances.contains(where: { $0.direction == .by }),
        told.insert(outcome.openEvent(by: nil)).inserted
      else { return nil }
      let event = outcome.openEvent(by: outcome.dates.last ?? end)
      return "\(event) on \(censored.ofThePaths).".printable()
    }
  }

  /// `What was different: multiple shocks 1.90 sd lower (±0.02 standard error), growth.initial 0.30
  /// sd higher (±0.02), and 3 more; 15 are not distinguishable from those of all paths.` Nil for a
  /// group without paths.
  ///
  /// - Parameter count: How many are told; the largest are first.
  func shiftSentence(_ group: GroupSummary, most count: Int = 5) -> String? {
    guard !group.shifts.isEmpty else { return nil }
    let clear = group.shifts.filter(\.isDistinguishable)
    guard !clear.isEmpty else {
      return
        "What was different: nothing; all inputs are not distinguishable from those of all paths."
    }
    let told = clear.prefix(count).enumerated().map { words($1, isFirst: $0 == 0) }
    let rest = Self.remainder(of: group, most: count)
    let comma = clear.count > count ? ", " : "; "
    return
      ("What was different: " + told.joined(separator: ", ")
      + (rest.isEmpty ? "" : comma + rest) + ".").printable()
  }

  /// `What happened: agent on 72 % ± 1 % of its paths (all: 41 %), prices = war at the horizon on …`: what differs from
  /// all paths by more than chance. Nil where nothing can happen.
  func happenedSentence(_ group: GroupSummary) -> String? {
    guard !group.happened.isEmpty else { return nil }
    let clear = group.happened.filter(\.isDistinguishable)
    guard !clear.isEmpty else {
      return "What happened: events and states are not distinguishable from those of all paths."
    }
    let told = clear.enumerated().map { place, one in
      let when = one.kind == .state ? " at the horizon" : ""
      let shares = "\(one.group.told)\(place == 0 ? " of its paths" : "")"
      return "\(one.name)\(when) on \(shares) (all: \(one.all.told))"
    }
    return ("What happened: " + told.joined(separator: ", ") + ".").printable()
  }

  /// `multiple shocks 1.90 sd lower (±0.02 standard error) and 4 more`: the largest alone. Nil where none is
  /// distinguishable.
  func shiftInShort(_ group: GroupSummary) -> String? {
    let clear = group.shifts.filter(\.isDistinguishable)
    guard let first = clear.first else { return nil }
    let rest = clear.count > 1 ? " and \(clear.count - 1) more" : ""
    return words(first, isFirst: true).printable() + rest
  }

  /// `and 3 more; 15 are not distinguishable from those of all paths`: what is left of a group's
  /// shifts when the largest are told. Empty where nothing is.
  static func remainder(of group: GroupSummary, most count: Int) -> String {
    let clear = group.shifts.count(where: \.isDistinguishable)
    let rest = group.shifts.count - clear
    let (verb, those) = rest == 1 ? ("is", "that") : ("are", "those")
    let parts = [
      clear > count ? "and \(clear - count) more" : "",
      rest > 0 ? "\(rest) \(verb) not distinguishable from \(those) of all paths" : "",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "; ")
  }

  /// `growth.initial 0.30 sd higher (±0.02)`; the first says what its error is.
  private func words(_ shift: Shift, isFirst: Bool) -> String {
    let figure = Figure(
      Estimate(value: abs(shift.shift.value), error: shift.shift.error), unit: "")
    let direction = shift.shift.value < 0 ? "lower" : "higher"
    let word = [.shock: " shocks", .clock: " clock"][shift.kind] ?? ""
    let name = own(shift) + word
    let kind = isFirst ? " standard error" : ""
    return "\(name) \(figure.text) sd \(direction) (±\(figure.errorText)\(kind))"
  }

  /// What the error beside a number is: that of the terminal and of the page.
  ///
  /// - Parameters:
  ///   - halves: Whether percentiles or measures of the worst paths stand there with errors.
  ///   - means: Whether means do.
  ///   - shifts: Whether shifts of inputs do.
  static func errorMeaning(halves: Bool, means: Bool, shifts: Bool) -> String {
    let half =
      "± of percentiles, shares, VaR, ES and CED: half the width of a 95 % sampling interval"
    let standard = (means ? ["means (MCSE)"] : []) + (shifts ? ["shifts"] : [])
    let one = standard.isEmpty ? "" : "± of \(standard.inWords): one standard error"
    return ([halves ? half : "", one].filter { !$0.isEmpty }.joined(separator: "; ") + ".")
  }

  /// What it means that a clock is high.
  static let clockMeaning =
    "Clock: the first draw of an event or a regime; a high one is early, of an interval late."

  /// Whether that is to be said of the groups.
  var hasClockShifts: Bool {
    summary.groups.flatMap(\.shifts).contains { $0.kind == .clock && $0.isDistinguishable }
  }

  /// A name without its company where there is only one.
  private func own(_ shift: Shift) -> String {
    summary.companies == [shift.subject] ? shift.name.below(shift.subject) : shift.name
  }
}

extension OutcomeSummary {
  /// What had not happened by the horizon, without how often.
  fileprivate func openEvent(by end: String?) -> String {
    let end = end ?? "the end"
    guard let open = quantity.open else {
      return "The \(quantity.printableWords) is still open by \(end)"
    }
    return [open.before, quantity.subject, open.after, end].filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  /// At most five, spread over those that are neither certain nor out of reach; else the two between
  /// which the probability falls.
  fileprivate var tellingExceedances: [Exceedance] {
    // How often a return is a gain is told beside the price.
    let told = exceedances.filter { quantity.role != .totalReturn || $0.level != 0 }
    let open = told.filter { (0.005...0.995).contains($0.probability.value) }
    guard !open.isEmpty else {
      let likely = told.last { $0.probability.value > 0.5 }
      let unlikely = told.first { $0.probability.value <= 0.5 }
      return [likely, unlikely].compactMap(\.self)
    }
    let last = min(5, open.count) - 1
    return (0...last).map { open[last == 0 ? 0 : (open.count - 1) * $0 / last] }
  }
}

extension RiskMeasure {
  /// `the loss that 5 % of the paths exceed`.
  fileprivate var meaning: String {
    // 1 - 0.95 is not quite 0.05.
    let share = Figure((1e6 * (1 - level)).rounded() / 1e6, error: 0, unit: "share").text
    return switch kind {
    case .conditionalExpectedDrawdown: "the mean of the worst \(share)"
    case .valueAtRisk: "the loss that \(share) of the paths exceed"
    case .expectedShortfall: "their mean loss"
    }
  }
}

extension Proportion {
  /// `72 % ± 1 %`.
  fileprivate var told: String {
    IntervalEstimate(value: value, interval: interval).text("probability")
  }
}
