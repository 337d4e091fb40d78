import CKernels

/// How much usage can be served: demand beyond it is turned away, until capacity has grown or demand has fallen.
///
/// Served is min(Q, K) on each date, with K = K(0)(1 + growth)^t; demand Q goes its way as if all were served.
/// ARR, costs and what follows from them are of what is served.
///
/// Verified: `WhatCanHappenTests`, against E min(Q, K) of a lognormal Q.
struct Capacity: Part {
  /// ln K.
  let log: Column
  /// ln min(Q, K).
  let served: Column
  let move: LevelMove?
  private let atStart: Number
  private let growth: Number

  /// Nil where all demand is served.
  init?(in company: Subject) {
    guard company.has(section: "usage.capacity") else { return nil }
    let model = company.model
    let dt = model.stepLength
    (log, served) = (model.column(), model.column())
    let value = company.number(Self.value)
    if let stated = model.value(of: value), stated < 1 {
      company.refuse(Self.value, "is less than what is served at the start, 1")
    }
    // What is served at the start can be served: the tail of a range says no less.
    atStart = model.derive(value) { Simulation.log(pointwiseMax($0, 1 + Lanes())) }
    let rate = company.logRate(Self.growth) ?? model.constant(0)
    growth = model.product(rate, dt)
    move = company.move("usage.capacity")
  }

  /// - Parameter demand: ln Q.
  func start(_ demand: Column, in block: Block) {
    block.fill(log, with: atStart)
    serve(demand, in: block)
  }

  func advance(_ demand: Column, in block: Block) {
    ck_add(block[log], block[growth], block.count)
    serve(demand, in: block)
  }

  /// What is served of demand and capacity as they are.
  func serve(_ demand: Column, in block: Block) {
    let (served, demand, most) = (block[served], block[demand], block[log])
    for path in 0..<block.capacity { served[path] = min(demand[path], most[path]) }
  }

  static let value = Parameter.number(
    "usage.capacity.value", .factor, .positive, need: .withSection, shorthand: true,
    example: "1.5 times to 3 times",
    help: "How much usage can be served, against that of the start.")
  static let growth = Parameter.number(
    "usage.capacity.growth", .rate, .aboveMinusOne, fallback: 0, use: .step, example: "80% to 400%",
    help: "Growth of capacity in a year.")

  static let offers = [
    Offer(
      .series(
        "demand", .index, needs: ["usage.capacity"],
        help: "What customers would consume without a bound; 1 at the start.")
    ) { (_: Capacity, company) in
      .column(company.exponential(of: company[Usage.self].log, "demand level"))
    },
    Offer(
      .series(
        "unserved", .share, needs: ["usage.capacity"], worst: .above,
        help: "The part of demand that capacity cannot serve.")
    ) { (capacity: Capacity, company) in
      let unserved = company.model.column()
      company.model.append(
        Unserved(
          name: company.fullName("unserved"), demand: company[Usage.self].log,
          served: capacity.served, share: unserved))
      return .column(unserved)
    },
  ]

  static let levels = [
    MovableLevel(
      "usage.capacity", .factor, .positive, needs: ["usage.capacity"],
      help: "How much usage can be served, against that of the start.")
  ]

  static let parameters = [value, growth]
}

/// 1 - served / demand.
private struct Unserved: Component {
  let name: String
  let phase = Phase.outputs
  let demand, served, share: Column

  func start(_ block: Block) { set(block) }

  func advance(_ block: Block, to step: Int) { set(block) }

  private func set(_ block: Block) {
    let (demand, served, share) = (block[demand], block[served], block[share])
    for path in 0..<block.capacity { share[path] = served[path] - demand[path] }
    ck_exp(share, share, block.count)
    for path in 0..<block.capacity { share[path] = 1 - share[path] }
  }
}
