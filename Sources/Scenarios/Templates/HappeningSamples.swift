import Simulation

/// What the full template says of what can happen: one regime, and an event of each kind, so that every key
/// stands there once.
struct HappeningSamples {
  let company: String
  let start: CalendarDate

  /// In the order of a file.
  var regime: (name: String, keys: [(key: RegimeKey, text: String)]) {
    (
      "prices",
      RegimeKey.allCases.map { ($0, $0.example.replacing("acme.", with: company + ".")) }
    )
  }

  /// Numbers of the company that go by the states of that regime, by their keys.
  static let numbersByRegime = [
    "multiple.longRun": "{regime: prices, truce: 8 to 14, war: 5 to 9}"
  ]

  /// In which something is that is not in the currency of the file.
  static let currency = "EUR"
  /// What an item of a list is called that may have a name.
  static let items = ["raises": "seriesA", ModelDefinition.Company.listings: "shanghai"]

  /// Name of a stress.
  static let stress = "crash"

  /// In the order of a file.
  var stress: [(key: StressKey, text: String)] {
    StressKey.allCases.map { key in
      (
        key,
        key.example.replacing("acme.", with: company + ".").replacing("acme:", with: company + ":")
          .replacing("2026-12-23", with: date(26))
      )
    }
  }

  struct Event {
    let name: String
    let words: String
    let keys: [(key: EventKey, text: String)]
  }

  var events: [Event] {
    [
      Event(
        name: "priceRise", words: "On a date.",
        keys: [(.at, date(26)), (.then, "{change: {\(company).listPrice: 20%}}")]),
      Event(
        name: "approval", words: "On a date, or not.",
        keys: [
          (.at, date(39)), (.probability, "60%"), (.then, "{add: {\(company).cash: 5M USD}}"),
          (.otherwise, "{change: {\(company).sharePrice: -20%}}"),
        ]),
      Event(
        name: "agent", words: "By a date, at any time until then, or not.",
        keys: [
          (.until, date(52)), (.probability, "25% to 60%"),
          (.then, "{change: {\(company).usage: 10% to 80%}}"),
          (.otherwise, "[{change: {\(company).multiple: -30% to -10%}}, {set: {prices: war}}]"),
        ]),
      Event(
        name: "listing", words: "New shares for money.",
        keys: [
          (.until, date(78)), (.probability, "40%"),
          (
            .then,
            "{raise: {\(company): {amount: 20M to 40M USD, discount: 10%}}}"
          ),
        ]),
      Event(
        name: "offer", words: "All shares are bought, at a premium.",
        keys: [
          (.until, date(104)), (.probability, "10%"),
          (.then, "{buyOut: {\(company): 30% to 60%}}"),
        ]),
      Event(
        name: "outage", words: "Again and again, more often in a war, and in clusters.",
        keys: [
          (.frequency, "{regime: prices, truce: 1/year, war: 2/year}"),
          (.clustering, "{branching: 30%, halfLife: 2 weeks}"),
          (.then, "{change: {\(company).usage: -5% to -1%}}"),
        ]),
      Event(
        name: "contract", words: "For a time, which is drawn for each; the next one renews it.",
        keys: [
          (.frequency, "0.5/year"),
          (.then, "{add: {\(company).growth.longRun: 2% to 8%}, for: 6 to 18 months}"),
        ]),
      Event(
        name: "release", words: "After intervals; the last was before the start. One of two cases.",
        keys: [
          (.every, "6 to 12 months"), (.from, date(-8)),
          (
            .then,
            """

            cases:
              hit: {weight: 25%, change: {\(company).usage: 20%}}
              flop: {change: {\(company).usage: -5%}}
            """
          ),
        ]),
      Event(
        name: "savings",
        words: "When something holds, and again half a year later where it still does.",
        keys: [
          (.when, "\(company).cash < 20M and not agent"), (.again, "6 months"),
          (.then, "{change: {\(company).costs.fixed: -10%}}"),
        ]),
      Event(
        name: "lucky", words: "A definition: it changes nothing, and can be asked for.",
        keys: [(.when, "agent and release.hit")]),
    ]
  }

  /// A date of the grid, some weeks from the start.
  private func date(_ weeks: Int) -> String { start.adding(days: 7 * weeks).description }
}
