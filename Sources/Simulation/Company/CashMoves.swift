import Statistics

// What events do to cash and debt, and what follows from what they do to the business.

extension Cash {
  /// Goes on from the pace as events have left it.
  func restate(_ block: Block) {
    costs.restate(block)
    block.fill(paceBefore, with: .column(costs.pace))
  }

  /// What events do to cash and debt: behind what the step has earned, and no part of its burn; free cash
  /// flow has it, since a holder pays it.
  func moveByEvents(_ block: Block) {
    let (cash, solvent) = (block[cash], block[solvent])
    let (unaided, free) = (unaided.map { block[$0.cash] }, free.map { block[$0.flow] })
    moves.cash?.forEach(in: block) { path, map in
      guard solvent[path] != 0 else { return 0 }
      let before = cash[path]
      cash[path] = Rounding.settled(map(before), scale: abs(before))
      unaided?[path] += cash[path] - before
      free?[path] += cash[path] - before
      return cash[path]
    }
    let debt = block.storage(of: debt)
    moves.debt?.forEach(in: block) { path, map in
      let before = debt[path]
      debt[path] = Rounding.settled(map(before), scale: abs(before))
      free?[path] -= debt[path] - before
      return debt[path]
    }
  }
}
