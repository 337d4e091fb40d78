import CGSL
import CKernels

/// Whether the market takes new shares: open or shut, a Markov chain in continuous time, exact at the
/// dates of the grid.
///
/// One standard normal a step decides: below a level an open window shuts, above another a shut one opens.
/// So a low draw is bad news, and its shocks can be correlated with those of the multiple.
///
/// Verified: `FinancingTests`, against the closed form.
struct FinancingWindow: Component {
  let name: String
  /// 1 where it is open, else 0.
  let state: Column
  private let shutsBelow: Number
  private let opensAbove: Number
  private let shock: Shock
  private let isOpenAtStart: Bool

  /// Nil where the scenario has none: always open.
  init?(in company: inout CompanyBuilder) {
    guard company.has(Financing.closes), company.has(Financing.reopens) else { return nil }
    let dt = company.model.stepLength
    name = company.fullName("window")
    state = company.model.column()
    let (closes, reopens) = (company.number(Financing.closes), company.number(Financing.reopens))
    shutsBelow = company.model.derive(closes, reopens) {
      gsl_cdf_ugaussian_Pinv(Self.probability(ofLeavingAt: $0, returningAt: $1, within: dt))
    }
    opensAbove = company.model.derive(closes, reopens) {
      gsl_cdf_ugaussian_Qinv(Self.probability(ofLeavingAt: $1, returningAt: $0, within: dt))
    }
    shock = company.model.shock(name, into: company.model.scratch)
    isOpenAtStart = company.choice(Financing.windowAtStart) == "open"
  }

  /// That a state is another one after some time, from the rates of leaving it and of coming back.
  private static func probability(
    ofLeavingAt rate: Double, returningAt back: Double, within time: Double
  ) -> Double {
    rate == 0 ? 0 : rate / (rate + back) * -expm1(-(rate + back) * time)
  }

  func start(_ block: Block) { block.values(of: state).update(repeating: isOpenAtStart ? 1 : 0) }

  func advance(_ block: Block, to step: Int) {
    shock.draw(block, at: step)
    ck_switch_state(
      block[state], block[shock.column], block[shutsBelow], block[opensAbove], block.count)
  }
}
