import CKernels

/// Uniform draws that some paths need, each by its number.
struct NumberedDraws: Sendable {
  let source: DrawSource

  /// No path has more occurrences of one thing: draws are addressed by their numbers.
  static let most = TimeGrid.mostSteps

  /// The number of a draw before which there have been so many.
  @inline(__always)
  static func number(_ count: Double) -> UInt32 { UInt32(min(count, Double(most))) }

  /// Draws of hits become uniforms less 1/2; 0 on the path of medians.
  private func setCentred(_ hits: Hits, in block: Block) {
    if !block.isAtMedian {
      ck_numbered_uniforms(
        hits.draws, hits.paths, hits.numbers, Int32(hits.count), block.place(source, 0))
    }
    let draws = hits.wholeDraws
    let known = block.isAtMedian ? 0 : hits.count
    for place in known..<draws.count { draws[place] = 0 }
  }

  /// The same in (0, 1).
  func setUniforms(_ hits: Hits, in block: Block) {
    setCentred(hits, in: block)
    let draws = hits.wholeDraws
    for place in draws.indices { draws[place] += 0.5 }
  }

  /// What a law makes of them.
  func setDraws(of sampler: any Sampler, _ hits: Hits, in block: Block) {
    let draws = hits.wholeDraws
    switch sampler.basis {
    case .normals:
      setCentred(hits, in: block)
      ck_normals_from_centred(draws.baseAddress, Int32(draws.count))
    case .uniforms: setUniforms(hits, in: block)
    }
    sampler.transform(draws)
  }

  /// Standard exponentials, -ln of the uniforms: a high uniform is early.
  func setExponentials(_ hits: Hits, in block: Block) {
    setUniforms(hits, in: block)
    let draws = hits.wholeDraws
    ck_log(draws.baseAddress, draws.baseAddress, Int32(draws.count))
    for place in draws.indices { draws[place] = -draws[place] }
  }
}
