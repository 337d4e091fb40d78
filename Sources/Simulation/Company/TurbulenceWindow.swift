import Statistics

extension Turbulence {
  /// What is told of how unevenly a price moves.
  enum Statistic: Sendable, Hashable {
    case kurtosis
    /// Of absolute returns so many steps apart.
    case autocorrelation(lag: Int)
    /// Steps in which the price falls or rises by more than a part.
    case fall(Double)
    case rise(Double)

    /// In the order in which they are told.
    static let all: [Statistic] = {
      var all: [Statistic] = [.kurtosis]
      all += lags.map(Statistic.autocorrelation)
      all += sizes.map(Statistic.fall)
      all += sizes.map(Statistic.rise)
      return all
    }()

    /// The same of a whole path.
    var quantity: Quantity {
      switch self {
      case .kurtosis: Turbulence.kurtosis
      case .autocorrelation(let lag): Turbulence.autocorrelation(lag)
      case .fall(let size): Turbulence.fall(size)
      case .rise(let size): Turbulence.rise(size)
      }
    }

    /// Whether so many steps say anything of it: of pairs so far apart there must be as many as steps in between.
    func isTold(of steps: Int) -> Bool {
      if case .autocorrelation(let lag) = self { steps >= 2 * lag } else { true }
    }
  }
}

/// The same numbers of the first steps of a path: as many as returns are known of the time before the start, since
/// all of them depend on how many they are of.
struct TurbulenceWindow: Sendable {
  let past: PastReturns
  /// NaN on a path that has no price for so long.
  let columns: [(statistic: Turbulence.Statistic, column: Column)]

  /// Nil where the file has no history of a price a step.
  init?(in company: Subject) {
    guard let past = company.pastReturns else { return nil }
    self.past = past
    columns = Turbulence.Statistic.all.filter { $0.isTold(of: past.steps) }
      .map { ($0, company.model.column()) }
  }

  var steps: Int { past.steps }

  func start(_ block: Block) {
    for (_, column) in columns { block.values(of: column).update(repeating: .nan) }
  }

  /// Takes what the numbers are at its end.
  ///
  /// - Parameters:
  ///   - count: Of each path, its returns so far.
  ///   - set: Sets a column to a number.
  func take(
    _ count: Column, _ block: Block,
    set: (Turbulence.Statistic, UnsafeMutablePointer<Double>) -> Void
  ) {
    let count = block[count]
    for (statistic, column) in columns {
      let values = block[column]
      set(statistic, values)
      for path in 0..<block.capacity where count[path] != Double(steps) { values[path] = .nan }
    }
  }
}

extension Subject {
  /// Nil where it has no share price, or no history of one a step.
  fileprivate var pastReturns: PastReturns? {
    guard heldValue == nil else { return nil }
    return PastReturns(
      history(of: Equity.sharePrice),
      now: optional(Equity.sharePriceAtStart, in: world.currency).flatMap(model.value),
      on: model.grid)
  }
}

extension Subject {
  /// What is held against the history of its share price.
  func pasts(in definition: ModelDefinition) -> [Model.Past] {
    guard let window = part(Turbulence.self)?.window,
      let company = definition.companies.first(where: { $0.name == name })
    else { return [] }
    return window.columns.map { statistic, column in
      Model.Past(
        quantity: definition.quantity(statistic.quantity, of: company),
        value: window.past.value(of: statistic), first: window.past.first, last: window.past.last,
        steps: window.past.steps, column: column, formula: .value(column, in: model))
    }
  }
}
