import Simulation
import Statistics
import Text

/// What baskets hold at the start, and when they are put back to that: known without a run.
struct HeldBaskets {
  private let definition: ModelDefinition

  init(_ definition: ModelDefinition) { self.definition = definition }

  /// Titles, each with rows of a label and a text.
  var blocks: [(title: String, rows: [(label: String, text: String)])] {
    definition.baskets.map { basket in
      (title(basket), holdings(basket) + [("put back to that", rebalancing(basket))])
    }
  }

  private func title(_ basket: BasketDefinition) -> String {
    guard case .weights(let value) = basket.basis else {
      return "\(basket.name): what is held of it"
    }
    let worth = basket.currency.map { " of \(Figure(value, error: 0, unit: "").text) \($0)" }
    return "\(basket.name): what it holds at the start\(worth ?? "")"
  }

  private func holdings(_ basket: BasketDefinition) -> [(label: String, text: String)] {
    let isOfShares = basket.basis == .shares
    let held = basket.holdings.map { holding in
      let number = Figure(holding.amount, error: 0, unit: isOfShares ? "" : "share").text
      return (label: holding.company, text: isOfShares ? "\(number) shares" : number)
    }
    let rest = 1 - basket.holdings.reduce(0) { $0 + $1.amount }
    guard !isOfShares, rest > 1e-12 else { return held }
    return held + [("cash", Figure(rest, error: 0, unit: "share").text)]
  }

  private func rebalancing(_ basket: BasketDefinition) -> String {
    let dates = definition.grid.dates
    let steps = basket.rebalancing(on: definition.grid).filter(dates.indices.contains).sorted()
    guard let first = steps.first else { return "never" }
    return steps.count == 1
      ? "on \(dates[first])" : "on \(grouped(steps.count)) dates from \(dates[first])"
  }
}
