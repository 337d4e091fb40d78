/// Takes the time of all that a worker calls, by standing in front of it, so that the worker's own loop has no
/// clock in it.
///
/// Unchecked: a worker and its stopwatch belong to one thread.
final class Stopwatch: @unchecked Sendable {
  /// In the order in which they were asked for.
  private(set) var times: [ComponentTime] = []
  private let clock = ContinuousClock()

  /// Path constants together, since each takes less than a look at the clock.
  func timing(_ constants: [any PathConstant]) -> [any PathConstant] {
    [TimedConstants(constants: constants, lap: lap("path constants"))]
  }

  func timing(_ components: [ComponentSlot]) -> [ComponentSlot] {
    components.map { TimedSlot($0, lap($0.name)) }
  }

  func timing(_ recorders: [Recorder]) -> [Recorder] {
    recorders.map { TimedRecorder($0, lap($0.name)) }
  }

  private func lap(_ name: String) -> Lap {
    times.append(ComponentTime(name: name, seconds: 0))
    return Lap(stopwatch: self, place: times.count - 1)
  }

  fileprivate struct Lap: Sendable {
    let stopwatch: Stopwatch
    let place: Int

    func time(_ body: () -> Void) {
      let (seconds, attoseconds) = stopwatch.clock.measure(body).components
      stopwatch.times[place].seconds += Double(seconds) + Double(attoseconds) * 1e-18
    }
  }
}

private struct TimedConstants: PathConstant {
  let constants: [any PathConstant]
  let lap: Stopwatch.Lap

  func assign(_ block: Block) { lap.time { for constant in constants { constant.assign(block) } } }
}

private final class TimedSlot: ComponentSlot {
  private let slot: ComponentSlot
  private let lap: Stopwatch.Lap

  init(_ slot: ComponentSlot, _ lap: Stopwatch.Lap) { (self.slot, self.lap) = (slot, lap) }

  override func start(_ block: Block) { lap.time { slot.start(block) } }
  override func advance(_ block: Block, to step: Int) {
    lap.time { slot.advance(block, to: step) }
  }
}

private final class TimedRecorder: Recorder {
  private let recorder: Recorder
  private let lap: Stopwatch.Lap

  init(_ recorder: Recorder, _ lap: Stopwatch.Lap) {
    (self.recorder, self.lap) = (recorder, lap)
  }

  override func record(_ block: Block, at step: Int) {
    lap.time { recorder.record(block, at: step) }
  }
  override func finish(_ block: Block) { lap.time { recorder.finish(block) } }
}

/// Time that one component or recorder took.
public struct ComponentTime: Sendable {
  public let name: String
  public internal(set) var seconds: Double

  public init(name: String, seconds: Double) {
    self.name = name
    self.seconds = seconds
  }
}
