import CKernels
import Statistics

/// How unevenly the share price moves along a path: the kurtosis of its returns, how far large moves follow large
/// ones, and how often it moves by more than so much in a step.
///
/// A path has a return in each step as long as its price was above 0 and it was not bought before; of the last one,
/// to a price of 0, there is no logarithm.
///
/// Verified: `TurbulenceTests`, by hand and against closed forms.
struct Turbulence: Component, Part {
  let name: String
  let phase = Phase.outputs
  /// Steps by which absolute returns are compared, and parts by which a price rises or falls.
  static let lags = [1, 5, 20]
  static let sizes = [0.05, 0.1, 0.2]

  /// Of what is asked.
  let kurtosis: Column?
  let lagged: [LaggedMoves]
  let rises: [Column?]
  let falls: [Column?]
  private let price: Column
  private let before: Column
  /// 1 as long as there are returns.
  private let moves: Column
  private let listed: Column?
  private let powers: ReturnPowers
  private let steps: Int
  /// Of the first steps, to be held against those before the start.
  let window: TurbulenceWindow?

  /// Nil where nobody asks, and no history is to be compared.
  init?(in company: Subject) {
    let window = TurbulenceWindow(in: company)
    guard window != nil || Self.quantities.contains(where: company.isAsked) else { return nil }
    self.window = window
    let model = company.model
    func isNeeded(_ quantity: Quantity) -> Bool {
      window?.columns.contains { $0.statistic.quantity == quantity } ?? false
        || company.isAsked(for: quantity)
    }
    func column(_ quantity: Quantity) -> Column? { isNeeded(quantity) ? model.column() : nil }
    name = company.fullName("turbulence")
    price = company.held.column
    listed = company.part(Takeover.self)?.isListed
    (before, moves) = (model.column(), model.column())
    kurtosis = column(Self.kurtosis)
    lagged = Self.lags.filter { isNeeded(Self.autocorrelation($0)) }
      .map { LaggedMoves($0, in: model) }
    rises = Self.sizes.map { column(Self.rise($0)) }
    falls = Self.sizes.map { column(Self.fall($0)) }
    powers = ReturnPowers(in: model)
    steps = model.grid.steps
    model.append(self)
  }

  func start(_ block: Block) {
    block.fill(before, with: .column(price))
    block.values(of: moves).update(repeating: 1)
    powers.start(block)
    window?.start(block)
    for moves in lagged { moves.start(block) }
    for column in (rises + falls).compactMap(\.self) {
      block.values(of: column).update(repeating: 0)
    }
  }

  func advance(_ block: Block, to step: Int) {
    let (prices, before, moves) = (block[price], block[before], block[moves])
    let listed = listed.map { block[$0] }
    let size = powers.size(in: block)
    let rises = Self.counted(self.rises, in: block)
    let falls = Self.counted(self.falls, in: block)
    for path in 0..<block.capacity {
      let (old, new): (Double, Double) = (before[path], prices[path])
      before[path] = new
      guard moves[path] == 1, old > 0 else {
        size[path] = .nan
        continue
      }
      let ratio = new / old
      for (count, rise) in rises where Self.isRise(ratio, of: rise) { count[path] += 1 }
      for (count, fall) in falls where Self.isFall(ratio, of: fall) { count[path] += 1 }
      size[path] = new > 0 ? CKernels.log(ratio) : .nan
      if new <= 0 || listed?[path] == 0 { moves[path] = 0 }
    }
    powers.add(block)
    for moves in lagged { moves.add(powers, block) }
    if let window, step == window.steps {
      window.take(powers.count, block) { statistic, values in set(values, to: statistic, in: block)
      }
    }
    guard step == steps else { return }
    if let kurtosis { powers.setKurtosis(block[kurtosis], block) }
    for moves in lagged { moves.set(block[moves.correlation], powers, block) }
  }

  /// Sets a column to what a number is of the steps so far.
  private func set(
    _ values: UnsafeMutablePointer<Double>, to statistic: Statistic, in block: Block
  ) {
    func copy(_ counts: [Column?], _ size: Double) {
      guard let place = Self.sizes.firstIndex(of: size), let count = counts[place] else { return }
      values.update(from: block[count], count: block.capacity)
    }
    switch statistic {
    case .kurtosis: powers.setKurtosis(values, block)
    case .autocorrelation(let lag):
      lagged.first { $0.lag == lag }?.set(values, powers, block)
    case .fall(let size): copy(falls, size)
    case .rise(let size): copy(rises, size)
    }
  }

  /// Whether a price rises by more than a part, by its ratio to the one before.
  @inline(__always)
  static func isRise(_ ratio: Double, of size: Double) -> Bool {
    Rounding.below(ratio) > 1 + size
  }

  /// The same of a fall.
  @inline(__always)
  static func isFall(_ ratio: Double, of size: Double) -> Bool {
    ratio < Rounding.below(1 - size)
  }

  /// The counts that are needed, each with the part beyond which a step is counted.
  private static func counted(
    _ columns: [Column?], in block: Block
  ) -> [(count: UnsafeMutablePointer<Double>, size: Double)] {
    zip(columns, sizes).compactMap { column, size in column.map { (block[$0], size) } }
  }
}
