/// What others see of a step: on which paths the state changed in it, or at the end of the one before, and
/// which part of it was spent in each.
struct RegimeOccupancy: Sendable {
  let state: Column
  /// By whether the step is even or odd, so that the one before is known.
  let changed: [PathList]
  /// One for each state; of the paths that have changed.
  let shares: ColumnRow

  func changed(in step: Int) -> PathList { changed[step & 1] }
}

/// A regime as those know it whose numbers depend on it.
struct KnownRegime: Sendable {
  let stateNames: [String]
  /// Where a path starts, where all start in one; else the first that the file names.
  let firstState: Int
  let occupancy: RegimeOccupancy

  /// The place of the one that holds on the block's date.
  var state: Column { occupancy.state }
}

extension PathList {
  init(in model: Compiler) {
    self.init(paths: model.column(), count: Number(place: model.slot(), time: .step))
  }
}
