/// New shares that an effect sells. What is in another currency is converted where the sale takes place.
struct BoundSale: Sendable {
  /// What a share is sold for.
  struct Price: Sendable {
    let basis: Effect.SalePrice.Basis
    let size: DrawnSize
    let conversion: Conversion?
  }

  private let queue: SaleQueue
  private let place: Int
  /// Nil for the share price.
  private let price: Price?
  /// Of the amount; nil where it is in the company's currency.
  private let conversion: Conversion?
  private let room: HitList

  /// - Parameters:
  ///   - place: Of the effect in the order in which sales take place.
  ///   - price: What a share is sold for; nil for the share price.
  ///   - conversion: Of the amount; nil where it is in the company's currency.
  init(
    in queue: SaleQueue, place: Int, at price: Price?, converting conversion: Conversion?,
    _ model: Compiler
  ) {
    (self.queue, self.place, self.price) = (queue, place, price)
    self.conversion = conversion
    room = HitList(in: model)
  }

  /// Asks for the sale, with the draw of each hit as its amount.
  func ask(_ hits: Hits, in block: Block) {
    let list = block[queue]
    var priced = block[room]
    if let price {
      // A list of its own, since the amounts are where draws are.
      priced = hits.some(in: priced) { _ in true }
      price.size.draw(priced, in: block)
    }
    for number in 0..<hits.count {
      let drawn: Sale.Price =
        switch price?.basis {
        case .discount?: .discount(priced.draws[number])
        case .price?: .fixed(priced.draws[number], price?.conversion)
        case nil: .discount(0)
        }
      list.add(
        Sale(
          path: hits.path(number), place: place, number: Int(hits.numbers[number]),
          amount: hits.draws[number],
          conversion: conversion, price: drawn))
    }
  }
}
