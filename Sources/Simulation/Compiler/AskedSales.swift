/// The sales of new shares that events ask for, by company; its financing takes them.
struct AskedSales {
  private var queues: [String: SaleQueue] = [:]
  /// Of each effect, by its key, its place in the order of the file.
  private var places: [String: Int] = [:]
  private var taken: Set<String> = []

  /// Nothing is sold.
  init() {}

  /// - Parameter effects: In the order of the file.
  init(_ effects: [Effect], in model: Compiler) {
    for (place, effect) in effects.enumerated() {
      guard case .shares(let company, _) = effect.target else { continue }
      places[effect.key] = place
      if queues[company] == nil { queues[company] = model.saleQueue() }
    }
  }

  subscript(company: String) -> SaleQueue? { queues[company] }

  func place(of effect: Effect) -> Int { places[effect.key] ?? 0 }

  mutating func take(_ company: String) -> SaleQueue? {
    taken.insert(company)
    return queues[company]
  }

  /// Companies that have no cash which a sale could bring money to.
  var unused: [String] { queues.keys.filter { !taken.contains($0) }.sorted() }
}
