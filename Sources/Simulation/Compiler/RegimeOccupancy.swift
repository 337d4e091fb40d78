/// What others see of a step: on which paths the state changed in it, or at the end of the one before, which
/// part of it was spent in each, and when each was left.
struct RegimeOccupancy: Sendable {
  /// The place of the one that holds on the block's date.
  let state: Column
  /// When the one that holds began, in steps.
  let since: Column
  /// By whether the step is even or odd, so that the one before is known.
  private let changed: [PathList]
  /// One for each state; of the paths that have changed.
  let shares: ColumnRow
  /// Of the paths that have changed, the place of the last entry in the log.
  private let last: Column
  private let log: Int
  /// Whether something that happens may set its state.
  let isSet: Bool

  init(states: Int, isSet: Bool, in model: Compiler) {
    self.isSet = isSet
    (state, since, last) = (model.column(), model.column(), model.column())
    changed = [PathList(in: model), PathList(in: model)]
    shares = model.row(states)
    log = model.switchLog()
  }

  func changed(in step: Int) -> PathList { changed[step & 1] }

  func start(_ block: Block) {
    for list in changed { block[list].removeAll() }
    block.values(of: since).update(repeating: 0)
  }

  // MARK: What a step notes

  func begin(_ step: Int, in block: Block) {
    block[changed(in: step)].removeAll()
    block.switchLogs[log].removeAll()
  }

  /// Notes that a path changes in a step for the first time.
  func begin(_ path: Int, in step: Int, _ block: Block) {
    block[changed(in: step)].append(path)
    block[last][path] = 0
  }

  /// Notes that paths leave their states.
  func leave(_ hits: Hits, in block: Block) {
    let (states, last, log) = (block[state], block[last], block.switchLogs[log])
    for place in 0..<hits.count {
      let path = hits.path(place)
      last[path] = Double(
        log.add(
          .init(time: hits.times[place], left: Int(states[path]), before: Int(last[path]))))
    }
  }

  // MARK: What is known of it

  /// Whether the state changed within a step.
  @inline(__always)
  func hasChanged(_ path: Int, in step: Int, _ block: Block) -> Bool {
    block[since][path] > Double(step - 1)
  }

  /// The state at a time within a step.
  func state(_ path: Int, at moment: TimeInStep, in block: Block) -> Int {
    var state = Int(block[state][path])
    visitChanges(path, in: moment.step, block) { entry in
      if entry.time > moment.time { state = entry.left }
    }
    return state
  }

  /// Whether the state changed more often within a step.
  func hasChanged(_ path: Int, moreThan count: Int, in step: Int, _ block: Block) -> Bool {
    let log = block.switchLogs[log]
    var (place, left) = (Int(block[last][path]), count)
    while place > 0, left >= 0 { (place, left) = (log[place].before, left - 1) }
    return left < 0
  }

  /// Calls for each change of a path in a step, the last one first.
  func visitChanges(
    _ path: Int, in step: Int, _ block: Block, _ body: (SwitchLog.Entry) -> Void
  ) {
    guard hasChanged(path, in: step, block) else { return }
    let log = block.switchLogs[log]
    var place = Int(block[last][path])
    while place > 0 {
      body(log[place])
      place = log[place].before
    }
  }
}

/// A time within a step, in steps after the start.
struct TimeInStep: Sendable {
  let time: Double
  /// The step that it lies in.
  let step: Int
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
