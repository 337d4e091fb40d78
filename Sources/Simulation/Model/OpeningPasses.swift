/// How often the start of a path is set.
///
/// A number along a series that is seen on dates, the first among them, may move series at t₀, which others may
/// follow in their turn. So the start is set anew with what it has led to: once more than there are such numbers, and
/// then it stands, since none depends on itself.
struct OpeningPasses: Sendable {
  /// 1 where no number follows a series.
  let count: Int
  /// What the first one takes series for, whatever a block has held before.
  let guesses: [(column: Column, value: Double)]

  static let one = OpeningPasses(count: 1, guesses: [])

  /// Sets a start that is whole: what is drawn, what follows from it, what has failed.
  func run(_ block: Block, _ pass: () -> Void) {
    for guess in guesses { block.values(of: guess.column).update(repeating: guess.value) }
    for _ in 0..<count {
      block.log?.removeAll()
      pass()
    }
  }
}
