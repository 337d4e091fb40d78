/// How often the start of a path is set.
///
/// A number along a series that is seen on dates, the first among them, may move series at t₀, which others may
/// follow in their turn. So the start is set anew with what it has led to: once more than there are such numbers, and
/// then it stands, where none depends on itself.
struct OpeningPasses: Sendable {
  /// 1 where no number follows a series.
  let count: Int
  let guesses: [Guess]

  /// What the first pass takes a series for, whatever a block has held before: the least and the greatest place of
  /// what follows it. Where nothing depends on itself, it is of no account.
  struct Guess: Sendable {
    let name: String
    let series: Column
    let output: Column
    let places: (least: Double, greatest: Double)
  }

  static let one = OpeningPasses(count: 1, guesses: [])

  /// Sets a start that is whole: what is drawn, what follows from it, what has failed.
  ///
  /// - Parameter fromGreatest: Which guess is taken.
  func run(_ block: Block, fromGreatest: Bool = false, _ pass: () -> Void) {
    for guess in guesses {
      block.values(of: guess.series)
        .update(repeating: fromGreatest ? guess.places.greatest : guess.places.least)
    }
    for _ in 0..<count {
      block.log?.removeAll()
      pass()
    }
  }

  /// The first number that depends on itself at t₀; nil where the start is the same from either guess.
  func ring(in block: Block, _ pass: () -> Void) -> String? {
    guard count > 1 else { return nil }
    run(block, fromGreatest: true, pass)
    let found = guesses.map { block[$0.output][0] }
    run(block, pass)
    return zip(guesses, found).first { block[$0.output][0] != $1 && !$1.isNaN }?.0.name
  }
}
