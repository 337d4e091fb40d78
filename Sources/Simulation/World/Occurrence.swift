import CKernels

/// That something happens on a path, in the step that is being taken.
struct Occurrence {
  let path: Int
  /// How many there have been on the path before it: its draws go by this number.
  let number: Int
  /// In steps after the start, up to the step.
  let time: Double
}

/// When something happens on the paths of a block, and how often.
struct OccurrenceTimes: Sendable {
  /// Steps after the start; ∞ where it has not happened.
  let first: Column
  /// How often it has happened.
  let count: Column

  init(in model: Compiler) {
    (first, count) = (model.column(), model.column())
  }

  func start(_ block: Block) {
    block.values(of: first).update(repeating: .infinity)
    block.values(of: count).update(repeating: 0)
  }

  /// Notes that it happens.
  func note(_ path: Int, at time: Double, in block: Block) -> Occurrence {
    let (first, count) = (block[first], block[count])
    if first[path] == .infinity { first[path] = time }
    defer { count[path] += 1 }
    return Occurrence(path: path, number: Int(count[path]), time: time)
  }

  func tracked(_ name: String, isRepeating: Bool) -> TrackedEvent.Times {
    TrackedEvent.Times(name: name, first: first, count: isRepeating ? count : nil)
  }
}

/// No path has more occurrences of one thing: draws are addressed by their numbers.
let mostOccurrences = TimeGrid.mostSteps

/// Uniform draws that paths need one at a time, each by its number.
struct NumberedDraws: Sendable {
  let source: DrawSource

  /// In (0, 1); the middle on the path of medians.
  func uniform(_ path: Int, number: Int, in block: Block) -> Double {
    if block.isAtMedian { return 0.5 }
    return ck_uniform_at(
      block.place(source, min(number, mostOccurrences)), UInt64(block.first + path))
  }
}
