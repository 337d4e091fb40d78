import CGSL
import CKernels

/// The first draw of a clock, a uniform of each path, so that it can be correlated with what is drawn once per
/// path. Of a hazard a high one is early, of an interval it is long.
struct ClockDraw: PathConstant {
  private let source: DrawSource
  /// Normal scores that have been drawn together with those of other drivers.
  private let scores: Column?
  let column: Column

  init(_ name: String, in model: Compiler) {
    source = model.source(name)
    scores = model.scores(of: name)
    column = model.column()
    model.append(self)
    model.noteDraw(name, .clock, in: column)
  }

  /// Whatever draws on from the same source, from number 1 on.
  var later: NumberedDraws { NumberedDraws(source: source) }

  func assign(_ block: Block) {
    guard let scores, !block.isAtMedian else {
      return block.drawUniforms(source, at: 0, into: column)
    }
    let (values, given) = (block[column], block[scores])
    for path in 0..<block.capacity { values[path] = gsl_cdf_ugaussian_P(given[path]) }
  }

  /// Sets a column to the standard exponentials that the clocks start with.
  func setExponentials(_ output: Column, in block: Block) {
    let values = block[output]
    ck_log(values, block[column], block.count)
    for path in 0..<block.capacity { values[path] = max(-values[path], 0) }
  }
}
