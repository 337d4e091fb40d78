/// The columns of shares of paths: value, sampling interval and paths; bounds where the horizon does not
/// decide all paths of any.
struct SheetColumns {
  private let isEmpty: Bool
  private let hasBounds: Bool

  init(_ shares: [SummaryFile.Share]) {
    isEmpty = shares.isEmpty
    hasBounds = shares.contains { $0.bounds != nil }
  }

  /// - Parameter name: Of the value.
  func heads(_ name: String) -> [String] {
    if isEmpty { return [] }
    return [name, "low", "high", "hits", "of paths"]
      + (hasBounds ? ["at least", "at most", "undecided paths"] : [])
  }

  func columns(_ name: String) -> [Workbook.Column] { heads(name).map { .init(head: $0) } }

  func cells(_ share: SummaryFile.Share?) -> [Workbook.Cell] {
    if isEmpty { return [] }
    let numbers = [share?.value] + (share?.interval.both ?? [nil, nil])
    let bounds = share?.bounds?.both ?? [nil, nil]
    return numbers.map { .number($0, in: .share($0)) } + [
      .count(share?.hits), .count(share?.count),
    ]
      + (hasBounds ? bounds.map { .number($0, in: .share($0)) } + [.count(share?.undecided)] : [])
  }
}

extension NumberFormat {
  fileprivate static func share(_ value: Double?) -> Self {
    NumberFormat(unit: "probability", of: [value])
  }
}

extension Workbook.Cell {
  static func value(_ value: SummaryFile.Value, _ format: NumberFormat) -> Self {
    switch value {
    case .none: .empty
    case .date(let date): .date(date)
    case .number(let number): .number(number, in: format)
    }
  }
}
