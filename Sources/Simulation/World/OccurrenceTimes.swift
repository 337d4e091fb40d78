/// When something happens on the paths of a block, and how often.
struct OccurrenceTimes: Sendable {
  /// Steps after the start; ∞ where it has not happened.
  let first: Column
  /// How often it has happened.
  let count: Column

  init(first: Column, count: Column) {
    self.first = first
    self.count = count
  }

  init(in model: Compiler) { self.init(first: model.column(), count: model.column()) }

  func start(_ block: Block) {
    block.values(of: first).update(repeating: .infinity)
    block.values(of: count).update(repeating: 0)
  }

  /// Notes what happens, and gives it its numbers.
  func note(_ hits: Hits, in block: Block) {
    let (first, count) = (block[first], block[count])
    for place in 0..<hits.count {
      let path = hits.path(place)
      hits.numbers[place] = NumberedDraws.number(count[path])
      first[path] = min(first[path], hits.times[place])
      count[path] += 1
    }
  }

  func tracked(_ name: String, isRepeating: Bool) -> TrackedEvent.Times {
    TrackedEvent.Times(name: name, first: first, count: isRepeating ? count : nil)
  }
}
