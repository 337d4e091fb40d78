import Simulation

/// A first file for one's own numbers: a young company with ranges, each block explained.
package enum StarterTemplate {
  /// - Parameters:
  ///   - company: Its name in the file, a valid one.
  ///   - start: Date of the first value.
  ///   - file: What the file will be called, for the commands at its top.
  package static func text(company: String, start: CalendarDate, file: String) -> String {
    """
    # A young subscription company. Replace the numbers with what you believe.
    #
    #   ballpark check \(file)
    #       what the file states and implies, and what has no source yet
    #   ballpark run \(file)
    #       percentile bands of ARR, multiple, share price and drawdown
    #   ballpark show '40% to 120%'
    #       what a range means
    #   ballpark list keys
    #       every key there is; `ballpark init --all` writes a file with all of them
    #
    # Any number may be a range: 'low to high' are the 5th and the 95th percentile.

    ballpark: 1
    title: \(title(of: company)), a young subscription company

    # The date of the first value, and how far to look. Weeks show drawdowns better than months.
    start: \(start)
    horizon: 3 years
    step: week
    currency: USD

    companies:
      \(company):
        # What is known. A number can say where it comes from: 'source', 'asOf', 'note'. ARR of
        # an earlier date is rolled forward to the start.
        shares: 50M
        arr: {value: 120M, asOf: \(start), note: Made up. Give yours with its source.}
        cash: 60M to 90M
        debt: 10M

        # Growth of ARR in a year. It starts at 'initial' and loses half of the distance to
        # 'longRun' in each half-life. Volatility shakes growth itself.
        growth:
          initial: 40% to 120%
          longRun: 5% to 15%
          halfLife: 9 to 24 months
          volatility: 15%

        # Scatter of what customers consume around that growth: large with few customers.
        usage:
          volatility: {initial: 25%, longRun: 10%, halfLife: 18 months}

        # The product's price. Elasticity says what usage answers: at -1, a rise earns nothing.
        # 'changes' are announced ones: how many in a year, and how large each is.
        listPrice:
          elasticity: -1.2 to -0.4
          changes:
            frequency: 0.5/year to 2/year
            size: {triangular: {low: -20%, mode: 5%, high: 30%}}

        # What the market pays: enterprise value over ARR. It starts at 'initial' (or give
        # 'sharePrice: 36 USD' instead) and its logarithm goes towards 'longRun'.
        # Jumps are days of news; their size is in logarithms.
        multiple:
          initial: 12x to 18x
          longRun: 5x to 12x
          halfLife: 9 to 24 months
          volatility: 40% to 70%
          jumps:
            frequency: 4/year
            logSize: {normal: {mean: -2%, sd: 10%}}
            compensate: longRun
    """ + "\n"
  }

  /// `new-company` is `New Company`.
  private static func title(of company: String) -> String {
    let words = company.split { $0 == "-" || $0 == "_" }
    guard !words.isEmpty else { return company }
    return words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
  }
}
