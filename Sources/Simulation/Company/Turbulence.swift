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

  /// Nil where nobody asks.
  init?(in company: Subject) {
    guard Self.quantities.contains(where: company.isAsked) else { return nil }
    let model = company.model
    func column(_ quantity: Quantity) -> Column? {
      company.isAsked(for: quantity) ? model.column() : nil
    }
    name = company.fullName("turbulence")
    price = company.held.column
    listed = company.part(Takeover.self)?.isListed
    (before, moves) = (model.column(), model.column())
    kurtosis = column(Self.kurtosis)
    lagged = Self.lags.filter { company.isAsked(for: Self.autocorrelation($0)) }
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
    for moves in lagged { moves.start(block) }
    for column in (rises + falls).compactMap(\.self) {
      block.values(of: column).update(repeating: 0)
    }
  }

  func advance(_ block: Block, to step: Int) {
    let (prices, before, moves) = (block[price], block[before], block[moves])
    let listed = listed.map { block[$0] }
    let size = powers.size(in: block)
    let rises = Self.counted(self.rises, in: block) { 1 + $0 }
    let falls = Self.counted(self.falls, in: block) { Rounding.below(1 - $0) }
    for path in 0..<block.capacity {
      let (old, new): (Double, Double) = (before[path], prices[path])
      before[path] = new
      guard moves[path] == 1, old > 0 else {
        size[path] = .nan
        continue
      }
      let ratio = new / old
      for (count, limit) in rises where Rounding.below(ratio) > limit { count[path] += 1 }
      for (count, limit) in falls where ratio < limit { count[path] += 1 }
      size[path] = new > 0 ? CKernels.log(ratio) : .nan
      if new <= 0 || listed?[path] == 0 { moves[path] = 0 }
    }
    powers.add(block)
    for moves in lagged { moves.add(powers, block) }
    guard step == steps else { return }
    if let kurtosis { powers.setKurtosis(block[kurtosis], block) }
    for moves in lagged { moves.finish(powers, block) }
  }

  /// The counts that are asked, each with the ratio of two prices beyond which a step is counted.
  private static func counted(
    _ columns: [Column?], in block: Block, limit: (_ size: Double) -> Double
  ) -> [(count: UnsafeMutablePointer<Double>, limit: Double)] {
    zip(columns, sizes).compactMap { column, size in column.map { (block[$0], limit(size)) } }
  }
}
