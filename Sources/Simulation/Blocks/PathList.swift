/// Some paths of a block, few of many, in memory of the block: those of which something is to be done.
struct PathList: Sendable {
  fileprivate let paths: Column
  fileprivate let count: Number

  /// - Parameter count: Of one value for all paths.
  init(paths: Column, count: Number) {
    self.paths = paths
    self.count = count
  }

  /// The list in a block. It never has a path twice, so that it has room for all: whoever appends sees to
  /// that.
  struct Contents {
    private let paths: UnsafeMutablePointer<UInt32>
    private let length: UnsafeMutablePointer<Double>

    fileprivate init(_ paths: UnsafeMutablePointer<UInt32>, _ length: UnsafeMutablePointer<Double>)
    {
      self.paths = paths
      self.length = length
    }

    var count: Int { Int(length[0]) }

    subscript(place: Int) -> Int { Int(paths[place]) }

    func append(_ path: Int) {
      paths[count] = UInt32(truncatingIfNeeded: path)
      length[0] += 1
    }

    func removeAll() { length[0] = 0 }

    /// Takes the paths that a kernel lists, which returns how many.
    func fill(_ kernel: (UnsafeMutablePointer<UInt32>) -> Int32) {
      length[0] = Double(kernel(paths))
    }

    @inline(__always)
    func visit(_ body: (_ path: Int) -> Void) {
      for place in 0..<count { body(Int(paths[place])) }
    }
  }
}

extension Block {
  subscript(list: PathList) -> PathList.Contents {
    let paths = UnsafeMutableRawPointer(self[list.paths])
      .bindMemory(to: UInt32.self, capacity: 2 * capacity)
    guard let length = storage(of: list.count).baseAddress else {
      preconditionFailure("a block has memory")
    }
    return PathList.Contents(paths, length)
  }
}
