import Statistics

/// What holding several names saves: the mean of their maximum drawdowns, by their weights at the start, less the
/// basket's own, path by path. Cash has a weight and falls nowhere.
///
/// Verified: `BasketTests`.
struct DiversificationBenefit: Component, Part {
  let name: String
  let phase = Phase.outputs
  private let names: [(weight: Column, worst: Column, peak: Column)]
  private let own: Drawdown
  private let steps: Int
  private let output: Column

  /// Nil where nobody asks.
  init?(in subject: Subject) {
    guard let basket = subject.part(Basket.self), subject.isAsked(for: Self.benefit) else {
      return nil
    }
    name = subject.fullName(Self.benefit.ownName)
    names = basket.names.map { ($0.weight, $0.fall.worst, $0.fall.worstPeak) }
    own = subject[Drawdown.self]
    steps = subject.model.grid.steps
    output = subject.model.column()
    subject.model.append(self)
  }

  func advance(_ block: Block, to step: Int) {
    guard step == steps else { return }
    let output = block[output]
    let (worst, peak) = (block[own.worst], block[own.worstPeak])
    for path in 0..<block.capacity { output[path] = worst[path] / peak[path] - 1 }
    for name in names {
      let (weight, worst, peak) = (block[name.weight], block[name.worst], block[name.peak])
      for path in 0..<block.capacity {
        // What is worth nothing from the start on falls nowhere.
        let kept = peak[path] == 0 ? 1 : worst[path] / peak[path]
        output[path] += weight[path] * (1 - kept)
      }
    }
  }

  static let benefit = Quantity.outcome(
    "diversificationBenefit", .share, signed: true, worst: .below, levels: .above([0]),
    family: .fall, role: .diversificationBenefit,
    help:
      """
      What holding several names saves: their maximum drawdowns' mean by the weights of the start, less the \
      basket's maximum drawdown.
      """)

  static let offers = [
    Offer(benefit) { (benefit: DiversificationBenefit, _) in
      .formula(
        OutcomeFormula(inputs: (benefit.output, benefit.output)) { value, _ in
          Rounding.settled(value, scale: 1)
        })
    }
  ]
}
