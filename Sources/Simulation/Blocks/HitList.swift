import CKernels

/// Room in a block for what happens on paths at a time: of each path one thing.
///
/// What happens twice on a path within a step comes as two such lists, one after the other.
struct HitList: Sendable {
  fileprivate let places: Column
  fileprivate let times: Column
  fileprivate let draws: Column

  init(places: Column, times: Column, draws: Column) {
    self.places = places
    self.times = times
    self.draws = draws
  }
}

/// The paths of a list that are hit, with what is known of each.
struct Hits {
  /// Places in the block.
  let paths: UnsafeMutablePointer<UInt32>
  /// How many there have been on the path before each: its draws go by this number.
  let numbers: UnsafeMutablePointer<UInt32>
  /// In steps after the start.
  let times: UnsafeMutablePointer<Double>
  /// Room for a draw of each, and up to a whole vector more.
  let draws: UnsafeMutablePointer<Double>
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  @inline(__always)
  func path(_ place: Int) -> Int { Int(paths[place]) }

  /// Draws of whole vectors.
  var wholeDraws: UnsafeMutableBufferPointer<Double> {
    UnsafeMutableBufferPointer(start: draws, count: (count + 15) / 16 * 16)
  }

  @inline(__always)
  mutating func append(_ path: Int, at time: Double) {
    paths[count] = UInt32(truncatingIfNeeded: path)
    times[count] = time
    count &+= 1
  }

  /// Keeps those on whose paths `isKept` holds; numbers and times go with them.
  @inline(__always)
  mutating func keep(_ isKept: (_ path: Int) -> Bool) {
    var kept = 0
    for place in 0..<count where isKept(path(place)) {
      (paths[kept], numbers[kept], times[kept]) = (paths[place], numbers[place], times[place])
      kept &+= 1
    }
    count = kept
  }

  /// Those at which `isMember` holds, in another list.
  @inline(__always)
  func some(in room: Hits, _ isMember: (_ place: Int) -> Bool) -> Hits {
    var some = room
    some.count = 0
    for place in 0..<count where isMember(place) {
      some.numbers[some.count] = numbers[place]
      some.append(path(place), at: times[place])
    }
    return some
  }
}

extension Block {
  /// A list without hits.
  subscript(list: HitList) -> Hits {
    let paths = UnsafeMutableRawPointer(self[list.places])
      .bindMemory(to: UInt32.self, capacity: 2 * capacity)
    return Hits(
      paths: paths, numbers: paths + capacity, times: self[list.times], draws: self[list.draws])
  }

  /// The paths whose time in a column has come, and when it came.
  ///
  /// - Parameter holds: A column that is 1 on the paths that are asked; nil for all.
  func due(
    _ column: Column, at time: Double, where holds: Column? = nil, in list: HitList
  ) -> Hits {
    let when = self[column]
    var hits = self[list]
    if let holds {
      hits.setCount(Int(ck_due_where(hits.paths, when, time, self[holds], count)))
    } else {
      hits.setCount(Int(ck_due(hits.paths, when, time, count)))
    }
    for place in 0..<hits.count { hits.times[place] = when[hits.path(place)] }
    return hits
  }
}

extension Hits {
  fileprivate mutating func setCount(_ count: Int) { self.count = count }
}
