import Statistics

/// Takes how several prices move together: falls in a step of all paths, and of the first paths the correlations of
/// their returns along the path and the return to the horizon.
///
/// Verified: `CoMovementTests`, by hand and against closed forms of the bivariate normal.
final class DependenceRecorder: Recorder {
  let tally: DependenceTally
  private let steps: Int
  private let rankedPaths: Int
  private let failure: Column
  private let prices: [PriceSteps]
  private let places: [(first: Int, second: Int)]
  /// Of each pair.
  private let counts: [FallCounts]
  /// Of the block, where it has some of the first paths.
  private var ranked: RankedSteps?

  /// Fewer returns have no correlation worth the name.
  private static let fewestSteps = 3

  init(of model: Model, blockSize: Int) {
    places = model.comparedPairs
    tally = DependenceTally(model.priced.map(\.series.quantity.name), pairs: places)
    steps = model.grid.steps
    rankedPaths = model.rankedPaths
    failure = model.failure
    prices = model.priced.map { PriceSteps($0, blockSize: blockSize) }
    counts = places.map { _ in FallCounts(blockSize: blockSize) }
  }

  deinit {
    for price in prices { price.deallocate() }
    for counts in counts { counts.deallocate() }
    ranked?.deallocate()
  }

  override var name: String { "how prices move together" }

  override func record(_ block: Block, at step: Int) {
    guard step > 0 else { return open(block) }
    for (place, price) in prices.enumerated() {
      price.advance(block, keepsRatios: ranked != nil)
      ranked?.keep(price.ratios, of: place, at: step)
    }
    for (pair, counts) in zip(places, counts) {
      counts.count(prices[pair.first].falls, prices[pair.second].falls)
    }
  }

  private func open(_ block: Block) {
    for price in prices { price.open(block) }
    for counts in counts { counts.clear() }
    ranked?.deallocate()
    ranked = nil
    guard block.ordinal < rankedPaths else { return }
    ranked = RankedSteps(
      Array(recorded(block).prefix(rankedPaths - block.ordinal)), steps: steps,
      names: prices.count)
  }

  private func recorded(_ block: Block) -> [Int] {
    var places: [Int] = []
    places.reserveCapacity(block.capacity)
    block.forEachRecorded { places.append($0) }
    return places
  }

  override func finish(_ block: Block) {
    let (recorded, failures) = (recorded(block), block[failure])
    countFalls(recorded.filter { failures[$0] == 0 })
    correlate(failures)
    let kept = recorded.prefix(max(0, DependenceTally.keptReturns - block.ordinal))
    for (place, price) in prices.enumerated() {
      tally.returns[place].append(
        kept.map { failures[$0] == 0 ? price.whole($0) : .nan }, from: block.ordinal)
    }
  }

  private func countFalls(_ paths: [Int]) {
    for (pair, counts) in zip(tally.pairs, counts) {
      for path in paths { pair.steps.add(counts.counts(path, beyond: 0).steps) }
      for fall in pair.falls.indices {
        pair.falls[fall].add(paths.map { counts.counts($0, beyond: fall) })
      }
    }
  }

  private func correlate(_ failures: UnsafePointer<Double>) {
    guard var ranked else { return }
    for (path, place) in ranked.places.enumerated() where failures[place] == 0 {
      ranked.begin()
      let lengths = prices.indices.map { ranked.length(of: $0, on: path) }
      for (pair, tally) in zip(places, tally.pairs) {
        let length = min(lengths[pair.first].ranked, lengths[pair.second].ranked)
        if length >= Self.fewestSteps {
          let rank = ranked.correlation(pair.first, pair.second, on: path, over: length)
          Self.add(rank, over: length, to: &tally.ranks)
        }
        let positive = min(length, lengths[pair.first].positive, lengths[pair.second].positive)
        if positive >= Self.fewestSteps {
          let log = ranked.logCorrelation(pair.first, pair.second, on: path, over: positive)
          Self.add(log, over: positive, to: &tally.logs)
        }
      }
    }
  }

  private static func add(_ correlation: Double?, over steps: Int, to sums: inout RatioSums) {
    guard let correlation else { return }
    let part = correlation * Double(steps - 1) / PairTally.unit
    sums.add(Int(part.rounded()), of: steps - 1)
  }
}

extension Model {
  /// What is kept of the paths whose steps are ranked, and what is counted of a block.
  func bytesOfDependence(blockSize: Int) -> (ranked: Int, block: Int) {
    guard !priced.isEmpty else { return (0, 0) }
    let pairs = comparedPairs.count
    return (
      8 * rankedPaths * grid.steps * priced.count,
      blockSize * (pairs * FallCounts.bytes + priced.count * 40)
    )
  }
}
