/// What a compiler says of a model besides what it makes of it.
struct Remarks {
  var errors: [ModelError] = []
  private(set) var warnings: [ModelWarning] = []
  /// Those of the warnings that say which means do not exist.
  var doubtedMeans: [ModelWarning] = []
  /// What is said once it is known where columns end on the path of medians.
  var doubts: [(column: Column, text: @Sendable (Double) -> ModelWarning?)] = []
  /// The same of where they start.
  var startDoubts: [@Sendable (MedianPath) -> ModelWarning?] = []
  var rollForwards: [StatedBeforeStart] = []

  mutating func warn(_ warning: ModelWarning) {
    if !warnings.contains(warning) { warnings.append(warning) }
  }

  func doubts(on median: MedianPath) -> [ModelWarning] {
    doubts.compactMap { doubt in median.ends[doubt.column].flatMap(doubt.text) }
  }

  func rollForwards(on median: MedianPath) -> [RollForward] {
    rollForwards.map {
      RollForward(
        name: $0.name, asOf: $0.asOf, years: $0.years, currency: $0.currency,
        stated: median.start(of: $0.stated), atStart: median.start(of: $0.atStart))
    }
  }
}
