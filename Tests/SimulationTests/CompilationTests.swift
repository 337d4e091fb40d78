import Statistics
import Testing

@testable import Simulation

/// Protects what is said of a model while it is compiled from being lost, and parts from asking for each
/// other for ever.
@Suite struct CompilationTests {
  /// Made last: a number in another currency, which nothing else needs, and one that cannot be.
  private struct Odd: Part {
    static let converted = Quantity.outcome("converted", .ownCurrency, worst: nil, help: "")
    static let refused = Quantity.outcome("refused", .ownCurrency, worst: nil, help: "")
    static let offers = [
      Offer(converted) { (_: Odd, subject) in
        let amount = subject.converted(subject.model.constant(1), from: "EUR", to: "USD", "odd")
        return .formula(.value(subject.constant(amount, "odd"), in: subject.model))
      },
      Offer(refused) { (_: Odd, subject) in
        subject.model.refuse(subject.fullName("odd"), "cannot be")
        return nil
      },
    ]
    init(in subject: Subject) {}
  }

  private func model(of outcomes: [Quantity]) throws -> Model {
    var definition = ModelDefinition(
      grid: TimeGrid(start: CalendarDate(day: 20_000), step: .year, steps: 1), currency: "USD")
    definition.companies = [.init(name: "acme", currency: "USD", assumptions: Assumptions())]
    definition.world.numbers["fx.EUR"] = Assumption(1.1)
    definition.outcomes = outcomes
    let kind = SubjectKind(parts: [Odd.self], offers: Odd.offers, processes: [])
    return try Model(definition, of: kind)
  }

  @Test func whatIsMadeLastMayRefuse() throws {
    let errors = #expect(throws: ModelErrors.self) { try model(of: [Odd.refused]) }
    #expect(errors?.errors == [ModelError(key: "acme.odd", text: "cannot be")])
    // The control: nobody asks for it.
    _ = try model(of: [])
  }

  @Test func whatIsMadeLastMayUseARate() throws {
    #expect(try model(of: [Odd.converted]).warnings.isEmpty)
    #expect(try model(of: []).warnings.map(\.key) == ["fx.EUR"])
  }

  private struct First: Part {
    init(in subject: Subject) { _ = subject[Second.self] }
  }
  private struct Second: Part {
    init(in subject: Subject) { _ = subject[First.self] }
  }

  /// Without the check, the stack would overflow, and nobody would say why.
  @Test func circlesOfPartsAreNamed() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let definition = ModelDefinition(
        grid: TimeGrid(start: CalendarDate(day: 20_000), step: .year, steps: 1), currency: "USD")
      let compiler = Compiler(definition, processes: [])
      let subject = Subject(
        "acme", currency: "USD", stating: Assumptions(), in: World(definition, in: compiler),
        compiler, wanted: [])
      subject.build(First.self)
    }
    let said = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(said.contains("in a circle: First, Second, First"))
  }
}
