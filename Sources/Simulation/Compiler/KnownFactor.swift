import CKernels

/// A factor as companies see it, once it has moved in a step.
struct KnownFactor: Sendable {
  /// ln(F/F(0)); of a level F - F(0).
  let deviation: Column
  /// What the step has added to that.
  let change: Column
  /// What events have added in the step, and on which paths; nil where none moves it.
  let moved: (paths: PathList, by: Column)?
}

/// A factor that something follows, and by how much of what it moves.
struct Loading: Sendable {
  let factor: KnownFactor
  let loading: Number

  /// Adds what a step of the factor makes of a logarithm.
  func add(to column: Column, in block: Block) {
    ck_add_product(
      block[column], block[loading], block[factor.change], block.count)
  }

  /// The paths on which events have moved the factor.
  var paths: PathList? { factor.moved?.paths }

  /// Calls `body` with what events of the step make of a logarithm, on the paths that they hit.
  func forEachMoved(in block: Block, _ body: (_ path: Int, _ change: Double) -> Void) {
    guard let moved = factor.moved else { return }
    let (loading, change) = (block[loading], block[moved.by])
    block[moved.paths].visit { body($0, loading[$0] * change[$0]) }
  }
}

extension Subject {
  /// What one of its parts follows, by name, so that nothing depends on the order of the file.
  ///
  /// - Parameter parameter: A map of loadings by factor: `multiple.follows`.
  func loadings(_ parameter: Parameter) -> [Loading] {
    guard has(section: parameter.key) else { return [] }
    return items(inList: parameter.key).sorted().compactMap { name in
      let key = "\(parameter.key).\(name)"
      guard let loading = optional(parameter, at: key) else { return nil }
      guard let factor = model.followed[name] else {
        model.refuse(fullName(key), "\(name) is no factor")
        return nil
      }
      model.followers.insert(name)
      return Loading(factor: factor, loading: loading)
    }
  }
}
