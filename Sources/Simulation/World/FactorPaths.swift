import Statistics

/// The factors of a model, exchange rates that move among them: built before the companies, which follow them or
/// are in a currency.
struct FactorPaths {
  private let definition: ModelDefinition
  private let world: World
  /// Where the values are that are told, in the order of the definition; nil where nobody asks.
  private let told: [Column?]
  private let asked: Set<Quantity>

  init(_ definition: ModelDefinition, _ world: World, in model: Compiler) {
    self.definition = definition
    self.world = world
    let asked = definition.asked
    self.asked = asked
    told = definition.factors.map { factor in
      let isTold =
        definition.record.contains { $0.ownName == factor.name }
        || asked.contains(factor.quantity)
      let told = isTold ? model.column() : nil
      let subject = Subject(
        factor.name, currency: "", stating: factor.assumptions, in: world, model, wanted: [])
      if let rate = world.rate(named: factor.name), let column = rate.column {
        _ = FactorPath(factor.form, level: column, from: rate.atStart, in: subject)
        if let told { model.append(ToldRate(name: factor.name + " as told", of: column, told)) }
      } else {
        model.followed[factor.name] = FactorPath(factor.form, level: told, in: subject).known
      }
      return told
    }
  }

  /// Those that are recorded or asked about.
  var quantities: [(quantity: Quantity, values: Offer.Values)] {
    zip(definition.factors, told).compactMap { factor, column in
      column.map { (factor.quantity, .column($0)) }
    }
  }

  /// Says which are without effect, once companies have their parts.
  func warn(in model: Compiler) {
    let (rates, factors) = (
      definition.factors.filter { $0.form == .rate }, definition.factors.filter { $0.form != .rate }
    )
    if definition.measure == .riskAdjusted {
      for (some, words) in [(factors, "factors"), (rates, "exchange rates")] where !some.isEmpty {
        model.warn(
          "measure", "takes no risk premium off \(words): they keep their real-world laws")
      }
    }
    for factor in factors
    where !model.followers.contains(factor.name) && !asked.contains(factor.quantity) {
      model.warn(factor.name, "is not used: nothing follows it, and nothing asks about it")
    }
    for rate in rates where !world.uses(rate.name) && !asked.contains(rate.quantity) {
      model.warn(rate.name, "is not used: nothing is in that currency, and nothing asks about it")
    }
  }
}

/// An exchange rate as conditions and reports see it: those that decide in a step see that of the date before.
private struct ToldRate: Component {
  let name: String
  let phase = Phase.outputs
  private let rate: Column
  private let output: Column

  init(name: String, of rate: Column, _ output: Column) {
    (self.name, self.rate, self.output) = (name, rate, output)
  }

  func start(_ block: Block) { advance(block, to: 0) }

  func advance(_ block: Block, to step: Int) { block.fill(output, with: .column(rate)) }
}
