import Statistics

/// A series that passes another on a date, or an outcome that does.
final class TestedPair: TestedNode {
  private let pair: PathPair
  /// Of the block's paths, whether they have passed so far; nil where the horizon does not decide.
  private var passed: [Bool?]

  init(_ pair: PathPair, blockSize: Int) {
    self.pair = pair
    passed = Array(repeating: false, count: blockSize)
  }

  override func record(_ block: Block, at step: Int) {
    if step == 0 { for path in passed.indices { passed[path] = false } }
    guard case .series(let first, let second, let moment) = pair.operands else { return }
    switch moment {
    case .at(step): break
    case .until(let last) where step <= last: break
    default: return
    }
    let (firsts, seconds) = (block[first], block[second])
    for path in 0..<block.capacity where pair.holds(firsts[path], seconds[path]) {
      passed[path] = true
    }
  }

  override func finish(_ block: Block) {
    guard case .outcomes(let first, let second) = pair.operands else { return }
    for path in 0..<block.capacity {
      passed[path] = pair.holds(first.known(path, in: block), second.known(path, in: block))
    }
  }

  override func passes(_ path: Int) -> Bool? { passed[path] }
}
