// Numbers that a file states by date.

/// Which laws of a schedule act in which steps: each date from the first date of the grid on that is not
/// before it.
struct SchedulePlan {
  /// With the first step that each acts in, ascending; the first at step 1.
  private(set) var laws: [(step: Int, law: ScheduledLaw)] = []
  /// Dates between two of the grid, and those whose laws nothing uses.
  private(set) var moved: [CalendarDate] = []
  private(set) var unused: [CalendarDate] = []

  /// - Parameter isDated: Whether the number is seen on dates, the last among them, and not only in
  ///   steps.
  init(_ all: [ScheduledLaw], on grid: TimeGrid, isDated: Bool = false) {
    let dates = isDated ? grid.dates : grid.dates.dropLast()
    for law in all {
      guard let place = dates.firstIndex(where: { $0 >= law.from }) else {
        unused.append(law.from)
        continue
      }
      if let last = laws.last, last.step == place + 1 {
        unused.append(last.law.from)
        moved.removeAll { $0 == last.law.from }
        laws.removeLast()
      }
      if law.from > grid.start, dates[place] != law.from { moved.append(law.from) }
      laws.append((place + 1, law))
    }
  }
}

extension Compiler {
  /// The number that a schedule of the file means.
  ///
  /// The law at the start has the key's own name, so that a later date disturbs no draw.
  func scheduled(
    _ laws: [ScheduledLaw], name: String, domain: Domain, isDated: Bool
  ) -> Number {
    let plan = SchedulePlan(laws, on: grid, isDated: isDated)
    guard plan.laws.first?.step == 1 else {
      refuse(name, "the first date of its schedule lies after the start (\(grid.start))")
      return constant(.nan)
    }
    func more(_ dates: [CalendarDate]) -> String {
      dates.count > 1 ? "; so \(dates.count > 2 ? "are" : "is") \(dates.count - 1) more" : ""
    }
    if let first = plan.moved.first {
      warn(
        "\(name)@\(first)",
        "is between two dates of the grid, and acts from the later one" + more(plan.moved))
    }
    if let first = plan.unused.first {
      warn(
        "\(name)@\(first)",
        "is not used, because no \(isDated ? "date of the grid lies" : "step begins") while it holds"
          + more(plan.unused))
    }
    let pieces = plan.laws.enumerated().map { index, planned in
      let name = index == 0 ? name : "\(name)@\(planned.law.from)"
      return number(planned.law.law, name: name, domain: domain)
    }
    return choice(by: .dates(plan.laws.map(\.step)), of: pieces)
  }
}
