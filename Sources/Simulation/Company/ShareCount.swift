import CKernels
import Statistics

/// Shares issued, and options that dilute by the treasury method.
///
/// With N shares and options (nᵢ, Kᵢ) a share price p makes a market cap of pN + Σ nᵢ max(p - Kᵢ, 0).
/// That is convex and piecewise linear in p, so p is the least of (cap + Σ nK) / (N + Σ n) over the
/// options taken in order of their strikes: no iteration, no branch.
///
/// Verified: `StartTests`.
struct ShareCount: Sendable, Part {
  let issuedAtStart: Number
  /// Those of the date: a column where new shares are issued, which whoever issues them moves.
  let issued: Number
  /// Shares of the start over those of the date, where only events sell new ones: as long as they have not,
  /// every price is to the last bit what it is without them.
  let part: Column?
  /// Ascending in strike; strikes in the reporting currency.
  let options: [(count: Number, strike: Number)]
  /// After each option: Σ nK and Σ n, and N + Σ n of the start.
  private let steps: [(proceeds: Number, options: Number, shares: Number)]
  /// A column for one call.
  private let scratch: Column
  private let one: Number

  init(in company: Subject) {
    let model = company.model
    let isStated = company.has(Self.stockCompensation) || company.has(section: "financing")
    let isMoving = isStated || company.isSoldByEvents
    let issuedAtStart = company.number(Self.issued)
    self.issuedAtStart = issuedAtStart
    issued =
      isMoving ? model.moving(perPath: true) : issuedAtStart
    part = isMoving && !isStated ? model.column() : nil
    scratch = model.scratch
    one = model.constant(1)
    var options: [(count: Number, strike: Number, order: Double)] = []
    for item in company.items(inList: "shares.options") {
      let prefix = "shares.options.\(item)"
      let reporting = company.world.currency
      if let code = company.movingCurrency(at: prefix + ".strike", in: reporting) {
        model.refuse(
          company.fullName(prefix + ".strike"),
          "is in \(code), whose rate moves; a strike in \(reporting) was expected")
        continue
      }
      guard let count = company.optional(Self.optionCount, at: prefix + ".count"),
        let strike = company.optional(
          Self.optionStrike, at: prefix + ".strike", in: reporting)
      else { continue }
      guard let order = model.value(of: strike) else {
        model.refuse(
          company.fullName(prefix + ".strike"), "a strike must be one number, not a range")
        continue
      }
      options.append((count, strike, order))
    }
    options.sort { $0.order < $1.order }
    self.options = options.map { ($0.count, $0.strike) }
    var proceeds = model.constant(0)
    var count = model.constant(0)
    steps = options.map { option in
      proceeds = model.derive(proceeds, option.count, option.strike) { $0 + $1 * $2 }
      count = model.derive(count, option.count) { $0 + $1 }
      let shares = model.derive(issuedAtStart, count) { $0 + $1 }
      return (proceeds, count, shares)
    }
    if isMoving { model.append(IssuedShares(of: self, in: company)) }
  }

  /// Whether the diluted count moves with the share price.
  var hasOptions: Bool { !options.isEmpty }
  var isMoving: Bool { issued.time == .step }

  /// pN + Σ nᵢ max(p - Kᵢ, 0), at the start and in the reporting currency.
  func marketCap(at price: Number, in model: Compiler) -> Number {
    options.reduce(model.derive(price, issuedAtStart) { $0 * $1 }) { cap, option in
      model.derive(cap, price, option.count, option.strike) {
        $0 + $2 * pointwiseMax($1 - $3, Lanes())
      }
    }
  }

  /// The share price that a market cap means.
  ///
  /// - Parameter perShare: One over the shares of the start.
  func setPrice(_ price: Column, marketCap: Column, perShare: Number, in block: Block) {
    if part != nil {
      set(price, toPartOf: marketCap, in: block)
      ck_multiply(block[price], block[price], block[perShare], block.count)
    }
    guard case .column(let moving) = issued.place, isMoving else {
      ck_multiply(block[price], block[marketCap], block[perShare], block.count)
      for step in steps {
        ck_lower_to_ratio(
          block[price], block[marketCap], block[step.proceeds], block[step.shares], block.count)
      }
      return
    }
    if part == nil { ck_divide(block[price], block[marketCap], block[moving], block.count) }
    for step in steps {
      ck_affine(block[scratch], block[step.options], block[one], block[moving], block.count)
      ck_lower_to_ratio(
        block[price], block[marketCap], block[step.proceeds], block[.column(scratch)], block.count)
    }
  }

  /// What of a market cap belongs to the shares of the start, where only events sell new ones.
  func set(_ output: Column, toPartOf marketCap: Column, in block: Block) {
    guard let part else { return }
    ck_multiply(block[output], block[marketCap], block[.moving(part)], block.count)
  }

  /// Issues new shares on one path.
  func issue(_ count: Double, path: Int, in block: Block) {
    guard case .column(let issued) = issued.place, isMoving else { return }
    block[issued][path] += count
    if let part { block[part][path] = block[issuedAtStart][path] / block[issued][path] }
  }

  /// The market cap that a share price means on one path.
  func marketCap(atPrice price: Double, path: Int, in block: Block) -> Double {
    options.reduce(price * block[issued][path]) { cap, option in
      cap + block[option.count][path] * max(price - block[option.strike][path], 0)
    }
  }

  /// The share price on one path.
  func price(marketCap: Double, path: Int, in block: Block) -> Double {
    let shares = block[issued][path]
    var price = marketCap / shares
    for step in steps {
      let after = (marketCap + block[step.proceeds][path]) / (shares + block[step.options][path])
      price = min(price, after)
    }
    return price
  }

  /// 1 - shares of the start / shares of the horizon, kept as the ratio; nil where none are issued.
  func dilution(in company: Subject) -> Offer.Values? {
    guard case .column(let issued) = issued.place, isMoving else { return nil }
    let start = company.kept(atStart: issued, "dilution")
    return .formula(OutcomeFormula(inputs: (start, issued), telling: .shortfall) { $0 / $1 })
  }

  static let issued = Parameter.number(
    "shares.issued", .count, .positive, need: .always, shorthand: true, example: "50M",
    help: "Shares issued.")
  static let optionCount = Parameter.number(
    "shares.options[].count", .count, .nonNegative, need: .withSection, listed: true,
    role: .options, example: "2M",
    help: "Options of one strike; they dilute by the treasury method.")
  static let optionStrike = Parameter.number(
    "shares.options[].strike", .money, .nonNegative, need: .withSection, listed: true,
    constant: true, role: .options, example: "10 USD",
    help: "Their strike price.")

  static let stockCompensation = Parameter.number(
    "shares.stockCompensation", .share, .unit, fallback: 0, use: .step,
    alsoKnownAs: ["dilution", "sbc", "stock based compensation", "esop"],
    example: "2%",
    help: "New shares for staff in a year, as a share of those issued.")

  static let offers = [
    Offer(
      .outcome(
        "dilution", .share, needs: ["financing", stockCompensation.key],
        effects: [Effect.Operation.raise.rawValue],
        worst: .above,
        levels: .above([0.1, 0.25, 0.5, 0.75, 0.9]),
        help:
          "Part of the company that shares issued since the start have taken from today's holders.")
    ) { (shares: ShareCount, company) in shares.dilution(in: company) }
  ]

  static let parameters = [issued, optionCount, optionStrike, stockCompensation]
}
