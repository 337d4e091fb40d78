/// The beta distribution that project planning uses: low, high and a most likely value, smoother than
/// the triangular one and nearer to its mode.
///
/// alpha = 1 + shape (mode - low) / (high - low), beta = 1 + shape (high - mode) / (high - low).
/// Reference: Malcolm et al. (1959), with a shape of 4; Vose (2000) for others.
enum Pert {
  static func law(low: Double, mode: Double, high: Double, shape: Double)
    throws(DistributionError) -> Beta
  {
    guard low < high else { throw .notAscending }
    guard (low...high).contains(mode) else { throw .argument("mode", mustBe: "from low to high") }
    return try Beta(
      alpha: 1 + shape * (mode - low) / (high - low),
      beta: 1 + shape * (high - mode) / (high - low), low: low, high: high)
  }

  static let family = DistributionFamily(
    name: "pert", help: "Two ends and a most likely value, joined by a smooth curve.",
    example: "{pert: {low: 2, mode: 5, high: 12}}",
    arguments: [
      .low, .mode, .high,
      .plain(
        "shape", .coefficient, .positive, fallback: 4, "How narrow it is about its mode."),
    ],
    content: .forms([
      .init("low", "mode", "high", "shape") { given throws(DistributionError) in
        try law(
          low: given["low"], mode: given["mode"], high: given["high"], shape: given["shape"])
      },
      .init("mode", "shape", percentiles: 2...2) { given throws(DistributionError) in
        let (mode, shape) = (given["mode"], given["shape"])
        let ends = try ModalEnds(given.percentiles[0], mode: mode, given.percentiles[1]) {
          UnitBeta(alpha: 1 + shape * $1, beta: 1 + shape * (1 - $1)).quantile($0)
        }
        return try law(low: ends.low, mode: mode, high: ends.high, shape: shape)
      },
    ]))
}
