import CKernels

/// How far the price of a listing lies above the price at home, from its opening on.
///
/// x = ln(1 + premium) starts at ln(1 + initial) at the exact time of the opening and reverts to ln(1 + longRun),
/// dx = κ(x̄ - x)dt + σ dW, by its exact transition, also over the rest of the step in which it opens; without a
/// half-life it walks at random.
///
/// Reference: Glasserman (2004), §3.3. Verified: `ListingTests`, `WhatCanHappenTests`.
struct ListingPremium: Sendable {
  /// The premium on the date; 0 as long as it is not open.
  let told: Column
  /// 1 + premium, as it would be were it open.
  let ratio: Column
  private let log: Column
  /// Since when it is open, in steps; nil where it is at the start.
  private let opened: Column?
  /// 1 where it is open.
  private let isOpen: Column
  private let start: Number
  /// x̄(1 - e^(-κΔ)), e^(-κΔ), and κΔ.
  private let towards, decay, speed: Number
  private let noise: Number
  /// Nil without volatility.
  private let shock: Shock?

  /// - Parameters:
  ///   - name: Its own; with the company's it is that of the process.
  ///   - key: Where it stands among the company's keys.
  init(_ name: String, at key: String, in company: Subject) {
    let model = company.model
    let dt = model.stepLength
    func stated(_ parameter: Parameter) -> Number? {
      company.optional(parameter, at: key + parameter.key.dropFirst(Self.item.count))
    }
    (told, ratio, log, isOpen) = (model.column(), model.column(), model.column(), model.column())
    let initial = stated(Self.initial)
    if initial == nil {
      model.refuse(company.fullName(key), "has no premium: 'premium' is missing")
    }
    let atStart = model.logarithm(ofOnePlus: initial ?? model.constant(0))
    start = atStart
    let halfLife = stated(Self.halfLife)
    let longRun = stated(Self.longRun)
    if halfLife == nil, longRun != nil {
      let own = "\(key).premium."
      model.warn(
        company.fullName(own + "longRun"),
        "has no effect without \(company.fullName(own + "halfLife"))")
    }
    let time = halfLife ?? model.constant(.infinity)
    decay = model.derive(time) { MeanReversion(halfLife: $0, step: dt).decay }
    speed = model.derive(time) { MeanReversion(halfLife: $0, step: dt).speed * dt }
    let end = longRun.map { model.logarithm(ofOnePlus: $0) } ?? atStart
    towards = model.derive(end, time) { $0 * MeanReversion(halfLife: $1, step: dt).decayed }
    let volatility = stated(Self.volatility) ?? model.constant(0)
    if model.value(of: volatility) == 0 {
      (noise, shock) = (volatility, nil)
    } else {
      let perUnit = model.derive(time) { MeanReversion(halfLife: $0, step: dt).noise }
      noise = model.product(volatility, perUnit, .rootMeanSquare)
      shock = model.shock(company.fullName(name), into: model.column())
    }
    guard let condition = company.condition(at: "\(key).opens") else {
      opened = nil
      return
    }
    let since = model.column()
    opened = since
    model.awaited.append(
      Awaited(key: company.fullName("\(key).opens"), condition: condition, since: since))
  }

  func start(_ block: Block) {
    block.fill(log, with: start)
    block.values(of: isOpen).update(repeating: opened == nil ? 1 : 0)
    tell(block)
  }

  func advance(_ block: Block, to step: Int) {
    shock?.draw(block, at: step)
    let x = block[log]
    if let shock {
      ck_mean_revert(
        x, block[shock.column], block[towards], block[decay], block[noise], block.count)
    } else {
      ck_affine(x, block[towards], block[decay], x, block.count)
    }
    if let opened { open(block, opened, by: Double(step)) }
    tell(block)
  }

  /// Starts it on the paths on which it opens within the step, and moves it over the rest of that.
  private func open(_ block: Block, _ opened: Column, by end: Double) {
    let (times, isOpen, x) = (block[opened], block[isOpen], block[log])
    let (start, towards, speeds) = (block[start], block[towards], block[speed])
    let noise = block[noise]
    let shocks = shock.map { block[$0.column] }
    for path in 0..<block.capacity where isOpen[path] == 0 && times[path] <= end {
      isOpen[path] = 1
      let rest: Double = min(end - times[path], 1)
      let speed: Double = speeds[path]
      let left: Double = CKernels.exp(-speed * rest)
      var moved: Double = towards[path] * Self.part(rest, of: speed)
      moved += start[path] * left
      if let shocks {
        let varied: Double = Self.part(rest, of: 2 * speed)
        moved += shocks[path] * noise[path] * varied.squareRoot()
      }
      x[path] = moved
    }
  }

  /// (1 - e^(-κτ))/(1 - e^(-κ)): which part of what a step forgets is forgotten in a part of it.
  private static func part(_ rest: Double, of speed: Double) -> Double {
    guard speed > 0 else { return rest }
    let forgotten: Double = CKernels.expm1(-speed * rest)
    let whole: Double = CKernels.expm1(-speed)
    return forgotten / whole
  }

  private func tell(_ block: Block) {
    ck_exp(block[ratio], block[log], block.count)
    let (told, ratio, isOpen) = (block[told], block[ratio], block[isOpen])
    for path in 0..<block.capacity {
      let premium: Double = ratio[path] - 1
      told[path] = isOpen[path] * premium
    }
  }

  private static let item = "\(ModelDefinition.Company.listings)[]"

  static let initial = Parameter.number(
    "listings[].premium.initial", .change, .aboveMinusOne, need: .withSection, shorthand: true,
    listed: true, example: "40% to 250%",
    help: "Price there over the price at home, less 1, when trading begins.")
  static let longRun = Parameter.number(
    "listings[].premium.longRun", .change, .aboveMinusOne, listed: true, use: .step,
    example: "10% to 60%",
    help: "Premium that it reverts to, a median; needs a half-life. Default: where it starts.")
  static let halfLife = Parameter.number(
    "listings[].premium.halfLife", .duration, .positive, listed: true, example: "1 to 3 years",
    help: "Time in which half of the distance to the long run is gone. Without it: a random walk.")
  static let volatility = Parameter.number(
    "listings[].premium.volatility", .volatility, .nonNegative, listed: true, use: .step,
    example: "30%", help: "Volatility of the logarithm of price there over price at home.")

  static let parameters = [initial, longRun, halfLife, volatility]
}
