import CKernels
import Statistics

/// The running peak of a value and the deepest fall from it, with what else is asked about falls.
struct Drawdown: Component {
  let name: String
  /// Value over running peak: one minus the drawdown; nil where no series asks for it.
  let ratio: Column?
  /// The value at the lowest point of the deepest fall, and the peak before it.
  let worst: Column
  let worstPeak: Column
  /// The steps of that fall; nil where nobody asks for dates.
  let dates: Dates?
  let water: Water?
  private let peak: Column
  private let value: Column

  /// Steps of the deepest fall: its last date at the peak, its lowest, and the first on which the peak is
  /// reached again, ∞ where it is not. A path that never falls has all three at the start.
  struct Dates: Sendable {
    let from: Column
    let trough: Column
    let recovery: Column
    fileprivate let peak: Column
  }

  /// Dates below the running peak, and the sum of the squared falls.
  struct Water: Sendable {
    let dates: Column
    let squares: Column
  }

  /// - Parameter outcomes: Names of those that are kept.
  init(
    of value: Column, recordsSeries: Bool, outcomes: Set<String>, in company: inout CompanyBuilder
  ) {
    name = company.fullName("drawdown")
    self.value = value
    peak = company.model.column()
    worst = company.model.column()
    worstPeak = company.model.column()
    ratio = recordsSeries ? company.model.column() : nil
    let dated: [CompanyOutcome] = [.peak, .trough, .recovery, .duration]
    dates =
      dated.contains { outcomes.contains($0.name) }
      ? Dates(
        from: company.model.column(), trough: company.model.column(),
        recovery: company.model.column(), peak: company.model.column()) : nil
    let watery: [CompanyOutcome] = [.timeUnderWater, .ulcerIndex]
    water =
      watery.contains { outcomes.contains($0.name) }
      ? Water(dates: company.model.column(), squares: company.model.column()) : nil
  }

  func start(_ block: Block) {
    for column in [peak, worst, worstPeak] { block.fill(column, with: .column(value)) }
    let counts = [dates?.from, dates?.trough, dates?.recovery, dates?.peak]
    for column in (counts + [water?.dates, water?.squares]).compactMap(\.self) {
      block.values(of: column).update(repeating: 0)
    }
    if let ratio { ck_divide(block[ratio], block[value], block[peak], block.count) }
  }

  func advance(_ block: Block, to step: Int) {
    if let dates {
      let deepest = ck_episode(
        worst: block[worst], peak: block[worstPeak], from: block[dates.from],
        trough: block[dates.trough], recovery: block[dates.recovery])
      ck_drawdown_episode(
        deepest, block[peak], block[dates.peak], block[value], Double(step), Rounding.tolerance,
        block.count)
    } else {
      ck_drawdown(block[peak], block[worst], block[worstPeak], block[value], block.count)
    }
    if let water {
      ck_under_water(
        block[water.dates], block[water.squares], block[value], block[peak], Rounding.tolerance,
        block.count)
    }
    if let ratio { ck_divide(block[ratio], block[value], block[peak], block.count) }
  }
}
