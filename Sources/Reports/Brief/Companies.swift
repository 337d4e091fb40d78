import Statistics
import Text

/// What is told of the companies: of one a small table and how it may end, of several a row each.
struct Companies {
  /// How many series beside the first are told of one company.
  static let mostExtra = 3

  let lines: [String]
  /// Names of the series and outcomes that are told.
  let shown: Set<String>

  /// - Parameters:
  ///   - first: How many companies are told; nil for all.
  ///   - extra: How many series beside the first are told of one company.
  init(
    _ report: Report, first: Int? = nil, extra: Int, _ columns: ShareColumns,
    _ likelihoods: [ShareRow], on terminal: Terminal
  ) {
    let all = report.summary.companies
    let told = Array(all.prefix(first ?? all.count))
    let isOne = all.count == 1
    lines =
      isOne
      ? report.companyTable(all[0], extra: extra).lines(on: terminal)
        + likelihoods.flatMap(columns.lines)
        + report.worthLines(of: all[0], width: terminal.width)
      : told.isEmpty ? [] : report.companiesTable(told).lines(on: terminal)
    shown = Set(
      told.flatMap { company in
        report.headlineSeries(of: company).prefix(isOne ? 1 + extra : 1).map(\.name)
          + report.headlineOutcomes(of: company).map(\.name)
      })
  }
}

extension Report {
  /// `a share is worth 41.1 ± 0.3 USD (MCSE) to a holder who never sells, at its discount rate`.
  fileprivate func worthLines(of company: String, width: Int) -> [String] {
    valueBases(of: company).flatMap { basis -> [String] in
      let share = value(basis, perShare: true, of: company).map { "a share is worth \($0)" }
      let whole = value(basis, perShare: false, of: company).map { "worth \($0)" }
      guard let words = share ?? whole else { return [] }
      return "\(words) to a holder who never sells, \(basis)".printable()
        .wrapped(to: width - 2, indent: 2).map { "  " + $0 }
    }
  }

  /// Outcomes that are told beside series.
  fileprivate func headlineOutcomes(of company: String) -> [OutcomeSummary] {
    let roles: [Quantity.Role] =
      [.maximumDrawdown, .totalReturn, .insolvency]
      + valueBases(of: company).map { .value(basis: $0, perShare: true) }
    return roles.compactMap { summary.outcome($0, of: company) }
  }
}
