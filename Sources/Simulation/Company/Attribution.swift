import CKernels
import Statistics

/// The logarithms of which a company's share price is made: see `PriceAttribution`.
///
/// ln S = ln usage + ln list price + ln multiple + capital structure + ln FX + ln(ARR at the start), where
/// capital structure is ln((EV + cash - debt)/EV) - ln(diluted shares). Numbers are read from the block
/// at the date it stands at, since cash, debt and shares may move. Where the company has been bought they are
/// those of the date of that, and ln(1 + premium) is a part of its own.
struct Attribution: PriceParts, Part {
  private let price: Column
  private let usage: Column
  private let listPrice: Column
  private let multiple: Column
  private let enterpriseValue: Column
  private let netCash: Number
  private let shares: ShareCount
  private let exchangeRate: Number
  private let moved: Column?
  private let takeover: (Takeover, kept: KeptCauses)?

  /// Nil where no share price is kept.
  init?(in company: Subject) {
    let (equity, usage) = (company[Equity.self], company[Usage.self])
    guard let price = equity.price else { return nil }
    self.price = price
    (self.usage, listPrice) = (usage.served, usage.logPrice)
    multiple = company[Multiple.self].log
    enterpriseValue = equity.enterpriseValue
    netCash = equity.netCash
    shares = company[ShareCount.self]
    exchangeRate = equity.exchangeRate
    moved = company.part(PriceMove.self)?.log
    takeover = company.part(Takeover.self).map { ($0, KeptCauses(in: company)) }
    if let takeover {
      company.model.append(CausesAtTakeover(self, takeover.0, takeover.kept, in: company))
    }
  }

  var causes: [PriceAttribution.Cause] {
    PriceAttribution.Cause.allCases.filter {
      switch $0 {
      case .events: moved != nil
      case .takeover: takeover != nil
      default: true
      }
    }
  }

  /// ln S of each path of a block; -∞ where the share price is 0.
  func setLogPrice(_ logs: UnsafeMutablePointer<Double>, in block: Block) {
    let price = block[price]
    for path in 0..<block.capacity { logs[path] = CKernels.log(price[path]) }
  }

  /// What a cause adds to ln S on each path of a block; not finite where the share price is 0.
  func setLogs(
    _ logs: UnsafeMutablePointer<Double>, of cause: PriceAttribution.Cause, in block: Block
  ) {
    switch cause {
    case .usage: logs.update(from: block[usage], count: block.capacity)
    case .listPrice: logs.update(from: block[listPrice], count: block.capacity)
    case .multiple: logs.update(from: block[multiple], count: block.capacity)
    case .capitalStructure:
      let price = block[price]
      let structure = CapitalStructure(of: self, in: block)
      for path in 0..<block.capacity { logs[path] = structure.log(path, price: price[path]) }
    case .events:
      if let moved { logs.update(from: block[moved], count: block.capacity) }
    case .currency:
      let rate = block[exchangeRate]
      for path in 0..<block.capacity { logs[path] = CKernels.log(rate[path]) }
    case .takeover:
      if let takeover { logs.update(from: block[takeover.0.log], count: block.capacity) }
    }
    if let (takeover, kept) = takeover, let column = kept.column(of: cause) {
      let values = block[column]
      block[takeover.paths].visit { logs[$0] = values[$0] }
    }
  }

  /// What a cause adds at the share price of a path before it is bought.
  fileprivate func log(
    of cause: PriceAttribution.Cause, _ path: Int, _ structure: CapitalStructure, in block: Block
  ) -> Double {
    switch cause {
    case .usage: block[usage][path]
    case .listPrice: block[listPrice][path]
    case .multiple: block[multiple][path]
    case .capitalStructure:
      structure.log(
        path, price: block[price][path] / exp(takeover.map { block[$0.0.log][path] } ?? 0))
    case .events: moved.map { block[$0][path] } ?? 0
    case .currency: CKernels.log(block[exchangeRate][path])
    case .takeover: 0
    }
  }

  /// Where a block keeps what capital structure is made of, found once for all paths.
  fileprivate struct CapitalStructure {
    private let value, issued, netCash: ck_number
    private let options: [(count: ck_number, strike: ck_number)]

    init(of attribution: Attribution, in block: Block) {
      value = block[.column(attribution.enterpriseValue)]
      netCash = block[attribution.netCash]
      issued = block[attribution.shares.issued]
      options = attribution.shares.options.map { (block[$0.count], block[$0.strike]) }
    }

    /// From count and strikes, not from cap over price: the sum of the causes then checks the price.
    func log(_ path: Int, price: Double) -> Double {
      var shares = issued[path]
      for option in options {
        shares += option.count[path] * max(1 - option.strike[path] / price, 0)
      }
      return CKernels.log((value[path] + netCash[path]) / value[path]) - CKernels.log(shares)
    }
  }
}

/// Columns that keep what the causes were when the company was bought.
private struct KeptCauses {
  private let columns: [PriceAttribution.Cause: Column]

  init(in company: Subject) {
    let causes = PriceAttribution.Cause.allCases.filter { $0 != .takeover }
    columns = Dictionary(uniqueKeysWithValues: causes.map { ($0, company.model.column()) })
  }

  func column(of cause: PriceAttribution.Cause) -> Column? { columns[cause] }
}

/// Keeps what the causes are on the date on which the company is bought.
private struct CausesAtTakeover: Component {
  let name: String
  let phase = Phase.outputs
  private let attribution: Attribution
  private let takeover: Takeover
  private let kept: KeptCauses

  init(_ attribution: Attribution, _ takeover: Takeover, _ kept: KeptCauses, in company: Subject) {
    name = company.fullName("what moved the price at its takeover")
    (self.attribution, self.takeover, self.kept) = (attribution, takeover, kept)
  }

  func advance(_ block: Block, to step: Int) {
    let (paths, dates) = (block[takeover.paths], block[takeover.date])
    var place = paths.count
    // Those of this step are the last.
    guard place > 0, dates[paths[place - 1]] == Double(step) else { return }
    let structure = Attribution.CapitalStructure(of: attribution, in: block)
    while place > 0, dates[paths[place - 1]] == Double(step) {
      place -= 1
      for cause in attribution.causes {
        guard let column = kept.column(of: cause) else { continue }
        block[column][paths[place]] = attribution.log(
          of: cause, paths[place], structure, in: block)
      }
    }
  }
}
