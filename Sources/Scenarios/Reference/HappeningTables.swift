import Simulation
import Text

/// What there is to say of regimes, events and conditions, as tables.
enum HappeningTables {
  static var all: [ReferenceTable] {
    [
      keys("In a regime:", RegimeKey.allCases.map { ($0.rawValue, $0.help, $0.form, $0.example) }),
      keys("In an event:", EventKey.allCases.map { ($0.rawValue, $0.help, $0.form, $0.example) }),
      keys(
        "In a clustering:",
        ClusteringKey.allCases.map {
          (
            $0.rawValue, $0.parameter.help, .number($0.parameter.kind ?? .coefficient),
            $0.parameter.example
          )
        }),
      keys("In what follows:", consequences),
      keys(
        "In a raise that follows:",
        RaiseKey.allCases.map { ($0.rawValue, $0.help, .number($0.kind), $0.example) }),
      levels, numbers, conditions,
    ]
  }

  private static var consequences: [(String, String, HappeningForm, String)] {
    Effect.Operation.allCases.map { ($0.rawValue, $0.help, $0.form, $0.example) }
      + [
        (
          ConsequenceKey.lasting, ConsequenceKey.lastingHelp, .number(.duration),
          ConsequenceKey.lastingExample
        ),
        (
          ConsequenceKey.cases, ConsequenceKey.casesHelp, .cases, ConsequenceKey.casesExample
        ),
        (ConsequenceKey.weight, ConsequenceKey.weightHelp, .number(.probability), "25%"),
        (
          ConsequenceKey.then, ConsequenceKey.thenHelp, .consequence,
          "[{change: {acme.usage: 10%}}, {add: {acme.cash: -1M USD}}]"
        ),
      ]
  }

  private static func keys(
    _ title: String, _ keys: [(name: String, help: String, form: HappeningForm, example: String)]
  ) -> ReferenceTable {
    ReferenceTable(
      title: title, name: "key", help: "what",
      facts: ["kind", "such as", "range", "schedule, regime, series"], code: [1],
      keys.map { key in
        let (range, varies) = (key.form.takesRange, key.form.varies)
        let forms =
          range
          ? "may be a range" + (varies ? ", a schedule, by regime or along a series" : "") : ""
        return .init(
          key.name, help: key.help,
          facts: [key.form.words, key.example, range ? "yes" : "", varies ? "yes" : ""],
          remarks: [key.form.words, "such as " + key.example, forms])
      })
  }

  private static var levels: ReferenceTable {
    ReferenceTable(
      title: "What effects move once, of any company:", name: "level", help: "what",
      facts: ["add and set", "domain", "change alone", "needs"],
      CompanyCatalog.levels.map { level in
        let isChange = level.operations == [.change]
        let kind = level.rule(of: isChange ? .change : .set)
        let needs = level.needs.joined(separator: ", ")
        return .init(
          level.name.replacing("[]", with: ".0"), help: level.help,
          facts: [
            isChange ? "" : kind.kind.rawValue, kind.domain == .any ? "" : kind.domain.rawValue,
            isChange ? "yes" : "", needs,
          ],
          remarks: [
            isChange ? "changes only" : "in " + kind.kind.rawValue,
            kind.domain == .any ? "" : kind.domain.rawValue,
            needs.isEmpty ? "" : "needs " + needs,
          ])
      }
        + [
          .init(
            "sector", help: "A factor, by its name alone.",
            facts: ["factor or coefficient", "", "", ""],
            remarks: ["in factor or coefficient"]),
          .init(
            "fx.CNY", help: "An exchange rate, also one that is constant otherwise.",
            facts: ["factor", "above 0", "", ""], remarks: ["in factor", "above 0"]),
        ])
  }

  private static var numbers: ReferenceTable {
    ReferenceTable(
      title: "What effects change from then on:", name: "such as", help: "what", facts: [],
      numberExamples.map { .init($0.name, help: $0.help) })
  }

  /// Each is read by a test.
  static let numberExamples: [(name: String, help: String)] = [
    (
      "acme.growth.longRun",
      "A number of a company that may follow a schedule, if the file states it or it has a default."
    ),
    ("sector.drift", "A number of a factor that may follow a schedule."),
    ("fx.CNY.drift", "The same of an exchange rate."),
    ("prices.truce.war", "How often one state of a regime leads to another."),
    ("release.frequency", "How often an event happens, where it has a frequency."),
  ]

  private static var conditions: ReferenceTable {
    ReferenceTable(
      title: "Conditions:", name: "such as",
      help: "what",
      facts: [],
      examples.map { .init($0.text, help: $0.help) })
  }

  /// Each is read by a test.
  static let examples: [(text: String, help: String)] = [
    ("acme.sharePrice < 20 USD", "A series at the horizon, or in `when` on the date that decides."),
    ("acme.sharePrice < 20 USD at 2027-12-31", "A series on a date."),
    (
      "acme.sharePrice < 20 USD until 2027-12-31",
      "A series on any date up to then. `by` says the same; `before` leaves the date out."
    ),
    (
      "change of acme.sharePrice over 1 month < -20%",
      "The change of a series over a time: relative in %, else in its unit, of a share in points."
    ),
    ("acme.maxDrawdown > 50%", "An outcome: one number per path, without a date."),
    (
      "prices = war",
      "The state of a regime: at the horizon, or with `at`, `until`, `by`, `before`."
    ),
    (
      "agent by 2027-06-30",
      "That an event has happened by a date, to the day; else by the horizon."
    ),
    ("release.hit", "One case of an event."),
    ("acme.insolvency before 2028-01-01", "A date of a company on which something happens."),
    (
      "agent and (release.hit or not prices = war)",
      "Several together: `and` binds more than `or`, `not` takes the whole of what follows, date included."
    ),
  ]
}

extension HappeningForm {
  /// What stands at the key.
  fileprivate var words: String {
    switch self {
    case .date: "date"
    case .dates: "date, or a list of dates"
    case .condition: "condition"
    case .consequence: "what follows"
    case .number(let kind, _): kind.rawValue
    case .start: "state, or a map of states with their weights"
    case .transitions: "map of states, each with a map of states and frequencies"
    case .entering: "map of states, each with what follows"
    case .effects: "map of levels, numbers or regimes"
    case .raises: "map of companies, each with the keys of a raise"
    case .premiums: "map of companies, each with the premium"
    case .cases: "map of cases"
    case .clustering: "map of the keys below"
    }
  }

  fileprivate var takesRange: Bool { if case .number = self { true } else { isOfNumbers } }

  fileprivate var varies: Bool {
    switch self {
    case .number(_, let varies): varies
    case .transitions: true
    default: false
    }
  }

  private var isOfNumbers: Bool {
    switch self {
    case .effects, .premiums, .transitions: true
    default: false
    }
  }
}
