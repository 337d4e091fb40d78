import Statistics
import Text

// Sentences about insolvency, takeovers, raises, and what a company is worth to a holder who never sells.

extension Report {
  /// `zhipu is insolvent by 2029-06-20 on 3.2 % of the paths (2.9 % to 3.5 %); by 2027-06-23 on
  /// 0.4 %, by 2028-06-21 on 1.5 %.` Dates before the first insolvency are left out. Nil for an
  /// outcome without such a sentence.
  func businessSentence(_ outcome: OutcomeSummary) -> String? {
    let company = outcome.quantity.subject
    let exceedances = outcome.exceedances
    switch outcome.quantity.role {
    case .insolvency, .takeover:
      guard let end = exceedances.last else { return nil }
      let words = exceedances.map { "by \(outcome.date($0.level) ?? "the end")" }
      let before = zip(words, exceedances).dropLast().filter { $1.probability.hits > 0 }.map {
        words, exceedance in "\(words) on \(Figure(share: exceedance.probability).text)"
      }
      let what = outcome.quantity.role == .takeover ? "bought" : "insolvent"
      let first = "\(company) is \(what) \(words[words.count - 1]) on "
      let rest = before.isEmpty ? "" : "; " + before.thinned.joined(separator: ", ")
      return "\(first)\(end.probability.ofThePaths)\(rest).".printable()
    case .raises:
      guard let any = exceedances.first else { return nil }
      let more = exceedances.dropFirst().prefix { $0.probability.hits > 0 }.map {
        "more than \($0.level.times) on \(Figure(share: $0.probability).text)"
      }
      return
        ("\(company) raises money on \(any.probability.ofThePaths)"
        + more.map { ", " + $0 }.joined() + ".").printable()
    default: return nil
    }
  }

  /// `zhipu is worth 812B ± 3B HKD (MCSE) to a holder who never sells, under the risk-adjusted
  /// measure; a share of today 1780 ± 10 HKD, beside a share price of 2174 HKD at the start. …`: one for
  /// each way to value it.
  func valueSentences(of company: String) -> [String] {
    let bases = valueBases(of: company)
    let sentences = bases.compactMap { basis -> String? in
      let whole = value(basis, perShare: false, of: company).map { "\(company) is worth \($0)" }
      let share = value(basis, perShare: true, of: company)
      let market = shareAtStart(of: company)
        .map { ", beside a share price of \($0) at the start" }
      let holder = " to a holder who never sells, \(basis)"
      switch (whole, share) {
      case (let whole?, let share?):
        return "\(whole)\(holder); a share of today \(share)\(market ?? "").\(options(of: company))"
      case (let whole?, nil): return "\(whole)\(holder)."
      case (nil, let share?):
        return "A share of \(company) is worth \(share)\(holder)\(market ?? "")."
      case (nil, nil): return nil
      }
    }
    guard !sentences.isEmpty else { return [] }
    // Said once for both ways.
    let caution = "The percentiles are realised pay-offs, not a range for the value."
    return sentences.dropLast().map { $0.printable() }
      + [(sentences[sentences.count - 1] + " " + caution).printable()]
  }

  /// In how many ways a company is valued: `at its discount rate`.
  func valueBases(of company: String) -> [String] {
    summary.outcomes.compactMap { outcome -> String? in
      guard outcome.quantity.subject == company, case .value(let basis, _) = outcome.quantity.role
      else { return nil }
      return basis
    }.reduce(into: []) { bases, basis in if !bases.contains(basis) { bases.append(basis) } }
  }

  /// Why a share is worth less than its part of the whole; empty where the company has no options.
  private func options(of company: String) -> String {
    let hasOptions = description.assumptions.contains {
      $0.subject == company && $0.role == .options
    }
    guard hasOptions else { return "" }
    return " The total is that of the shares issued today; a share also bears the options, by the "
      + "treasury method."
  }

  /// `812B ± 3B HKD (MCSE)`; nil where it is not known.
  func value(_ basis: String, perShare: Bool, of company: String) -> String? {
    let role = Quantity.Role.value(basis: basis, perShare: perShare)
    guard let outcome = summary.outcome(role, of: company), let mean = outcome.mean,
      mean.value.isFinite
    else { return nil }
    let figure = Figure(mean, unit: outcome.unit)
    return "\(figure.text) ± \(figure.errorText) \(outcome.unit) (MCSE)"
  }

  /// What the market pays for a share at the start; nil where that is not one number.
  private func shareAtStart(of company: String) -> String? {
    if let series = summary.series(.sharePrice, of: company) {
      return series.constantAtStart.map { $0.amount(series.unit) }
    }
    return description.assumptions.first {
      $0.subject == company && $0.role == .sharePrice && $0.isStated
    }?.text
  }
}

extension Double {
  /// `once`, `twice`, `5 times`.
  fileprivate var times: String {
    self == 1 ? "once" : self == 2 ? "twice" : "\(Figure(self, error: 0, unit: "").text) times"
  }
}

extension [String] {
  /// At most four, spread evenly, the last one among them.
  fileprivate var thinned: [String] {
    guard count > 4 else { return self }
    return (1...4).map { self[$0 * count / 4 - 1] }
  }
}
