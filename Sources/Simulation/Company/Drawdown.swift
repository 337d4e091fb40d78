import CKernels
import Statistics

/// The running peak of a value and the deepest fall from it, with what else is asked about falls.
struct Drawdown: Component, Part {
  let name: String
  /// Behind what it watches.
  let phase: Phase
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

  init(in company: Subject) {
    let model = company.model
    name = company.fullName("drawdown")
    let held = company.held
    (value, phase) = (held.column, held.phase)
    peak = model.column()
    worst = model.column()
    worstPeak = model.column()
    ratio = company.isAsked(for: Self.drawdown) ? model.column() : nil
    let dated = [Self.peakDate, Self.troughDate, Self.recoveryDate, Self.duration]
    dates =
      dated.contains(where: company.isAsked)
      ? Dates(
        from: model.column(), trough: model.column(), recovery: model.column(),
        peak: model.column()) : nil
    water =
      [Self.timeUnderWater, Self.ulcerIndex].contains(where: company.isAsked)
      ? Water(dates: model.column(), squares: model.column()) : nil
    model.append(self)
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
