/// One double per path of a block. A component holds columns by index; the memory is the worker's.
struct Column: Sendable, Hashable {
  let index: Int
}

/// A parameter as the kernels take it: one value for all paths, or one per path.
///
/// Parameters that vary are rewritten while a path advances (a fading volatility; later a regime or
/// a schedule); whatever is derived from them varies too.
struct Number: Sendable, Hashable {
  enum Place: Sendable, Hashable {
    case constant(slot: Int)
    case column(Column)
  }
  let place: Place
  let isVarying: Bool

  static func column(_ column: Column) -> Number {
    Number(place: .column(column), isVarying: false)
  }

  var isConstant: Bool {
    if case .constant = place { return !isVarying }
    return false
  }
}

/// The memory that a model needs per block: columns, and slots of eight equal doubles.
struct Layout: Sendable {
  private(set) var columns = 0
  private(set) var constants: [Double] = []

  mutating func addColumn() -> Column {
    defer { columns += 1 }
    return Column(index: columns)
  }

  mutating func addConstant(_ value: Double) -> Int {
    defer { constants.append(value) }
    return constants.count
  }
}
