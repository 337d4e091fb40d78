import CGSL

/// A terminal value by growth for ever, F (1 + g) / (ρ - g), grows without bound as g comes near to ρ.
extension ModelDefinition {
  /// So many times a year's free cash flow is more than anybody pays for one that grows by a few per cent:
  /// ρ - g is then below about two points.
  private static let mostTimes = 50.0
  /// Of the paths, before it is said.
  private static let mostShare = 0.01

  /// Says where `terminalGrowth` is so near to its rate, or comes so near to it on some paths, that the
  /// terminal value is nearly all of the value.
  var doubtsOfTerminalGrowth: [ModelWarning] {
    companies.flatMap { company -> [ModelWarning] in
      guard let growth = company.assumptions.numbers[IntrinsicValue.terminalGrowth.key] else {
        return []
      }
      let key = Company.fullName(IntrinsicValue.terminalGrowth.key, of: company.name)
      let rateKey = IntrinsicValue.discountRate.key
      let rates = [
        (
          "the discount rate", Company.fullName(rateKey, of: company.name),
          company.assumptions.numbers[rateKey]
        ),
        (
          "the risk-free rate", World.riskFreeRate.key,
          measure == .riskAdjusted ? world.numbers[World.riskFreeRate.key] : nil
        ),
      ]
      return rates.compactMap { words, name, rate in
        rate.flatMap { doubt(growth.law, $0.law, correlation: score(key, name), words) }
          .map { ModelWarning(key: key, text: $0) }
      }
    }
  }

  /// The correlation of the normal scores of two numbers.
  private func score(_ first: String, _ second: String) -> Double {
    let pair = correlations.first { Set([$0.first, $0.second]) == [first, second] }
    return pair.map { 2 * sin(.pi * $0.value / 6) } ?? 0
  }

  private func doubt(
    _ growth: Assumption.Law, _ rate: Assumption.Law, correlation: Double, _ name: String
  ) -> String? {
    if case .value(let g) = growth, case .value(let r) = rate {
      let times = (1 + g) / (r - g)
      guard times > Self.mostTimes else { return nil }
      return
        "is so near to \(name) that the terminal value is \(times.shortText) times a year's free cash "
        + "flow, which is nearly all of the value"
    }
    let share = Self.shareBeyond(growth, rate, correlation)
    guard share > Self.mostShare else { return nil }
    return
      "comes so near to \(name) that on \((100 * share).shortText) % of the paths the terminal value is more "
      + "than \(Self.mostTimes.shortText) times a year's free cash flow: they make the mean; 'truncate' "
      + "cuts the ranges apart"
  }

  /// P((1 + g) / (ρ - g) > 50 or ρ ≤ g), by midpoints of g.
  private static func shareBeyond(
    _ growth: Assumption.Law, _ rate: Assumption.Law, _ correlation: Double
  ) -> Double {
    let count = 400
    var sum = 0.0
    for index in 0..<count {
      let tails = Tails(lower: (Double(index) + 0.5) / Double(count))
      let g = growth.only?.quantile(tails) ?? .nan
      let least = g + (1 + g) / mostTimes
      switch rate {
      case .value(let rate): sum += rate < least ? 1 : 0
      case .distribution(let law):
        let below = law.tails(at: least)
        guard correlation != 0, below.lower > 0, below.upper > 0 else {
          sum += below.lower
          continue
        }
        let left = (1 - correlation * correlation).squareRoot()
        sum += gsl_cdf_ugaussian_P((below.score - correlation * tails.score) / left)
      case .schedule, .regime, .along: break
      }
    }
    return sum / Double(count)
  }
}

extension Subject {
  /// What the risk-adjusted measure does not do, or does a second time.
  func warnOfRiskChargedTwice() {
    if has(IntrinsicValue.discountRate) {
      model.warn(
        fullName(IntrinsicValue.discountRate.key),
        "discounts paths from whose growth a risk premium has been taken already; a value at a rate of "
          + "one's own is for `measure: realWorld`")
    }
    if has(IntrinsicValue.terminalGrowth), has(Usage.usagePremium) || has(Usage.growthPremium) {
      model.warn(
        fullName(IntrinsicValue.terminalGrowth.key),
        "is taken as it stands: the risk premium is taken off growth until the horizon only")
    }
  }
}
