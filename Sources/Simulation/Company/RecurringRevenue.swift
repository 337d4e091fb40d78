import CKernels

/// Annual recurring revenue, ARR₀ · Q · P, in the company's currency.
///
/// ARR known before the start grows until then on each path, by one exact transition of usage at the
/// initial growth and volatility, with the list price flat and from a source of its own.
struct RecurringRevenue: Component, Part {
  let name: String
  let phase = Phase.revenue
  let level: Column
  let atStart: Number
  private let logUsage: Column
  private let logPrice: Column

  init(in company: Subject) {
    let model = company.model
    let usage = company[Usage.self]
    name = company.fullName("arr")
    level = model.column()
    (logUsage, logPrice) = (usage.served, usage.logPrice)
    let stated = company.number(Self.value)
    let date = Self.dateBeforeStart(in: company)
    atStart = date.map { Self.rolledForward(stated, from: $0, in: company) } ?? stated
    model.append(self)
  }

  /// The date from which ARR is rolled forward; nil where it is that of the start.
  private static func dateBeforeStart(in company: Subject) -> CalendarDate? {
    let start = company.model.grid.start
    guard let asOf = company.asOf(value), company.choice(rollForward) == "exact", asOf != start
    else { return nil }
    guard asOf < start else {
      company.refuse(value, "asOf (\(asOf)) lies after the start (\(start))")
      return nil
    }
    return asOf
  }

  private static func rolledForward(
    _ stated: Number, from asOf: CalendarDate, in company: Subject
  ) -> Number {
    let model = company.model
    let years = Double(model.grid.start.day - asOf.day) / 365
    let volatility = company.number(Usage.volatility)
    let shock = model.column()
    model.noteDraw(company.fullName("arr.rollForward"), in: shock)
    model.append(NormalDraw(source: company.source("arr.rollForward"), column: shock))
    let initial = company[Growth.self].initial
    let atStart = model.derive(stated, initial, volatility, .column(shock)) {
      stated, growth, volatility, shock in
      let drift = (growth - volatility * volatility / 2) * years
      return stated * exp(drift + volatility * years.squareRoot() * shock)
    }
    model.noteRollForward(
      StatedBeforeStart(
        name: company.fullName(value.key), series: company.fullName("arr"), asOf: asOf,
        years: years, currency: company.currency,
        stated: stated, atStart: atStart))
    return atStart
  }

  func start(_ block: Block) { restate(block) }

  func advance(_ block: Block, to step: Int) { restate(block) }

  /// What follows from usage and list price as they are.
  func restate(_ block: Block) {
    ck_exp_of_sum_times(
      block[level], block[logUsage], block[logPrice], block[atStart], block.count)
  }

  static let value = Parameter.number(
    "arr.value", .money, .positive, need: .always, shorthand: true, role: .recurringRevenue,
    alsoKnownAs: [
      "mrr", "recurring revenue", "annual recurring revenue", "run rate", "sales", "turnover",
    ],
    example: "120M USD",
    help: "Annual recurring revenue; with `asOf` before the start it is rolled forward.")
  static let rollForward = Parameter.choice(
    "arr.rollForward", ["exact", "none"],
    help: "Whether ARR known before the start grows until the start, path by path.")

  static let offers = [
    Offer(
      .series(
        "arr", .ownCurrency, words: "ARR", standard: true, worst: .below, role: .recurringRevenue,
        picture: .growth, help: "Annual recurring revenue, a run rate.")
    ) { (arr: RecurringRevenue, _) in .column(arr.level) }
  ]

  static let parameters = [value, rollForward]
}
