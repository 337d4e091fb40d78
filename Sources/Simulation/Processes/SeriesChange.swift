import CKernels
import Statistics

/// How much a series has changed over a time: X(t)/X(t - D) - 1, or X(t) - X(t - D), D in steps of the grid;
/// 0 where it has not moved, also from 0 to 0.
///
/// It keeps the series of the last D dates in a ring of columns. Before the start it takes what the file says the
/// series was, between two dates by straight lines of the logarithm, the last one to where the path starts, and
/// before the first date flat; without that the series at the start.
struct SeriesChange: Component {
  let name: String
  let phase = Phase.outputs
  let output: Column
  private let series: Column
  private let telling: Telling
  private let isRelative: Bool
  private let ring: ColumnRow
  /// What was before the start, ascending.
  private let past: [Point]

  private struct Point {
    /// In steps, below 0.
    let place: Double
    let value: Number
  }

  init(
    _ quantity: Quantity, over lag: Quantity.Lag, of series: Column, _ telling: Telling,
    after history: [(date: CalendarDate, value: Number)], in model: Compiler
  ) {
    name = quantity.name
    output = model.column()
    self.series = series
    self.telling = telling
    isRelative = lag.isRelative
    ring = model.row(lag.steps)
    past = history.map { Point(place: model.grid.place(of: $0.date), value: $0.value) }
    model.append(self)
  }

  func start(_ block: Block) {
    let lag = ring.count
    // What the first step of the ring is compared with comes last, so that it can stand in the ring until then.
    for step in 1..<max(lag, 1) { setPast(ring[step], at: step - lag, in: block) }
    setPast(ring[0], at: -lag, in: block)
    advance(block, to: 0)
  }

  func advance(_ block: Block, to step: Int) {
    func change(_ value: Double, _ before: Double) -> Double {
      value == before ? 0 : value / before - 1
    }
    let before = block[ring[step % ring.count]]
    let (values, changes) = (block[series], block[output])
    if isRelative {
      switch telling {
      case .plain:
        for path in 0..<block.capacity { changes[path] = change(values[path], before[path]) }
      case .gain, .shortfall:
        for path in 0..<block.capacity {
          changes[path] = change(telling.of(values[path]), telling.of(before[path]))
        }
      }
    } else {
      let sign: Double = telling == .shortfall ? -1 : 1
      for path in 0..<block.capacity { changes[path] = sign * (values[path] - before[path]) }
    }
    before.update(from: values, count: block.capacity)
  }

  /// Sets a column to what the series was so many steps from the start.
  private func setPast(_ column: Column, at step: Int, in block: Block) {
    let (output, step) = (block.values(of: column), Double(step))
    guard let first = past.first else { return block.fill(column, with: .column(series)) }
    guard let place = past.lastIndex(where: { $0.place <= step }) else {
      return block.fill(column, with: first.value)
    }
    let points = past + [Point(place: 0, value: .column(series))]
    let (low, high) = (points[place], points[place + 1])
    let share = (step - low.place) / (high.place - low.place)
    let (lows, highs) = (block[low.value], block[high.value])
    if low.value.isColumn || high.value.isColumn {
      for path in output.indices { output[path] = Self.between(lows[path], highs[path], share) }
    } else {
      output.update(repeating: Self.between(lows[0], highs[0], share))
    }
  }

  /// Along a straight line of the logarithm; the ends come out as they went in.
  private static func between(_ low: Double, _ high: Double, _ share: Double) -> Double {
    share == 0 ? low : share == 1 ? high : low * exp(share * log(high / low))
  }
}
