/// Units of the reporting currency for one unit of another.
struct ExchangeRate: Sendable {
  let atStart: Number
  /// Where it is on each date; nil where it stays what it is at the start.
  let column: Column?

  var moves: Bool { column != nil }
  var onDate: Number { column.map { .moving($0) } ?? atStart }
}
