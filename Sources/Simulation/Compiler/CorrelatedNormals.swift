import CKernels

/// Standard normals of several sources, made to depend on each other: each column is a weighted sum of
/// its own source's draws and of those before it.
///
/// So the first keeps its draws, and one that is added last disturbs none before it.
struct CorrelatedNormals: PathConstant, Component {
  struct Member: Sendable {
    let source: DrawSource
    let column: Column
    /// Weight of its own draws; nil for 1.
    let own: Number?
    /// Weights of the draws of members before it, those that are not 0.
    let others: [(weight: Number, column: Column)]
  }

  let name: String
  let phase = Phase.shocks
  let members: [Member]

  /// - Parameter rows: For each name the weights of the draws up to its own.
  init(
    _ name: String, _ names: [String], columns: [Column], rows: [[Double]],
    in compiler: Compiler
  ) {
    self.name = name
    members = names.indices.map { i in
      Member(
        source: DrawSource(name: names[i]), column: columns[i],
        own: rows[i][i] == 1 ? nil : compiler.constant(rows[i][i]),
        others: (0..<i).filter { rows[i][$0] != 0 }
          .map { (compiler.constant(rows[i][$0]), columns[$0]) })
    }
  }

  /// At the start: the normal scores of drivers.
  func assign(_ block: Block) { draw(block, at: 0) }

  /// In every step: the shocks of processes.
  func advance(_ block: Block, to step: Int) { draw(block, at: step) }

  private func draw(_ block: Block, at step: Int) {
    for member in members { block.drawNormals(member.source, at: step, into: member.column) }
    // From the last to the first, because each needs the draws of those before it.
    for member in members.reversed() {
      let column = block[member.column]
      if let own = member.own { ck_multiply(column, column, block[own], block.count) }
      for (weight, other) in member.others {
        ck_add_product(column, block[weight], block[other], block.count)
      }
    }
  }
}
