/// A number that is drawn anew for each occurrence.
struct DrawnNumber: Sendable {
  private enum Law: Sendable {
    case value(Double)
    case draws(any Sampler, NumberedDraws)
  }

  private let law: Law

  /// Nil where it has been refused, since it is one of several.
  ///
  /// - Parameter name: Full name, which its draws go by.
  init?(_ stated: Assumption.Law, name: String, in model: Compiler) {
    guard let distribution = stated.only else {
      model.refuse(name, "is drawn at each occurrence and cannot be one of several")
      return nil
    }
    if case .value(let value) = stated {
      law = .value(value)
    } else {
      law = .draws(distribution.sampler, NumberedDraws(source: model.source(name)))
    }
  }

  /// Puts it where each hit's draw is.
  func draw(_ hits: Hits, in block: Block) {
    switch law {
    case .value(let value): hits.wholeDraws.update(repeating: value)
    case .draws(let sampler, let draws): draws.setDraws(of: sampler, hits, in: block)
    }
  }
}
