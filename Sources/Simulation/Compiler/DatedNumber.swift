/// A number that jumps on dates: what holds from a date on, and what held in the step that ends there.
///
/// What is earned in a step is earned at the pace that held in it, so that a jump at its end changes
/// nothing before its date.
struct DatedNumber: Sendable {
  enum Side: Sendable { case onDate, untilDate }

  let onDate: Number
  let untilDate: Number

  subscript(side: Side) -> Number { side == .onDate ? onDate : untilDate }
}

extension Compiler {
  /// A number that is seen on dates and not only in steps: it changes on the date itself, where the
  /// step that ends there still has the one before.
  func dated(_ number: Number) -> DatedNumber {
    DatedNumber(onDate: onDate(number), untilDate: untilDate(number))
  }

  private func onDate(_ number: Number) -> Number {
    if let moved = touched[number] { return moved.onDate() }
    guard let choice = switched[number] else { return number }
    let pieces = choice.pieces.map(onDate)
    switch choice.by {
    case .dates(let steps):
      let dates = steps.enumerated().map { $0 == 0 ? 0 : $1 - 1 }
      return self.choice(by: .dates(dates), of: pieces, .onDate)
    case .state:
      // Nothing changes on a date where none of its pieces does, and no regime chooses.
      return pieces == choice.pieces && choice.occupancy == nil
        ? number : self.choice(by: choice.by, of: pieces, .onDate)
    }
  }

  /// By a regime that of the state on the date, before events set it.
  private func untilDate(_ number: Number) -> Number {
    guard let choice = switched[number] else { return number }
    let pieces = choice.pieces.map(untilDate)
    return pieces == choice.pieces && choice.occupancy == nil
      ? number : self.choice(by: choice.by, of: pieces, .untilDate)
  }

  /// What a formula gives of a number on dates and of others that do not move.
  func derive(
    _ dated: DatedNumber, _ others: [Number], formula: @escaping Derived.Formula
  ) -> DatedNumber {
    DatedNumber(
      onDate: derive([dated.onDate] + others, formula: formula),
      untilDate: derive([dated.untilDate] + others, formula: formula))
  }

  /// The dates, by their steps, on which a number jumps.
  func jumps(of number: DatedNumber) -> Set<Int> { jumps(of: number.onDate) }

  private func jumps(of number: Number) -> Set<Int> {
    // What events move or set may jump on any date.
    if touched[number] != nil || switched[number]?.occupancy?.isSet == true {
      return Set(1...grid.steps)
    }
    return (switched[number]?.pieces ?? []).reduce(into: Set(steps(of: number).dropFirst())) {
      $0.formUnion(jumps(of: $1))
    }
  }
}
