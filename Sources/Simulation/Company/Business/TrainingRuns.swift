import CKernels

/// Training runs one after the other, each dearer than the last and spent evenly until the next: a pace
/// of cost · (1 + growth)ⁿ / cadence after n of them.
struct TrainingRuns: Component {
  let name: String
  /// The pace with a minus.
  let pace: Number
  private let begun: Number
  private let cadence: Number
  private let initial: Number
  private let growth: Number
  private let dt: Double

  /// Nil where the scenario has none.
  init?(in company: inout CompanyBuilder) {
    guard company.has(OperatingCosts.cadence), company.has(OperatingCosts.runCost) else {
      return nil
    }
    name = company.fullName("costs.trainingRuns")
    dt = company.model.stepLength
    cadence = company.number(OperatingCosts.cadence)
    growth = company.number(OperatingCosts.runGrowth)
    let cost = company.number(OperatingCosts.runCost)
    initial = company.model.derive(cost, cadence) { -$0 / $1 }
    let isColumn = initial.isColumn || growth.isColumn
    func moving(_ model: inout ModelBuilder) -> Number {
      Number(place: isColumn ? .column(model.column()) : model.slot(), time: .step)
    }
    pace = moving(&company.model)
    begun = moving(&company.model)
  }

  func start(_ block: Block) {
    let (pace, begun, initial) = (
      block.storage(of: pace), block.storage(of: begun), block[initial]
    )
    begun.update(repeating: 0)
    for place in pace.indices { pace[place] = initial[place] }
  }

  func advance(_ block: Block, to step: Int) {
    let (pace, begun) = (block.storage(of: pace), block.storage(of: begun))
    let (cadence, growth) = (block[cadence], block[growth])
    let time = Double(step) * dt
    for place in pace.indices {
      // A hair later, so that a run after 8 months begins in the eighth.
      let runs = (time / cadence[place] + 1e-9).rounded(.down)
      guard runs > begun[place] else { continue }
      pace[place] *= pow(1 + growth[place], runs - begun[place])
      begun[place] = runs
    }
  }
}
