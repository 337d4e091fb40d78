/// The states that the events of a step set a regime to: of several the last.
struct RegimeSets: Sendable {
  private let paths: PathList
  /// NaN on the paths that are not listed.
  let target: Column

  init(in model: Compiler) {
    (paths, target) = (PathList(in: model), model.column())
  }

  func start(_ block: Block) {
    block[paths].removeAll()
    block.values(of: target).update(repeating: .nan)
  }

  func add(_ path: Int, _ state: Int, in block: Block) {
    let target = block[target]
    if target[path].isNaN { block[paths].append(path) }
    target[path] = Double(state)
  }

  func isEmpty(_ block: Block) -> Bool { block[paths].count == 0 }

  /// Hands over all that has been set, and forgets it.
  func take(_ block: Block, _ body: (_ path: Int, _ state: Int) -> Void) {
    let (list, target) = (block[paths], block[target])
    list.visit { path in
      body(path, Int(target[path]))
      target[path] = .nan
    }
    list.removeAll()
  }
}
