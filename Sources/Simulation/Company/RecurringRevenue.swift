import CKernels

/// Annual recurring revenue, ARR₀ · Q · P, in the company's currency.
///
/// ARR known before the start grows until then on each path, by one exact transition of usage at the
/// initial growth and volatility, with the list price flat and from a source of its own.
struct RecurringRevenue: Component {
  let name: String
  let level: Column
  let atStart: Number
  /// ARR at the date for which it is stated; nil where that is the start.
  let stated: (asOf: CalendarDate, years: Double, number: Number)?
  private let logUsage: Column
  private let logPrice: Column

  init(usage: Usage, growth: Growth, listPrice: ListPrice?, in company: inout CompanyBuilder) {
    name = company.fullName("arr")
    level = company.model.column()
    logUsage = usage.log
    logPrice = listPrice?.log ?? company.model.zeros
    let number = company.number(Self.value)
    let date = Self.dateBeforeStart(in: &company)
    let years = date.map { Double(company.model.grid.start.day - $0.day) / 365 } ?? 0
    stated = date.map { (asOf: $0, years: years, number: number) }
    atStart = date == nil ? number : Self.rolledForward(number, growth, over: years, in: &company)
  }

  /// The date from which ARR is rolled forward; nil where it is that of the start.
  private static func dateBeforeStart(in company: inout CompanyBuilder) -> CalendarDate? {
    let start = company.model.grid.start
    guard let asOf = company.asOf(value), company.choice(rollForward) == "exact", asOf != start
    else { return nil }
    guard asOf < start else {
      company.refuse(value, "asOf (\(asOf)) lies after the start (\(start))")
      return nil
    }
    company.model.noteRollForward(of: company.fullName(value.key), from: asOf)
    return asOf
  }

  private static func rolledForward(
    _ stated: Number, _ growth: Growth, over years: Double, in company: inout CompanyBuilder
  ) -> Number {
    let volatility = company.number(Usage.volatility)
    let shock = company.model.column()
    company.model.noteDraw(company.fullName("arr.rollForward"), in: shock)
    company.model.append(NormalDraw(source: company.source("arr.rollForward"), column: shock))
    return company.model.derive(stated, growth.initial, volatility, .column(shock)) {
      $0 * CKernels.exp(($1 - $2 * $2 / 2) * years + $2 * years.squareRoot() * $3)
    }
  }

  func start(_ block: Block) { advance(block, to: 0) }

  func advance(_ block: Block, to step: Int) {
    ck_exp_of_sum_times(
      block[level], block[logUsage], block[logPrice], block[atStart], block.count)
  }

  static let value = Parameter.number(
    "arr.value", .money, .positive, need: .always, shorthand: true, example: "120M USD",
    help: "Annual recurring revenue; with `asOf` before the start it is rolled forward.")
  static let rollForward = Parameter.choice(
    "arr.rollForward", ["exact", "none"],
    help: "Whether ARR known before the start grows until the start, path by path.")

  static let parameters = [value, rollForward]
}
