/// What is offered in a step for all shares of a company, as a premium over their price; of several offers for a
/// path that which the file has first.
struct Bids: Sendable {
  private let paths: PathList
  /// NaN on the paths that are not listed.
  private let premium: Column
  /// Of whoever offers it, in the order of the file.
  private let place: Column

  init(in model: Compiler) {
    (paths, premium, place) = (PathList(in: model), model.column(), model.column())
  }

  func start(_ block: Block) {
    block[paths].removeAll()
    block.values(of: premium).update(repeating: .nan)
  }

  /// Adds those of the paths that are hit, each with its draw as the premium.
  func add(_ hits: Hits, place: Int, in block: Block) {
    let (list, premium, places) = (block[paths], block[premium], block[self.place])
    for number in 0..<hits.count {
      let path = hits.path(number)
      let isNew = premium[path].isNaN
      if isNew { list.append(path) }
      guard isNew || Double(place) < places[path] else { continue }
      // No number would be no offer; the path has failed.
      let offered = hits.draws[number].isNaN ? .infinity : hits.draws[number]
      (premium[path], places[path]) = (offered, Double(place))
    }
  }

  /// Hands over all that has been offered, and forgets it.
  func take(_ block: Block, _ body: (_ path: Int, _ premium: Double) -> Void) {
    let (list, premium) = (block[paths], block[premium])
    guard list.count > 0 else { return }
    list.visit { path in
      body(path, premium[path])
      premium[path] = .nan
    }
    list.removeAll()
  }
}
