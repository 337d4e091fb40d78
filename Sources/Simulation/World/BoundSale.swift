/// New shares that an effect sells.
struct BoundSale: Sendable {
  private let queue: SaleQueue
  private let place: Int
  /// Nil for the share price.
  private let price: (basis: Effect.SalePrice.Basis, size: DrawnSize)?
  private let room: HitList

  /// - Parameters:
  ///   - place: Of the effect in the order in which sales take place.
  ///   - price: What a share is sold for; nil for the share price.
  init(
    in queue: SaleQueue, place: Int, at price: (basis: Effect.SalePrice.Basis, size: DrawnSize)?,
    _ model: Compiler
  ) {
    (self.queue, self.place, self.price) = (queue, place, price)
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
        case .price?: .fixed(priced.draws[number])
        case nil: .discount(0)
        }
      list.add(
        Sale(
          path: hits.path(number), place: place, number: Int(hits.numbers[number]),
          amount: hits.draws[number], price: drawn))
    }
  }
}
