import CKernels
import Statistics

/// The logarithms of which a company's share price is made: see `PriceAttribution`.
///
/// ln S = ln usage + ln list price + ln multiple + capital structure + ln FX + ln(ARR at the start), where
/// capital structure is ln((EV + cash - debt)/EV) - ln(diluted shares). Numbers are read from the block
/// at the date it stands at, since cash, debt and shares may move.
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

  /// Nil where no share price is kept.
  init?(in company: Subject) {
    let (equity, usage) = (company[Equity.self], company[Usage.self])
    guard let price = equity.price else { return nil }
    self.price = price
    (self.usage, listPrice) = (usage.log, usage.logPrice)
    multiple = company[Multiple.self].log
    enterpriseValue = equity.enterpriseValue
    netCash = equity.netCash
    shares = company[ShareCount.self]
    exchangeRate = equity.exchangeRate
    moved = company.part(PriceMove.self)?.log
  }

  var causes: [PriceAttribution.Cause] {
    PriceAttribution.Cause.allCases.filter { $0 != .events || moved != nil }
  }

  /// ln S of each path of a block; -∞ where the share price is 0.
  func setLogPrice(_ logs: UnsafeMutablePointer<Double>, in block: Block) {
    let price = block[price]
    for path in 0..<block.capacity { logs[path] = log(price[path]) }
  }

  /// What a cause adds to ln S on each path of a block; not finite where the share price is 0.
  func setLogs(
    _ logs: UnsafeMutablePointer<Double>, of cause: PriceAttribution.Cause, in block: Block
  ) {
    switch cause {
    case .usage: logs.update(from: block[usage], count: block.capacity)
    case .listPrice: logs.update(from: block[listPrice], count: block.capacity)
    case .multiple: logs.update(from: block[multiple], count: block.capacity)
    case .capitalStructure: setCapitalStructure(logs, in: block)
    case .events:
      if let moved { logs.update(from: block[moved], count: block.capacity) }
    case .currency:
      let rate = block[exchangeRate]
      for path in 0..<block.capacity { logs[path] = log(rate[path]) }
    }
  }

  private func setCapitalStructure(_ logs: UnsafeMutablePointer<Double>, in block: Block) {
    let (value, netCash) = (block[enterpriseValue], block[netCash])
    let (price, issued) = (block[price], block[shares.issued])
    for path in 0..<block.capacity { logs[path] = issued[path] }
    // From count and strikes, not from cap over price: the sum of the causes then checks the price.
    for option in shares.options {
      let (count, strike) = (block[option.count], block[option.strike])
      for path in 0..<block.capacity {
        logs[path] += count[path] * max(1 - strike[path] / price[path], 0)
      }
    }
    for path in 0..<block.capacity {
      logs[path] = log((value[path] + netCash[path]) / value[path]) - log(logs[path])
    }
  }
}
