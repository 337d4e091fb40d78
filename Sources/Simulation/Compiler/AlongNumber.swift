import CKernels
import Statistics

/// A number that follows a series: the values at the points of a polygon, linear between them and flat outside.
///
/// It moves first in a step, when the series still is what it was on the date before. At t₀ it goes by what the
/// series is there: see `OpeningPasses`.
struct AlongNumber: Component {
  let name: String
  let phase = Phase.alongs
  let output: Column
  let series: Column
  /// Where the points are, of the column as it is kept; ascending.
  let places: [Double]
  let values: [Number]
  private let slopes: [Double]

  init(_ stated: StatedAlong, _ series: Column, _ telling: Telling) {
    name = stated.name
    output = stated.output
    self.series = series
    let places = stated.places.map(telling.inverse)
    // A drawdown is kept as what is left.
    let isTurned = telling == .shortfall
    self.places = isTurned ? places.reversed() : places
    values = isTurned ? stated.values.reversed() : stated.values
    slopes = zip(self.places, self.places.dropFirst()).map { 1 / ($1 - $0) }
  }

  func start(_ block: Block) { follow(block) }

  func advance(_ block: Block, to step: Int) { follow(block) }

  private func follow(_ block: Block) {
    withUnsafeTemporaryAllocation(of: ck_number.self, capacity: values.count) { room in
      for (place, value) in values.enumerated() {
        room.initializeElement(at: place, to: block[value])
      }
      ck_along(
        block[output], block[series], places, slopes, room.baseAddress, Int32(values.count),
        block.count)
    }
  }
}

/// A number along a series that is not yet built.
struct StatedAlong {
  let name: String
  let series: Quantity
  let output: Column
  let places: [Double]
  let values: [Number]
}

/// The numbers of a model that follow series: other than a schedule's or a regime's, they are another in every
/// step, and so is what follows from them.
struct AlongNumbers {
  /// Each with those of its values at the points that are known before a path is drawn.
  private var known: [Number: [Double]] = [:]
  fileprivate(set) var stated: [StatedAlong] = []
  /// How many are seen on dates, the start among them.
  var dated = 0

  func contains(_ number: Number) -> Bool { known[number] != nil }

  /// What is known of the values of one at the points.
  func values(of number: Number) -> [Double] { known[number] ?? [] }

  mutating func add(_ output: Column, _ values: [Double]) -> Number {
    let number = Number.moving(output)
    known[number] = values
    return number
  }
}

extension Compiler {
  /// The number that a file states along a series. That of the first point has the key's own name, so that the
  /// others disturb no draw.
  func along(_ stated: Along, name: String, domain: Domain) -> Number {
    let values = stated.points.enumerated().map { place, point in
      number(point.law, name: place == 0 ? name : "\(name)@\(point.text)", domain: domain)
    }
    let known = values.compactMap { value(of: $0) }
    // One value at all points is that value.
    if known.count == values.count, Set(known).count == 1 { return values[0] }
    let output = column()
    alongs.stated.append(
      StatedAlong(
        name: name, series: stated.series, output: output, places: stated.points.map(\.at),
        values: values))
    return alongs.add(output, known)
  }

  /// Gives the numbers that follow series their columns, once these are there.
  ///
  /// - Parameter series: Where a series is on a path.
  func follow(series: (Quantity) -> (column: Column, telling: Telling)?) -> [AlongNumber] {
    alongs.stated.compactMap { stated in
      guard let (column, telling) = series(stated.series) else {
        refuse(stated.name, "there is no \(stated.series.name) that it could go along")
        return nil
      }
      let number = AlongNumber(stated, column, telling)
      append(number)
      return number
    }
  }

  /// How the start of a path is set with numbers that follow series.
  func opening(_ numbers: [AlongNumber]) -> OpeningPasses {
    guard !numbers.isEmpty else { return .one }
    return OpeningPasses(
      count: 1 + max(alongs.dated, 1),
      guesses: numbers.map { number in
        let (least, greatest) = (number.places[0], number.places[number.places.count - 1])
        return OpeningPasses.Guess(
          name: number.name, series: number.series, output: number.output,
          places: (least, greatest))
      })
  }

  /// What is made of numbers of which some follow series: evaluated in every step; nil where none does.
  func byStep(
    _ given: [Number], _ kernel: Derived.Kernel?, formula: @escaping Derived.Formula
  ) -> Number? {
    guard given.contains(where: alongs.contains) else { return nil }
    let output = column()
    append(
      DerivedInStep(
        derived: derived(given, into: output, formula: formula), given: given, kernel: kernel))
    let known = given.map {
      alongs.contains($0) ? alongs.values(of: $0) : [value(of: $0)].compactMap(\.self)
    }
    // Of several that follow series nobody knows which values come together.
    let isKnown =
      known.allSatisfy { !$0.isEmpty } && given.count { alongs.contains($0) } == 1
    let count = isKnown ? known.map(\.count).max() ?? 0 : 0
    let values = (0..<count).map { place in
      let inputs = known.map { $0.count > 1 ? $0[place] : $0[0] } + [0, 0, 0, 0]
      let lanes = inputs.prefix(4).map { Lanes(repeating: $0) }
      return formula(lanes[0], lanes[1], lanes[2], lanes[3])[0]
    }
    return alongs.add(output, values)
  }

  /// What is known of a number before a path is drawn: the values that it is one of, or lies between.
  func knownValues(of number: Number) -> [Double] {
    pieces(of: number).flatMap { piece in
      alongs.contains(piece) ? alongs.values(of: piece) : [value(of: piece)].compactMap(\.self)
    }
  }
}

/// What a formula makes of numbers that follow series.
private struct DerivedInStep: Component {
  let name = "numbers along series"
  let phase = Phase.numbers
  let derived: Derived
  let given: [Number]
  let kernel: Derived.Kernel?

  func start(_ block: Block) { follow(block) }

  func advance(_ block: Block, to step: Int) { follow(block) }

  private func follow(_ block: Block) {
    guard let kernel else { return derived.assign(block) }
    kernel(block[derived.output], given.map { block[$0] }, block.count)
  }
}

/// Fails the paths on which what follows from a series leaves a domain, in the step in which it does.
struct DomainCheckInStep: Component {
  let name = "domain of numbers along series"
  let phase = Phase.numbers
  let check: DomainCheck

  func advance(_ block: Block, to step: Int) { check.assign(block) }
}
