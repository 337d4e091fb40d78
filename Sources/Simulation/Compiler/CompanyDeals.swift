/// What events do to whole companies.
struct CompanyDeals {
  /// New shares that they sell, by company.
  private var sales: [String: SaleQueue] = [:]
  /// What they offer for all shares, by company.
  private var bids: [String: Bids] = [:]
  /// Of each effect, by its key, its place in the order of the file.
  private var places: [String: Int] = [:]
  private var taken: Set<String> = []

  /// Nothing.
  init() {}

  /// - Parameter effects: In the order of the file.
  init(_ effects: [Effect], in model: Compiler) {
    for (place, effect) in effects.enumerated() {
      switch effect.target {
      case .shares(let company, _):
        if sales[company] == nil { sales[company] = model.saleQueue() }
      case .whole(let company):
        if bids[company] == nil { bids[company] = Bids(in: model) }
      case .level, .factor, .parameter, .state: continue
      }
      places[effect.key] = place
    }
  }

  func sales(of company: String) -> SaleQueue? { sales[company] }
  func bids(for company: String) -> Bids? { bids[company] }
  func place(of effect: Effect) -> Int { places[effect.key] ?? 0 }

  /// The same for whoever carries sales out.
  mutating func takeSales(of company: String) -> SaleQueue? {
    taken.insert(company)
    return sales[company]
  }

  /// Whether a company sells shares and has no cash that money could come to.
  func lacksCash(_ company: String) -> Bool { sales[company] != nil && !taken.contains(company) }
}
