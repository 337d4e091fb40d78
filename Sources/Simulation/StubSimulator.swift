import Glibc
import Statistics
import Synchronization

public struct Model: Sendable {
  public let steps: Int
  public init(steps: Int) { self.steps = steps }
}

public final class Progress: Sendable {
  private let count = Atomic(0)
  private let cancelled = Atomic(false)
  public init() {}
  public var done: Int { count.load(ordering: .relaxed) }
  public var isCancelled: Bool { cancelled.load(ordering: .relaxed) }
  public func cancel() { cancelled.store(true, ordering: .relaxed) }
  func add(_ paths: Int) { count.add(paths, ordering: .relaxed) }
}

public struct ComponentTime: Sendable {
  public let name: String
  public let seconds: Double
  public init(name: String, seconds: Double) {
    self.name = name
    self.seconds = seconds
  }
}

package enum Platform {
  package static var instructionSet: String { "portable" }
  package static var gslVersion: String { "2.7.1" }
}

public struct Simulator: Sendable {
  public let model: Model
  public let workers: Int
  public init(_ model: Model, workers: Int) {
    self.model = model
    self.workers = workers
  }

  public func simulate(_ run: Run, progress: Progress?) throws -> Summary {
    for _ in stride(from: 0, to: run.paths.count, by: 10_000) {
      if progress?.isCancelled == true { throw CancellationError() }
      usleep(2_000)
      progress?.add(10_000)
    }
    let dates = (0...model.steps).map { "2026-\(10 + $0 / 28)-\(10 + $0 % 28)" }
    func series(_ name: String, _ unit: String, _ start: Double, _ end: Double) -> SeriesSummary {
      SeriesSummary(
        name: name, unit: unit, dates: dates,
        bands: (0...model.steps).map {
          let t = Double($0) / Double(model.steps)
          return .stub(start + (end - start) * t, spread: t * 1.1, paths: run.paths.count)
        })
    }
    return Summary(
      paths: run.paths, seed: run.seed,
      series: Catalog([
        series("zhipu.arr", "CNY", 1.7e9, 21e9), series("zhipu.multiple", "x", 480, 14),
        series("zhipu.marketCap", "HKD", 1.04e12, 2e12),
        series("zhipu.sharePrice", "HKD", 2174, 3200), series("zhipu.drawdown", "share", 0, 0.42),
      ]),
      outcomes: Catalog([
        OutcomeSummary(
          name: "zhipu.maxDrawdown", unit: "share",
          sample: .stub(0.62, spread: 0.2, paths: run.paths.count))
      ]), warnings: ["A stub made these numbers."],
      failures: FailureLedger(
        paths: 12, causes: [.init(text: "zhipu.arr is not finite", paths: 12)]))
  }

  public func profile(_ run: Run) throws -> [ComponentTime] {
    [.init(name: "zhipu.growth", seconds: 0.02), .init(name: "zhipu.multiple", seconds: 0.11)]
  }
}
