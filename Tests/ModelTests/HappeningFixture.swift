/// A company with everything that can happen to it, for what must hold of any scenario.
enum HappeningFixture {
  static let regimes = """
    prices:
      start: {truce: 70%, war: 30%}
      transitions: {truce: {war: 2/year}, war: {truce: 3/year}}
      then: {war: {change: {acme.listPrice: -20% to -5%}}}
    frontier: {start: closed, transitions: {closed: {open: {regime: prices, truce: 1/year, war: 4/year}}, open: {closed: 1/year}}}
    """

  static let events = """
    agent:
      until: 2026-09-17
      probability: 30% to 70%
      then: {change: {acme.usage: 10% to 80%}, add: {acme.cash: 1M to 5M}}
      otherwise: {change: {acme.sharePrice: -40% to -20%}}
    release:
      every: 2 months to 5 months
      from: 2026-03-24
      then:
        cases:
          breakthrough: {weight: 25%, change: {acme.usage: 10% to 60%, acme.multiple: 5% to 30%}}
          advance: {weight: 55%, change: {acme.multiple: -10% to 10%}}
          flop: {change: {acme.multiple: -30% to -8%}}
    rival: {frequency: {regime: frontier, closed: 1/year, open: 4/year}, then: {change: {acme.multiple: -35% to -5%}}}
    cut: {frequency: 2/year, when: prices = war, then: {change: {acme.costs.fixed: -30% to -10%}, set: {prices: truce}}}
    results: {at: [2026-08-24, 2027-02-24], probability: 60%, then: {add: {acme.costs.grossMargin: 1% to 6%}}}
    fallen: {when: acme.drawdown > 30%, again: 4 months, then: {change: {acme.sharePrice: -10% to 0%}}}
    trouble: {when: fallen or rival and not agent}
    """

  static func indented(_ text: String) -> String {
    text.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
  }

  static func scenario(
    horizon: String = "1 year", regimes: String = regimes, events: String = events
  ) -> ScenarioText {
    var text = FullScenario.scenario(horizon: horizon)
    if !regimes.isEmpty { text.top += "\nregimes:\n" + indented(regimes) }
    if !events.isEmpty { text.top += "\nevents:\n" + indented(events) }
    return text
  }
}

/// Every number of a value, so that two are equal that have no number in the same places.
func spelled<Value>(_ value: Value?) -> String { value.map { String(describing: $0) } ?? "nothing" }
