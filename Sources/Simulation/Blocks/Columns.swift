/// One double per path of a block. A component holds columns by index; the memory is the worker's.
struct Column: Sendable, Hashable {
  let index: Int
}

/// Columns next to each other, one for each of several things of a kind.
struct ColumnRow: Sendable {
  let first: Column
  let count: Int

  var columns: [Column] { (0..<count).map { self[$0] } }

  subscript(place: Int) -> Column { Column(index: first.index + place) }
}

/// A parameter as the kernels take it: one value for all paths, or one per path.
struct Number: Sendable, Hashable {
  enum Place: Sendable, Hashable {
    case constant(slot: Int)
    case column(Column)
  }
  /// When a number gets its value. What is computed from others gets it no earlier than they do.
  enum Time: Sendable, Hashable, Comparable {
    case compilation
    /// Before a path starts: a driver, and what is derived from drivers.
    case start
    /// In every step: a fading volatility, a schedule, a number by state.
    case step
  }
  let place: Place
  let time: Time

  static func column(_ column: Column) -> Number {
    Number(place: .column(column), time: .start)
  }

  /// A column that a component moves.
  static func moving(_ column: Column) -> Number {
    Number(place: .column(column), time: .step)
  }

  /// Whether it has one value per path.
  var isColumn: Bool {
    if case .column = place { return true }
    return false
  }
}

/// The memory that a model needs per block: columns, and slots of eight equal doubles.
struct Layout: Sendable {
  private(set) var columns = 0
  private(set) var constants: [Double] = []
  private(set) var switchLogs = 0
  /// Lists of sales, which grow as they must.
  var saleQueues = 0

  mutating func addColumn() -> Column {
    defer { columns += 1 }
    return Column(index: columns)
  }

  mutating func addSwitchLog() -> Int {
    defer { switchLogs += 1 }
    return switchLogs
  }

  mutating func addConstant(_ value: Double) -> Int {
    defer { constants.append(value) }
    return constants.count
  }
}
