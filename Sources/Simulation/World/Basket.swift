import CKernels
import Statistics

/// What some companies are worth that are held together: V = cash + Σ n S, in the basket's currency.
///
/// It moves behind all companies, draws nothing, and moves none. A name that is insolvent or has been bought is
/// what it is, and neither bought nor sold again; what others were worth before is put back to their weights.
///
/// Verified: `BasketTests`; closed forms of its moments, `WhatCanHappenTests`.
struct Basket: Component, Part {
  /// One company of it.
  struct Name: Sendable {
    /// Moves as its share price does, in the reporting currency.
    let value: Column
    /// Its share price for one of that; nil where they are the same.
    let priceOfValue: Number?
    /// 1, or 0 from insolvency or a takeover on; empty where there is neither.
    let live: [Column]
    /// As it is stated: a part, or shares.
    let amount: Number
    let fall: Drawdown
    /// How much of `value` is held.
    let units: Column
    /// Its part of the whole at the start.
    let weight: Column
  }

  let name: String
  let phase = Phase.baskets
  let value: Column
  let names: [Name]
  private let cash: Column
  private let sum: Column
  /// What it is worth at the start; nil where shares say that.
  private let whole: Number?
  /// The part of that which no company has.
  private let rest: Number
  private let none: Number
  /// From the reporting currency to its own; nil where they are one.
  private let conversion: Conversion?
  private let dates: Set<Int>

  /// It is built by whoever knows its companies.
  init?(in subject: Subject) { return nil }

  /// - Parameter companies: By name; all are built.
  init(_ stated: BasketDefinition, of companies: [String: Subject], in subject: Subject) {
    let model = subject.model
    let name = "\(subject.name).value"
    self.name = name
    (value, cash, sum) = (model.column(), model.column(), model.column())
    names = stated.holdings.compactMap { holding in
      companies[holding.company].map { Name(holding, of: $0, in: model) }
    }
    none = model.constant(0)
    var left = 1 - stated.holdings.reduce(0) { $0 + $1.amount }
    // Three thirds are all there is.
    if left < 1e-12 { left = 0 }
    if case .weights(let value) = stated.basis {
      (whole, rest) = (model.constant(value), model.constant(left))
    } else {
      (whole, rest) = (nil, model.constant(0))
    }
    conversion = subject.world.conversion(
      from: subject.world.currency, to: subject.currency, in: model
    ) { model.refuse(name, "fx has no rate for \($0) in \(subject.world.currency)") }
    dates = stated.rebalancing(on: model.grid)
    model.requireFinite(value, name: name)
    model.append(self)
  }

  func start(_ block: Block) {
    if let whole {
      block.fill(cash, with: whole)
      ck_multiply(block[cash], block[cash], block[rest], block.count)
      for name in names { buy(name, for: whole, block) }
      block.fill(value, with: whole)
    } else {
      block.values(of: cash).update(repeating: 0)
      for name in names {
        block.fill(name.units, with: name.amount)
        if let price = name.priceOfValue {
          ck_multiply(block[name.units], block[name.units], block[price], block.count)
        }
      }
      setValue(block)
      for name in names { setWeight(name, block) }
    }
  }

  func advance(_ block: Block, to step: Int) {
    setValue(block)
    if dates.contains(step) { rebalance(block) }
  }

  private func setValue(_ block: Block) {
    let target = conversion == nil ? value : sum
    var held = conversion == nil ? .moving(cash) : none
    if names.isEmpty { block.fill(target, with: held) }
    for name in names {
      ck_affine(
        block[target], block[held], block[.moving(name.units)], block[name.value], block.count)
      held = .moving(target)
    }
    guard let rate = conversion?.rates(in: block) else { return }
    let (values, cash, sum) = (block[value], block[cash], block[sum])
    for path in 0..<block.capacity { values[path] = cash[path] + rate(path) * sum[path] }
  }

  /// Buys a company for its weight; what is worth nothing cannot be bought, and its part stays cash.
  private func buy(_ name: Name, for whole: Number, _ block: Block) {
    let (prices, units, weights) = (block[name.value], block[name.units], block[name.weight])
    let (amount, whole, cash) = (block[name.amount], block[whole], block[cash])
    let rate = conversion?.rates(in: block)
    for path in 0..<block.capacity {
      weights[path] = amount[path]
      let (paid, price) = (amount[path] * whole[path], prices[path] * (rate?(path) ?? 1))
      units[path] = price == 0 ? 0 : paid / price
      if price == 0 { cash[path] += paid }
    }
  }

  /// What a company makes of a basket of shares at the start.
  private func setWeight(_ name: Name, _ block: Block) {
    let (prices, units, weights) = (block[name.value], block[name.units], block[name.weight])
    let (values, rate) = (block[value], conversion?.rates(in: block))
    for path in 0..<block.capacity {
      let worth = units[path] * prices[path] * (rate?(path) ?? 1)
      weights[path] = values[path] == 0 ? 0 : worth / values[path]
    }
  }

  /// Puts cash and what can be traded back to their weights of the start, among each other.
  private func rebalance(_ block: Block) {
    let (cash, rate) = (block[cash], conversion?.rates(in: block))
    let rest = block[rest]
    let all = names.map { name in
      (
        prices: block[name.value], units: block[name.units], weights: block[name.weight],
        live: name.live.map { block[$0] }
      )
    }
    for path in 0..<block.capacity {
      let exchange = rate?(path) ?? 1
      var (pool, share) = (cash[path], rest[path])
      for name in all where isTraded(name.prices, name.live, path) {
        pool += name.units[path] * name.prices[path] * exchange
        share += name.weights[path]
      }
      guard share > 0 else { continue }
      cash[path] = pool * rest[path] / share
      for name in all where isTraded(name.prices, name.live, path) {
        name.units[path] = pool * name.weights[path] / share / (name.prices[path] * exchange)
      }
    }
  }

  @inline(__always)
  private func isTraded(
    _ prices: UnsafeMutablePointer<Double>, _ live: [UnsafeMutablePointer<Double>], _ path: Int
  ) -> Bool {
    prices[path] > 0 && live.allSatisfy { $0[path] != 0 }
  }
}

extension Basket.Name {
  fileprivate init(_ holding: BasketDefinition.Holding, of company: Subject, in model: Compiler) {
    let equity = company[Equity.self]
    (value, fall) = (equity.value, company[Drawdown.self])
    priceOfValue = equity.priceOfValue
    live = [company.part(Cash.self)?.solvent, company.part(Takeover.self)?.isListed]
      .compactMap(\.self)
    amount = model.constant(holding.amount)
    (units, weight) = (model.column(), model.column())
  }
}
