/// Since when something has held that a part waits for. It is decided as an event is, once: of series on the date
/// before, of regimes and events up to the date, at the exact time within the step where these decide.
struct AwaitedCondition: Component {
  let name: String
  let phase = Phase.events
  private let since: Column
  private let condition: EventCondition

  init(_ awaited: Awaited, _ condition: EventCondition) {
    (name, since) = (awaited.key, awaited.since)
    self.condition = condition
  }

  func start(_ block: Block) { block.values(of: since).update(repeating: .infinity) }

  func advance(_ block: Block, to step: Int) {
    let holds = block[condition.ask(.whether, at: step, in: block)]
    let since = block[since]
    for path in 0..<block.capacity where since[path] == .infinity && holds[path] == 1 {
      since[path] = condition.time(path, at: step, in: block)
    }
  }
}
