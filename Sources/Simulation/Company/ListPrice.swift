import CKernels

/// The product's list price, 1 at the start: a drift, noise, announced changes, and a ceiling.
///
/// ln P' = ln P + ln(1 + δ)Δ + σ√Δ z + Σ ln(1 + J), not above ln H. Usage answers to the change that
/// is left below the ceiling.
struct ListPrice: Component, Part {
  let name: String
  let phase = Phase.listPrice
  /// ln P.
  let log: Column
  /// Δ ln P of the step, below the ceiling.
  let change: Column
  /// Elasticity and what it acts on; nil where usage does not answer.
  let response: (elasticity: Number, change: Column)?
  /// (1 + ε) ln(1 + δ), per year: what the drift adds to the growth of ARR.
  let effectOfDriftOnARR: Number?
  private let drift: Number
  private let noise: (factor: Number, shock: Shock)?
  private let ceiling: Number?
  private let changes: PriceChanges?
  private let followed: [Loading]
  let move: LevelMove?

  /// Nil where the scenario has no list price: it is constant then.
  init?(in company: Subject) {
    let move = company.move("listPrice")
    guard company.has(section: "listPrice") || move != nil else { return nil }
    let model = company.model
    let dt = model.stepLength
    name = company.fullName("listPrice")
    log = model.column()
    change = model.column()
    let logDrift = company.logRate(Self.drift) ?? model.constant(0)
    drift = model.product(logDrift, dt)
    let volatility = company.number(Self.volatility)
    if model.value(of: volatility) == 0 {
      noise = nil
    } else {
      noise = (
        model.product(volatility, dt.squareRoot(), .rootMeanSquare),
        model.shock(name, into: change)
      )
    }
    let elasticity = company.number(Self.elasticity)
    response = model.value(of: elasticity) == 0 ? nil : (elasticity, change)
    effectOfDriftOnARR =
      company.choice(Usage.basis) == "usage"
      ? nil : model.product(model.derive(elasticity) { 1 + $0 }, logDrift)
    ceiling = company.optional(Self.headroom).map { headroom in
      model.derive(headroom) { Simulation.log($0) }
    }
    changes = PriceChanges(in: company)
    followed = company.loadings(Self.follows)
    self.move = move
    model.append(self)
  }

  /// The part of usage that list-price changes move directly.
  var demandShift: Column? { changes?.demandShift }

  func start(_ block: Block) { block.values(of: log).update(repeating: 0) }

  func advance(_ block: Block, to step: Int) {
    let moved = block[change]
    if let (factor, shock) = noise {
      shock.draw(block, at: step)
      ck_affine(moved, block[drift], block[factor], block[shock.column], block.count)
    } else {
      block.fill(change, with: drift)
    }
    changes?.add(to: change, in: block, at: step)
    for loading in followed { loading.add(to: change, in: block) }
    if let ceiling {
      ck_move_below(block[log], moved, block[ceiling], block.count)
    } else {
      ck_add(block[log], ck_number(p: moved, mask: ~0), block.count)
    }
  }

  /// What events do to factors that it follows, likewise.
  func follow(_ moved: [Loading], _ usage: Column, in block: Block) {
    let (log, usage) = (block[log], block[usage])
    let (ceiling, elasticity) = (ceiling.map { block[$0] }, response.map { block[$0.elasticity] })
    for loading in moved {
      loading.forEachMoved(in: block) { path, wanted in
        let change = min(log[path] + wanted, ceiling?[path] ?? .infinity) - log[path]
        log[path] += change
        if let elasticity { usage[path] += elasticity[path] * change }
      }
    }
  }

  /// What events do to it, and how usage answers; not above the ceiling either.
  ///
  /// - Parameter usage: ln Q.
  func moveByEvents(_ usage: Column, in block: Block) {
    let (log, usage) = (block[log], block[usage])
    let (ceiling, elasticity) = (ceiling.map { block[$0] }, response.map { block[$0.elasticity] })
    move?.forEachLog(in: block) { path, map, factor in
      let isChange = map.addend == 0
      let price = isChange ? map.factor : map(CKernels.exp(log[path]))
      let wanted = !(price > 0) ? .nan : isChange ? log[path] + factor : CKernels.log(price)
      let change = min(wanted, ceiling?[path] ?? .infinity) - log[path]
      log[path] += change
      if let elasticity { usage[path] += elasticity[path] * change }
      return price
    }
  }

  static let drift = Parameter.number(
    "listPrice.drift", .rate, .aboveMinusOne, fallback: 0, use: .step,
    alsoKnownAs: ["price", "pricing", "price growth", "price increase"],
    example: "-10%",
    help: "Median change of the list price in a year, apart from announced changes.")
  static let volatility = Parameter.number(
    "listPrice.volatility", .volatility, .nonNegative, fallback: 0, use: .step, example: "5%",
    help: "Volatility of the list price around its drift.")
  static let elasticity = Parameter.number(
    "listPrice.elasticity", .elasticity, .any, fallback: 0, use: .step,
    example: "-1.2 to -0.4",
    help: "Change of usage for a change of list price: at -1.1, +10 % price costs 10 % usage.")
  static let frequency = Parameter.number(
    "listPrice.changes.frequency", .frequency, .nonNegative, need: .withSection, use: .step,
    example: "1/year",
    help: "Announced changes of the list price in a year.")
  static let size = Parameter.number(
    "listPrice.changes.size", .change, .aboveMinusOne, need: .withSection, use: .occurrence,
    example: "{triangular: {low: -20%, mode: 5%, high: 30%}}",
    help: "Size of one change; drawn anew for each.")
  static let demandShift = Parameter.number(
    "listPrice.changes.demandShift", .change, .aboveMinusOne, use: .occurrence,
    example: "-5% to 5%",
    help: "Change of usage that comes with a change of list price, beside elasticity.")
  static let headroom = Parameter.number(
    "listPrice.headroom", .factor, .positive, use: .step, example: "3 times",
    help: "Ceiling of the list price: a peer's price over one's own at the start.")

  static let follows = Parameter.loadings(
    "listPrice.follows", example: "{sector: 0.2}",
    help: "Factors that the list price follows; usage answers to that by its elasticity.")

  static let offers = [
    Offer(.series("listPrice", .index, help: "The product's list price; 1 at the start.")) {
      (usage: Usage, company) in
      .column(company.exponential(of: usage.logPrice, "list price level"))
    }
  ]

  static let levels = [
    MovableLevel(
      "listPrice", .factor, .positive,
      help: "The product's list price, 1 at the start; usage answers to it by its elasticity.")
  ]

  static let processes = ["listPrice"]

  static let parameters = [
    drift, volatility, elasticity, frequency, size, demandShift, headroom, follows,
  ]
}
