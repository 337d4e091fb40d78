import Testing

@testable import Simulation

/// Protects the identity of a model: whatever can be stated changes it, and nothing else does.
@Suite struct ContentHashTests {
  private static func hash(_ content: Any) -> UInt64 {
    var hash = ContentHash()
    hash.add(content)
    return hash.value
  }

  private static func definition(_ law: Assumption.Law, keys: [String] = []) -> ModelDefinition {
    var assumptions = Assumptions()
    for key in ["arr.value"] + keys { assumptions.numbers[key] = Assumption(law) }
    var definition = ModelDefinition(
      grid: TimeGrid(start: CalendarDate(day: 20_000), step: .month, steps: 12), currency: "USD")
    definition.companies = [.init(name: "acme", currency: "USD", assumptions: assumptions)]
    return definition
  }

  /// Every distribution with every set of arguments, in a definition.
  @Test func laws() throws {
    let hashes = try ReferenceLaw.all.map {
      try Self.hash(Self.definition(.distribution($0.make())))
    }
    #expect(Set(hashes).count == hashes.count && hashes.count > 60)
  }

  /// Everything beside the laws, a last bit of a number among it.
  @Test func definitions() {
    let base = Self.definition(.value(0.25))
    let changes: [(inout ModelDefinition) -> Void] = [
      { $0 = Self.definition(.value(0.25.nextUp)) },
      { $0 = Self.definition(.value(0.25), keys: ["growth"]) },
      { $0 = Self.definition(.schedule([.init(from: CalendarDate(day: 9), .value(0.25))])) },
      { $0 = Self.definition(.schedule([.init(from: CalendarDate(day: 8), .value(0.25))])) },
      { $0.grid = TimeGrid(start: CalendarDate(day: 20_000), step: .month, steps: 13) },
      { $0.grid = TimeGrid(start: CalendarDate(day: 20_000), step: .week, steps: 12) },
      { $0.currency = "HKD" }, { $0.measure = .riskAdjusted }, { $0.companies = [] },
      { $0.world.numbers["fx.CNY"] = Assumption(7) },
      { $0.world.choices["fx.CNY"] = "7" }, { $0.world.dates["fx.CNY"] = CalendarDate(day: 7) },
      { $0.correlations = [.init("a", "b", 0.5)] }, { $0.correlations = [.init("ab", "", 0.5)] },
      { $0.shockCorrelations = [.init("a", "b", 0.5)] },
      { $0.record = CompanyCatalog.series }, { $0.outcomes = CompanyCatalog.outcomes },
      { $0.outcomes = CompanyCatalog.outcomes.dropLast() },
      { $0.percentiles = [5, 50] }, { $0.percentiles = [5, 5, 50] },
      { $0.measured = [.factor("a")] }, { $0.attributesPrices = false },
    ]
    let hashes = changes.map { change in
      var definition = base
      change(&definition)
      return Self.hash(definition)
    }
    #expect(Set(hashes + [Self.hash(base)]).count == changes.count + 1)
  }

  /// Protects tallies of several machines: neither the process nor the order in which a dictionary holds its
  /// keys shows. The number at the end is what every process gives.
  @Test func order() throws {
    let keys = (0..<50).map { "key.\($0)" }
    let law = try Assumption.Law.distribution(Normal(mean: 1, sd: 2))
    let hash = Self.hash(Self.definition(law, keys: keys))
    var other = Self.definition(law, keys: keys.reversed())
    #expect(Self.hash(other) == hash)
    var roomy = other.companies[0].assumptions
    roomy.numbers.reserveCapacity(10_000)
    #expect(Array(roomy.numbers.keys) != Array(other.companies[0].assumptions.numbers.keys))
    other.companies = [.init(name: "acme", currency: "USD", assumptions: roomy)]
    #expect(Self.hash(other) == hash)
    let content: [String: [Double?]] = ["a": [0.5, nil], "b": [], "c": [.infinity]]
    #expect(Self.hash(content) == 2_178_300_719_029_376_841)
  }
}
