import CKernels
import Statistics

/// Cash and debt: what a step earns, interest, tax after losses carried forward, and repayments.
///
/// Pretax profit is earnings + interest on cash - interest on debt; tax is τ · max(profit - L, 0), and
/// L' = max(L - profit, 0) is carried forward. Repayments come last, never more than is owed.
///
/// Reference: Schwartz & Moon (2000), equations 17 to 20. Verified: `BusinessTests`, against a
/// spreadsheet; `CashTests`: on every path it adds up.
struct Cash: Component, Part {
  let name: String
  let phase = Phase.cash
  var cash: Column { own.cash }
  /// A column where anything is repaid.
  let debt: Number
  /// What a step's business moved cash by, after tax, before raises and repayments.
  var flow: Column { own.flow }
  /// The same had it neither cash nor debt: no interest, and no tax on it. Nil where nobody discounts it.
  var freeCashFlow: Column? { free?.flow }
  /// 1, or 0 from insolvency on.
  let solvent: Column
  /// Cash and flow, had nothing been raised; nil where nobody asks. That cash runs out no later than
  /// cash does, and says nothing from then on.
  let unaided: Book?
  private let own: Book
  /// Of a company that has neither cash nor debt.
  let free: (flow: Column, losses: Column)?
  /// EBITDA before training runs where the step began.
  let paceBefore: Column
  let costs: OperatingCosts
  private let spent: Number
  private let weights: (before: Double, now: Double)
  private let start: (cash: Number, debt: Number, losses: Number)
  /// τ, a share of profit.
  let taxRate: Number
  private let rates: (interest: Number, debtInterest: Number)
  private let repayments: [Repayment]
  let moves: (cash: LevelMove?, debt: LevelMove?)

  /// What a company has and what a step moved it by, as it is or as if something had not happened.
  struct Book: Sendable {
    let cash: Column
    let flow: Column
    fileprivate let losses: Column

    fileprivate init(in model: Compiler) {
      cash = model.column()
      losses = model.column()
      flow = model.column()
    }
  }

  private struct Repayment: Sendable {
    let step: Int
    let amount: Number
  }

  /// Nil where the scenario states no costs: cash and debt are constant then.
  init?(in company: Subject) {
    let model = company.model
    guard let costs = company.part(OperatingCosts.self) else {
      company.refuseWithoutCosts()
      return nil
    }
    let balance = company[OpeningBalance.self]
    name = company.fullName("cash")
    weights = Self.weights(in: company)
    self.costs = costs
    spent = costs.training?.spent ?? model.constant(0)
    own = Book(in: model)
    unaided = company.isAsked(for: Self.runway) ? Book(in: model) : nil
    free = company.has(IntrinsicValue.discountRate) ? (model.column(), model.column()) : nil
    paceBefore = model.column()
    solvent = model.column()
    start = (balance.cash, balance.debt, company.number(Self.losses))
    let rate = company.optional(Self.interest) ?? company.world.riskFreeRate ?? model.constant(0)
    let debtRate = company.number(Self.debtInterest)
    rates = (company.interest(rate), company.interest(debtRate))
    taxRate = company.number(Self.tax)
    repayments = Self.repayments(in: company)
    moves = (company.move("cash"), company.move("debt"))
    let isFixed = repayments.isEmpty && moves.debt == nil
    debt = isFixed ? balance.debt : model.moving(perPath: true)
    model.append(self)
    if !company.has(Self.value) {
      model.warn(
        company.fullName("costs"),
        "stand without cash: it is 0, so that a company that burns is insolvent on its first date")
    }
  }

  /// How much of a year is earned at the pace of a step's start, and how much at that of its end.
  private static func weights(in company: Subject) -> (before: Double, now: Double) {
    let dt = company.model.stepLength
    return switch company.choice(Revenue.recognition) {
    case "startOfStep": (dt, 0)
    case "endOfStep": (0, dt)
    default: (dt / 2, dt / 2)
    }
  }

  private static func repayments(in company: Subject) -> [Repayment] {
    company.items(inList: "debt.repayments").compactMap { item in
      let key = "debt.repayments.\(item)"
      guard let amount = company.optional(repayment, at: key + ".amount"),
        let step = company.step(at: key + ".date")
      else { return nil }
      return Repayment(step: step, amount: amount)
    }
  }

  func start(_ block: Block) {
    for book in [own, unaided].compactMap(\.self) {
      block.fill(book.cash, with: start.cash)
    }
    for losses in [own.losses, unaided?.losses, free?.losses].compactMap(\.self) {
      block.fill(losses, with: start.losses)
    }
    for flow in [own.flow, unaided?.flow, free?.flow].compactMap(\.self) {
      block.values(of: flow).update(repeating: 0)
    }
    block.fill(paceBefore, with: .column(costs.pace))
    block.values(of: solvent).update(repeating: 1)
    if debt.time == .step, case .column(let debt) = debt.place {
      block.fill(debt, with: start.debt)
    }
  }

  func advance(_ block: Block, to step: Int) {
    func kept(_ book: Book?) -> ck_book {
      guard let book else { return ck_book() }
      return ck_book(
        cash: block[book.cash], losses: block[book.losses], flow: block[book.flow])
    }
    var account = ck_account(
      own: kept(own), unaided: kept(unaided),
      free: free.map { ck_book(cash: nil, losses: block[$0.losses], flow: block[$0.flow]) }
        ?? ck_book(),
      pace_before: block[paceBefore], pace: block[costs.pace(endOf: step)],
      pace_after: block[costs.pace], solvent: block[solvent],
      weight_before: weights.before, weight_now: weights.now, tolerance: Rounding.tolerance,
      spent: block[spent], debt: block[debt], interest: block[rates.interest],
      debt_interest: block[rates.debtInterest], tax: block[taxRate])
    ck_earn(&account, block.count)
    moveByEvents(block)
    for repayment in repayments where repayment.step == step { repay(repayment, in: block) }
  }

  private func repay(_ repayment: Repayment, in block: Block) {
    let (cash, debt, amount) = (block[cash], block.storage(of: debt), block[repayment.amount])
    let (solvent, unaided) = (block[solvent], unaided.map { block[$0.cash] })
    for path in 0..<block.capacity {
      let paid = min(amount[path], debt[path]) * solvent[path]
      cash[path] = Rounding.settled(cash[path] - paid, scale: paid)
      if let unaided { unaided[path] = Rounding.settled(unaided[path] - paid, scale: paid) }
      debt[path] = Rounding.settled(debt[path] - paid, scale: paid)
    }
  }

  static let value = Parameter.number(
    "cash.value", .money, .nonNegative, fallback: 0, shorthand: true, example: "150M USD",
    help: "Cash at the start; constant without `costs`.")
  static let interest = Parameter.number(
    "cash.interest", .rate, .aboveMinusOne, use: .step, example: "2%",
    help: "Interest on cash. Default: the risk-free rate, if there is one, else none.")
  static let debt = Parameter.number(
    "debt.value", .money, .nonNegative, fallback: 0, shorthand: true, example: "20M EUR",
    help: "Debt at the start; constant without repayments.")
  static let debtInterest = Parameter.number(
    "debt.interest", .rate, .aboveMinusOne, fallback: 0, use: .step, example: "6%",
    help: "Interest on debt, paid in cash in every step.")
  static let repaymentDate = Parameter.date(
    "debt.repayments[].date", help: "When a part of the debt is repaid.")
  static let repayment = Parameter.number(
    "debt.repayments[].amount", .money, .nonNegative, need: .withSection, listed: true,
    example: "10M EUR",
    help: "How much is repaid; never more than is owed.")
  static let tax = Parameter.number(
    "tax.rate", .share, .unit, fallback: 0, shorthand: true, use: .step,
    example: "25%",
    help: "Tax on profit, after losses carried forward.")
  static let losses = Parameter.number(
    "tax.losses", .money, .nonNegative, fallback: 0, example: "60M USD",
    help: "Losses carried forward at the start.")

  static let runway = Quantity.outcome(
    "runway", .years, needs: ["costs"], worst: .below,
    open: .init(before: "The cash that", after: "has at the start lasts beyond"), role: .runway,
    help: """
      How long the cash of the start lasts: the time until it would be used up, had nothing been \
      raised.
      """)

  /// Amounts that may be 0 are counted on the scale of ARR.
  static let offers = [
    Offer(
      .series(
        "cash", .ownCurrency, worst: .below, role: .cash, picture: .business,
        help: "Cash; 0 once the company is insolvent.")
    ) { (balance: OpeningBalance, company) in
      .column(
        company.part(Cash.self)?.cash ?? company.constant(balance.cash, "cash"),
        scale: company[RecurringRevenue.self].level)
    },
    Offer(.series("debt", .ownCurrency, worst: .above, help: "Debt.")) {
      (balance: OpeningBalance, company) in
      .column(
        company.constant(company.part(Cash.self)?.debt ?? balance.debt, "debt"),
        scale: company[RecurringRevenue.self].level)
    },
    Offer(runway) { (outcomes: BusinessOutcomes, company) in
      outcomes.runway.map { .formula(.time($0, in: company.model)) }
    },
  ]

  static let levels = [
    MovableLevel("cash", .money, .any, needs: ["costs"], isOneOff: true, help: "Cash."),
    MovableLevel(
      "debt", .money, .nonNegative, needs: ["costs"], isOneOff: true, help: "Debt."),
  ]

  static let parameters = [
    value, interest, debt, debtInterest, repaymentDate, repayment, tax, losses,
  ]
}

extension Subject {
  /// Keys that only a company with costs can use.
  fileprivate func refuseWithoutCosts() {
    for section in ["tax", "financing", "intrinsicValue", "debt.repayments"]
    where has(section: section) {
      model.refuse(fullName(section), "needs costs: without them cash and debt are constant")
    }
    for rate in [Cash.interest, Cash.debtInterest] where has(rate) {
      refuse(rate, "needs costs: without them cash and debt are constant")
    }
  }
}
