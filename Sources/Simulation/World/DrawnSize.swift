/// The size of an effect, drawn for each occurrence: whoever traces a path sees it as it is stated, and a path on
/// which it is drawn outside its domain fails, and the size is no number.
struct DrawnSize: Sendable {
  private let name: String
  private let unit: String
  private let number: DrawnNumber
  private let conversion: Conversion?
  private let domain: Domain
  private let failure: Column
  private let cause: Int

  /// Nil where it has been refused.
  ///
  /// - Parameters:
  ///   - name: Full name, which its draws go by.
  ///   - unit: For whoever traces it.
  ///   - conversion: To the currency that it acts in; nil where that is its own.
  init?(
    _ size: Assumption, name: String, _ domain: Domain, unit: String,
    conversion: Conversion?, in model: Compiler
  ) {
    guard let number = DrawnNumber(size.law, name: name, in: model) else { return nil }
    (self.name, self.unit, self.number, self.domain) = (name, unit, number, domain)
    self.conversion = conversion
    failure = model.failure
    cause = model.failureCause("\(name) was drawn outside its domain (\(domain.rawValue))")
  }

  /// Puts it where each hit's draw is.
  func draw(_ hits: Hits, in block: Block) {
    number.draw(hits, in: block)
    block.log?.addSizes(unit: unit, name, hits)
    let limits = domain.interval
    for place in 0..<hits.count where !limits.contains(hits.draws[place]) {
      block.fail(hits.path(place), as: cause, in: failure)
      hits.draws[place] = .nan
    }
    guard let rates = conversion?.rates(in: block) else { return }
    for place in 0..<hits.count { hits.draws[place] *= rates(hits.path(place)) }
  }
}
