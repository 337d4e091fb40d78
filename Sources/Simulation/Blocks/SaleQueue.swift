/// Room in a block for the sales of new shares that a step asks for, until they take place.
struct SaleQueue: Sendable {
  fileprivate let index: Int
}

/// New shares that are to be sold on a path.
struct Sale {
  enum Price {
    /// So far below the share price.
    case discount(Double)
    /// Money per share, and what makes it the company's currency; nil where it is in that.
    case fixed(Double, Conversion?)
  }

  /// Place in the block.
  let path: Int
  /// Whose sale it is, by the order in which they take place.
  let place: Int
  /// How many of the same there have been on the path before.
  let number: Int
  /// Money before the fee.
  let amount: Double
  /// What makes it the company's currency; nil where it is in that.
  let conversion: Conversion?
  let price: Price
}

/// The sales that a queue holds: as many as a step asks for, so that they are no columns.
final class SaleList {
  private var sales: [Sale] = []

  func add(_ sale: Sale) { sales.append(sale) }

  func removeAll() { sales.removeAll(keepingCapacity: true) }

  /// Hands over all, those of a path one after the other in their order, and forgets them.
  func take(_ body: (Sale) -> Void) {
    guard !sales.isEmpty else { return }
    sales.sort { ($0.path, $0.place, $0.number) < ($1.path, $1.place, $1.number) }
    sales.forEach(body)
    removeAll()
  }
}

extension Layout {
  /// Room for sales.
  mutating func addSales() -> SaleQueue {
    defer { saleQueues += 1 }
    return SaleQueue(index: saleQueues)
  }
}

extension Block {
  subscript(queue: SaleQueue) -> SaleList { sales[queue.index] }
}
