// What a model keeps for each path of a block, and what it keeps once.

extension Compiler {
  func row(_ count: Int) -> ColumnRow {
    let columns = (0..<max(count, 1)).map { _ in column() }
    return ColumnRow(first: columns[0], count: count)
  }

  /// A number that a component moves: one per path, or one for all.
  func moving(perPath: Bool) -> Number {
    Number(place: perPath ? .column(column()) : slot(), time: .step)
  }

  /// The value of a number that is the same for all paths and steps.
  func value(of number: Number) -> Double? {
    guard number.time == .compilation, case .constant(let slot) = number.place else { return nil }
    return layout.constants[slot]
  }
}
