import Simulation

// What the reference, the schema and the template say of what can happen.

/// What stands at a key of a regime, an event or a case.
enum HappeningForm {
  case date, dates, condition, consequence
  /// A number in any of its forms; by date and by regime where that is allowed.
  case number(Kind, varies: Bool = false)
  /// A state, or several with their weights.
  case start
  /// States, below each those that it leads to, and how often.
  case transitions
  /// States, and what follows from entering each.
  case entering
  /// What is moved, and by how much.
  case effects
  /// Companies that raise money, and such that are bought.
  case raises, premiums
  /// Cases by name.
  case cases
  /// How occurrences bring about others.
  case clustering
}

extension RegimeKey {
  var form: HappeningForm {
    switch self {
    case .start: .start
    case .transitions: .transitions
    case .then: .entering
    }
  }

  var help: String {
    switch self {
    case .start: "The state in which paths start, or several with their weights."
    case .transitions:
      "From each state the states that it leads to, and how often; a state that leads nowhere is for good."
    case .then: "What entering a state does; the start is no entering."
    }
  }

  var example: String {
    switch self {
    case .start: "{truce: 70%, war: 30%}"
    case .transitions: "{truce: {war: 0.5/year}, war: {truce: 1/year}}"
    case .then: "{war: {change: {acme.multiple: -20%}}}"
    }
  }
}

extension EventKey {
  var form: HappeningForm {
    switch self {
    case .at: .dates
    case .until, .from: .date
    case .frequency: .number(.frequency, varies: true)
    case .clustering: .clustering
    case .every, .again: .number(.duration)
    case .when: .condition
    case .probability: .number(.probability)
    case .then, .otherwise: .consequence
    }
  }

  var help: String {
    switch self {
    case .at: "Happens on this date, or on each of a list."
    case .until:
      "By this date it has happened, at any time with the same hazard, or it has not: with `probability`, or as "
        + "soon as `when` allows it."
    case .frequency: "Happens again and again, so often in the mean."
    case .clustering:
      "Beside `frequency`, which it leaves as it is in the mean: each occurrence brings about others soon after."
    case .every: "Happens again and again, after intervals that are drawn anew."
    case .when:
      "What must hold for it to happen. Without another trigger it happens on the first date on which this holds."
    case .probability:
      "How likely it is, beside `at` for each date, or beside `until`. 100% where `at` has none."
    case .from:
      "Nothing happens up to this date: the start, where nothing is said. Beside `every` it may lie before the "
        + "start."
    case .again: "Beside `when` alone: how long it waits until it may happen again."
    case .then:
      "What follows. An event without it is a definition: it has a frequency and a name for conditions."
    case .otherwise: "What follows where it does not happen, on the date of `at` or `until`."
    }
  }

  var example: String {
    switch self {
    case .at: "[2026-10-30, 2027-04-30]"
    case .until, .from: "2027-06-30"
    case .frequency: "1/year to 3/year"
    case .clustering: "{branching: 35%, halfLife: 5 days}"
    case .every: "6 to 12 months"
    case .when: "acme.cash < 20M and not rival"
    case .probability: "25% to 60%"
    case .again: "6 months"
    case .then: "{change: {acme.listPrice: 20%}, add: {acme.costs.fixed: 500k}}"
    case .otherwise: "{change: {acme.sharePrice: -40% to -30%}}"
    }
  }
}

extension ConsequenceKey {
  static let casesHelp =
    "Of several that have names one is drawn, each with its weight and its effects."
  static let casesExample =
    "{hit: {weight: 25%, change: {acme.usage: 50%}}, flop: {change: {acme.usage: -10%}}}"
  static let weightHelp =
    "How likely the case is; one case may leave it out and has what the others leave."
  static let lastingHelp =
    "How long the effects of the map last: what they have done is undone at the end. Drawn for each occurrence; "
    + "without it they are for good."
  static let lastingExample = "6 to 12 months"
  static let thenHelp = "The effects of the case in a map or a list of their own."
}

extension Effect.Operation {
  var help: String {
    switch self {
    case .change: "Changes each by so much of what it is."
    case .add: "Adds to each, in its own unit; to a rate points of it."
    case .set: "Gives each a value; or a regime a state."
    case .raise:
      "Sells new shares of a company for money, as a planned raise does; none through a shut window."
    case .buyOut:
      "Buys a company at a premium over the share price of the date; what a holder got is the share price from then on."
    }
  }

  var example: String {
    switch self {
    case .change: "{acme.usage: -20% to -5%}"
    case .add: "{acme.costs.fixed: 500k USD, acme.growth.longRun: -5%}"
    case .set: "{acme.listPrice: 1.2 times, prices: war}"
    case .raise: "{acme: {amount: 50M USD, discount: 10%}}"
    case .buyOut: "{acme: 30% to 60%}"
    }
  }

  var form: HappeningForm {
    switch self {
    case .change, .add, .set: .effects
    case .raise: .raises
    case .buyOut: .premiums
    }
  }
}

extension RaiseKey {
  var help: String {
    switch self {
    case .amount: "Money that it brings, before the fee."
    case .discount:
      "How far below the share price of its date the new shares are sold; 0% where neither this nor `price` stands."
    case .price:
      "Money per share that is paid for them, whatever the share price is: above it today's holders gain."
    }
  }

  var example: String {
    switch self {
    case .amount: "50M USD"
    case .discount: "5% to 15%"
    case .price: "12 USD"
    }
  }

  var kind: Kind {
    Effect.SalePrice.Basis(rawValue: rawValue)?.rule.kind ?? .money
  }
}
