import CKernels
import Statistics

/// Training runs one after the other, each dearer than the last and spent evenly until the next: the
/// n-th, from 0, spends cost · (1 + growth)ⁿ in the time from n to n + 1 cadences.
///
/// What a step spends is the exact sum of the parts of the runs in it, so it does not depend on how
/// time is cut.
///
/// Verified: `BusinessTests`, against a spreadsheet; `JumpingPaceTests`.
struct TrainingRuns: Component {
  let name: String
  let phase = Phase.costs
  /// In a year at the pace of the date, with a minus.
  let pace: Number
  /// In the step that ends at the date.
  let spent: Number
  private let begun: Number
  private let cadence: Number
  private let initial: Number
  private let growth: Number
  private let dt: Double

  /// Nil where the scenario has none.
  init?(in company: Subject) {
    let model = company.model
    guard company.has(OperatingCosts.cadence), company.has(OperatingCosts.runCost) else {
      return nil
    }
    name = company.fullName("costs.trainingRuns")
    dt = model.stepLength
    cadence = company.number(OperatingCosts.cadence)
    growth = company.number(OperatingCosts.runGrowth)
    let cost = company.number(OperatingCosts.runCost)
    initial = model.derive(cost, cadence) { -$0 / $1 }
    let isPerPath = initial.isColumn || growth.isColumn
    pace = model.moving(perPath: isPerPath)
    spent = model.moving(perPath: isPerPath)
    begun = model.moving(perPath: isPerPath)
    model.append(self)
  }

  func start(_ block: Block) {
    let (pace, initial) = (block.storage(of: pace), block[initial])
    for number in [begun, spent] { block.storage(of: number).update(repeating: 0) }
    for place in pace.indices { pace[place] = initial[place] }
  }

  func advance(_ block: Block, to step: Int) {
    let (pace, begun, spent) = (
      block.storage(of: pace), block.storage(of: begun), block.storage(of: spent)
    )
    let (cadence, growth) = (block[cadence], block[growth])
    let time = Double(step) * dt
    for place in pace.indices {
      let runs = Cadence.begun(by: time, every: cadence[place])
      let new = runs - begun[place]
      guard new > 0 else {
        spent[place] = -pace[place] * dt
        continue
      }
      let (rise, perRun) = (1 + growth[place], -pace[place] * cadence[place])
      // What is left of the run of the step's start, whole runs, and a part of the last.
      let first = begun[place] + 1 - (time - dt) / cadence[place]
      let last = time / cadence[place] - runs
      let power = pow(rise, new)
      spent[place] = perRun * (first + Cadence.sum(of: new - 1, by: rise) + power * last)
      pace[place] *= power
      begun[place] = runs
    }
  }
}

/// What happens again and again, a fixed time apart.
private enum Cadence {
  /// How many times after the start it has happened; a hair later, so that what happens after 8 months
  /// happens in the eighth.
  static func begun(by time: Double, every cadence: Double) -> Double {
    (time / cadence + Rounding.tolerance).rounded(.down)
  }

  /// r + r² + … + rⁿ.
  static func sum(of count: Double, by ratio: Double) -> Double {
    let rise = ratio - 1
    // The closed form loses as many digits as r is near 1; the series to its second term does not.
    guard abs(rise) * count > 1e-6 else { return count * (1 + rise * (count + 1) / 2) }
    return ratio * expm1(count * log1p(rise)) / rise
  }
}
