import CKernels
import Statistics

@testable import Simulation

// What each kernel is given on each instruction set.

extension InstructionSetTests.Kernel {
  /// More than one chunk of the normals' lists, and not a multiple of it.
  static let n = 1_056

  /// Numbers of ordinary size and both signs.
  static func ordinary(_ step: UInt32) -> [Double] {
    var place = somewhere
    place.step = step
    return draws(ck_normals, n, at: place)
  }

  /// The same with everything that a double can be.
  static func anything(_ step: UInt32) -> [Double] {
    let special: [Double] = [
      .nan, .infinity, -.infinity, 0, -0.0, 0x1p-1040, -0x1p-1040, .leastNormalMagnitude, 1e308,
      -1e308,
      1e-300, 709.5, -708.5, 745, 1, -1, 0.5,
    ]
    var values = ordinary(step)
    for (i, value) in special.enumerated() {
      for k in 0..<6 { values[(i + Int(step) + k * 171) % n] = value }
    }
    return values
  }

  static func bits(_ values: [Double]) -> [UInt64] {
    values.map { $0.isNaN ? Double.nan.bitPattern : $0.bitPattern }
  }

  static func multiplied(_ x: [Double]) -> [UInt64] {
    let (a, b, y) = (TestColumn(x), TestColumn(ordinary(9)), TestColumn(repeating: 0.0, count: n))
    withExtendedLifetime((a, b)) { ck_multiply(y.pointer, a.pointer, b.number, y.count) }
    return bits(y.values)
  }

  /// Runs with parameters as columns and as constants, on twelve columns; returns all of them.
  private static func parts(
    _ name: String,
    _ body: @escaping @Sendable ([TestColumn<Double>], (Int) -> ck_number) -> Void
  ) -> InstructionSetTests.Kernel {
    InstructionSetTests.Kernel(name) {
      let parameters = (10..<16).map { TestColumn(anything(UInt32($0))) }
      let constants = [0.7, -1.3, 0.11, 2, 0, 1e-3].map { TestColumn(repeating: $0, count: 8) }
      return [false, true].flatMap { isColumn in
        let columns = (1...12).map { TestColumn(anything(UInt32($0))) }
        withExtendedLifetime((parameters, constants)) {
          body(columns) { isColumn ? parameters[$0].number : constants[$0].constant }
        }
        return columns.flatMap { bits($0.values) }
      }
    }
  }

  static let all: [InstructionSetTests.Kernel] =
    drawing + arithmetic + processes + business + events + [
      recording, ends,
    ]

  private static let drawing = [
    InstructionSetTests.Kernel("bits") {
      let column = TestColumn(repeating: UInt64(0), count: n)
      ck_bits(column.pointer, column.count, somewhere)
      return column.values
    },
    .init("uniforms") { bits(draws(ck_uniforms, n, at: somewhere)) },
    .init("normals") { bits(draws(ck_normals, 16 * n, at: somewhere)) },
    .init("normals_from_centred") {
      var q = draws(ck_uniforms, n, at: somewhere).map { $0 - 0.5 }
      let tails: [Double] = [0x1p-54, 0x1p-53, 1e-12, 1.38879e-11, 1.4e-11, 0.075, 0.0750001]
      for (i, p) in tails.enumerated() { (q[i * 7], q[i * 7 + 1]) = (p - 0.5, 0.5 - p) }
      (q[100], q[101], q[1_030]) = (0, -0.0, .nan)
      // Lengths that are no multiple of a vector.
      return [n, 1, 3, 1_025].flatMap { length in
        let column = TestColumn(Array(q[..<length]))
        ck_normals_from_centred(column.pointer, column.count)
        return bits(column.values)
      }
    },
  ]

  private static let arithmetic = [
    parts("affine") { ck_affine($0[0].pointer, $1(0), $1(1), $0[1].pointer, $0[0].count) },
    parts("along") { columns, parameter in
      let values = [parameter(0), parameter(1), parameter(2)]
      ck_along(
        columns[0].pointer, columns[1].pointer, [-0.5, 0.25, 0.5], [1 / 0.75, 4], values, 3,
        columns[0].count)
    },
    parts("add") { ck_add($0[0].pointer, $1(0), $0[0].count) },
    parts("add_product") { ck_add_product($0[0].pointer, $1(0), $0[1].pointer, $0[0].count) },
    parts("multiply") { ck_multiply($0[0].pointer, $0[1].pointer, $1(0), $0[0].count) },
    parts("subtract") { ck_subtract($0[0].pointer, $1(0), $1(1), $0[0].count) },
    parts("replace") { columns, parameter in
      for i in stride(from: 0, to: n, by: 3) { columns[1].buffer[i] = 2 }
      ck_replace(columns[0].pointer, columns[1].pointer, 2, parameter(0), columns[0].count)
    },
    parts("inside") { columns, _ in
      columns[0].buffer[0] = Double(ck_inside(columns[1].pointer, -0.5, 0.7, columns[1].count))
    },
    parts("greatest") { columns, _ in
      columns[0].buffer[0] = ck_greatest(columns[1].pointer, columns[1].count)
    },
    parts("divide") { columns, _ in
      ck_divide(columns[0].pointer, columns[1].pointer, columns[2].pointer, columns[0].count)
    },
    parts("exp") { columns, _ in
      ck_exp(columns[0].pointer, columns[1].pointer, columns[0].count)
      for i in 0..<n { columns[3].buffer[i] *= 300 }
      ck_exp(columns[2].pointer, columns[3].pointer, columns[0].count)
    },
    parts("exp_times") {
      ck_exp_times($0[0].pointer, $0[1].pointer, $1(0), $0[0].count)
    },
    parts("exp_of_sum_times") {
      ck_exp_of_sum_times($0[0].pointer, $0[1].pointer, $0[2].pointer, $1(0), $0[0].count)
    },
    parts("add_up") { columns, parameter in
      for (output, count) in [0, 3].enumerated() {
        let terms = [parameter(2), parameter(3), parameter(4)]
        ck_add_up(
          columns[output].pointer, parameter(0), parameter(1), columns[5].pointer, terms,
          Int32(count), 0.05, columns[0].count)
      }
    },
    parts("settle") { columns, _ in
      ck_settle(columns[0].pointer, columns[1].pointer, 0.5, columns[0].count)
    },
    parts("expm1") { columns, _ in
      ck_expm1(columns[0].pointer, columns[1].pointer, columns[0].count)
    },
    parts("log") { columns, _ in
      ck_log(columns[0].pointer, columns[1].pointer, columns[0].count)
    },
    parts("log1p") { columns, _ in
      ck_log1p(columns[0].pointer, columns[1].pointer, columns[0].count)
    },
    parts("quotient_or") { columns, parameter in
      for i in stride(from: 0, to: n, by: 3) { columns[2].buffer[i] = 0 }
      ck_quotient_or(
        columns[0].pointer, columns[1].pointer, columns[2].pointer, parameter(0),
        columns[0].count)
    },
    parts("logistic") { columns, _ in
      ck_logistic(columns[0].pointer, columns[1].pointer, columns[0].count)
    },
    .init("triangular") {
      [0, 0.3, 1].flatMap { split in
        let column = TestColumn(draws(ck_uniforms, n, at: somewhere))
        (column.buffer[5], column.buffer[6]) = (.nan, split)
        ck_triangular(column.pointer, -2, split, 5, column.count)
        return bits(column.values)
      }
    },
    form("evaluate_form", root: 0), form("evaluate_form, root", root: 1),
  ]

  private static func form(_ name: String, root: Int32) -> InstructionSetTests.Kernel {
    parts(name) { columns, parameter in
      // Those that have a loop of their own, all, and one more.
      let terms = [
        CK_X, CK_X | CK_Y, CK_CONSTANT | CK_YY, CK_XX | CK_YY, CK_XX | CK_XY | CK_YY, 63,
        CK_X | CK_XX,
      ]
      for (output, terms) in terms.enumerated() {
        var form = ck_form(
          constant: parameter(0), x: parameter(1), y: parameter(2), xx: parameter(3),
          xy: parameter(4), yy: parameter(5), terms: Int32(terms))
        ck_evaluate_form(
          columns[output].pointer, &form, columns[7].number, columns[8].number, root,
          columns[0].count)
      }
    }
  }

  private static let processes = [
    parts("mean_revert") {
      ck_mean_revert($0[0].pointer, $0[1].pointer, $1(0), $1(1), $1(2), $0[0].count)
    },
    parts("move_below") { ck_move_below($0[0].pointer, $0[1].pointer, $1(0), $0[0].count) },
    parts("turn") { columns, parameter in
      for i in stride(from: 0, to: n, by: 3) { columns[3].buffer[i] = 4 }
      let clock = ck_clock(
        next: columns[0].pointer, hazard: columns[1].pointer, left: columns[2].pointer,
        changed: columns[3].pointer, length: 3)
      ck_turn(clock, parameter(0), 3.5, 4, columns[0].count)
    },
    parts("floor_at_zero") {
      ck_floor_at_zero($0[0].pointer, $0[1].pointer, $1(0), $1(1), 0.1, $0[0].count)
    },
    parts("lower_to_ratio") {
      ck_lower_to_ratio($0[0].pointer, $0[1].pointer, $1(0), $1(1), $0[0].count)
    },
    parts("drawdown") { columns, _ in
      ck_drawdown(
        columns[0].pointer, columns[1].pointer, columns[2].pointer, columns[3].pointer,
        columns[0].count)
    },
    parts("drawdown_episode") { columns, _ in
      let deepest = ck_episode(
        worst: columns[0].pointer, peak: columns[1].pointer, from: columns[2].pointer,
        trough: columns[3].pointer, recovery: columns[4].pointer)
      ck_drawdown_episode(
        deepest, columns[5].pointer, columns[6].pointer, columns[7].pointer, 3, 0.01,
        columns[0].count)
    },
    parts("under_water") { columns, _ in
      ck_under_water(
        columns[0].pointer, columns[1].pointer, columns[2].pointer, columns[3].pointer, 0.01,
        columns[0].count)
    },
    parts("price_step") { columns, parameter in
      ck_price_step(
        columns[0].pointer, words(columns[1]), columns[2].pointer, columns[3].pointer,
        parameter(0), ck_falls(first: 0.95, second: 0.9, third: 0.8), columns[0].count)
    },
    parts("count_falls") { columns, _ in
      ck_count_falls(
        words(columns[0]), words(columns[1]), words(columns[2]), words(columns[3]),
        words(columns[4]), columns[0].count)
    },
  ]

  private static func words(_ column: TestColumn<Double>) -> UnsafeMutablePointer<UInt64> {
    UnsafeMutableRawPointer(column.pointer).assumingMemoryBound(to: UInt64.self)
  }

  /// Lists places, and leaves them in a column.
  private static func list(
    into column: TestColumn<Double>, _ body: (UnsafeMutablePointer<UInt32>) -> Int32
  ) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: n + 16) { list in
      guard let places = list.baseAddress else { return }
      for i in 0..<Int(body(places)) { column.buffer[i] = Double(list[i]) }
    }
  }

  private static let business = [
    earning("earn"), earning("earn, unaided", unaided: true), earning("earn, free", free: true),
    earning("earn, all", unaided: true, free: true),
    parts("grow_where") { columns, parameter in
      ck_grow_where(columns[0].pointer, parameter(0), columns[1].pointer, columns[0].count)
    },
    parts("discount_flows") { columns, parameter in
      ck_discount_flows(
        columns[0].pointer, columns[1].pointer, columns[2].pointer, columns[3].pointer,
        parameter(0), parameter(1), columns[0].count)
    },
    parts("short_of_cash") { columns, parameter in
      list(into: columns[2]) {
        ck_short_of_cash(
          $0, columns[0].pointer, columns[1].pointer, columns[4].pointer, parameter(0), 0.1,
          columns[0].count)
      }
    },
    parts("move_variance") { columns, parameter in
      // Of numbers that a variance can be.
      var law = ck_variance(
        decay: parameter(0), pulled: parameter(2), start: parameter(2), slope: parameter(5))
      list(into: columns[3]) {
        ck_move_variance(
          $0, columns[0].pointer, columns[1].pointer, columns[2].pointer, &law, columns[0].count)
      }
    },
    parts("due") { columns, _ in
      list(into: columns[2]) { ck_due($0, columns[0].pointer, 0.5, columns[0].count) }
    },
    parts("due_where") { columns, _ in
      for i in stride(from: 0, to: n, by: 3) { columns[1].buffer[i] = 1 }
      list(into: columns[2]) {
        ck_due_where($0, columns[0].pointer, 0.5, columns[1].pointer, columns[0].count)
      }
    },
    parts("net_cash") {
      ck_net_cash(
        $0[0].pointer, $0[1].pointer, $0[2].pointer, $1(0), $0[0].count)
    },
    parts("leaving") { columns, parameter in
      for i in 0..<n { columns[0].buffer[i] = Double(i % 2) }
      list(into: columns[2]) {
        ck_leaving(
          $0, columns[0].pointer, columns[1].pointer, parameter(0), parameter(1), columns[0].count)
      }
    },
    parts("first_reach") { columns, parameter in
      for i in stride(from: 0, to: n, by: 2) { columns[0].buffer[i] = .infinity }
      ck_first_reach(
        columns[0].pointer, columns[1].pointer, parameter(4), 7, columns[0].count)
    },
    parts("first_used_up") { columns, _ in
      for i in stride(from: 0, to: n, by: 2) { columns[0].buffer[i] = .infinity }
      for i in stride(from: 0, to: n, by: 3) { columns[1].buffer[i] = 0 }
      ck_first_used_up(
        columns[0].pointer, columns[1].pointer, columns[2].pointer, 7, columns[0].count)
    },
    parts("add_shortfall") { columns, _ in
      ck_add_shortfall(columns[0].pointer, columns[1].pointer, columns[0].count)
    },
  ]

  private static func earning(
    _ name: String, unaided: Bool = false, free: Bool = false
  ) -> InstructionSetTests.Kernel {
    parts(name) { columns, parameter in
      func book(_ first: Int) -> ck_book {
        ck_book(
          cash: columns[first].pointer, losses: columns[first + 1].pointer,
          flow: columns[first + 2].pointer)
      }
      var account = ck_account(
        own: book(0), unaided: unaided ? book(3) : ck_book(),
        free: free
          ? ck_book(cash: nil, losses: columns[6].pointer, flow: columns[7].pointer) : ck_book(),
        pace_before: columns[8].pointer, pace: columns[9].pointer, pace_after: columns[10].pointer,
        solvent: columns[11].pointer, weight_before: 0.1, weight_now: 0.15, tolerance: 0.05,
        spent: parameter(4), debt: parameter(0), interest: parameter(1),
        debt_interest: parameter(2), tax: parameter(3))
      ck_earn(&account, columns[0].count)
    }
  }

  /// Rates from none to many events, the same for all paths or one per path.
  private static let rates: [[Double]] = [
    [0.01], [2], [30], [0, 0.003, 0.2, 1, 5, 36, 50, 1e-12, 0.7],
  ]

  private static let events = [
    InstructionSetTests.Kernel("poisson_counts") {
      try rates.flatMap {
        try PoissonBench(rates: $0, capacity: n).counts(at: 1).enumerated().map { path, count in
          UInt64(path) << 32 | UInt64(count)
        }
      }
    },
    parts("poisson thresholds") { columns, parameter in
      ck_poisson_firsts(columns[0].pointer, parameter(0), columns[0].count)
      ck_poisson_seconds(columns[1].pointer, parameter(0), columns[0].number, columns[0].count)
    },
    .init("event_uniforms") {
      let paths = (0..<40).map { UInt32(3 + 17 * $0) }
      let counts = (0..<40).map { UInt32(1 + $0 % 4) }
      return [0, 1, 3, 40].flatMap { hits in
        var draws = [Double](repeating: 0, count: 100)
        ck_event_uniforms(&draws, paths, counts, Int32(hits), somewhere)
        return bits(draws)
      }
    },
    .init("add_jumps") {
      try rates.flatMap {
        bits(try PoissonBench(rates: $0, capacity: n).jumps(at: 1, mean: -0.04, sd: 0.1))
      }
    },
  ]

  private static let ends = InstructionSetTests.Kernel("ends_of") {
    (1...64).flatMap { length in
      let values = anything(4)[..<(8 * length - length % 7)]
      let ends = ck_ends_of(Array(values), Int32(values.count))
      return [UInt64(ends.zeros), UInt64(ends.numbers)]
    }
  }

  private static let recording = InstructionSetTests.Kernel("record") {
    let layout = BitHistogramLayout(centre: 1)
    return [512, 509, 8, 3, 1].flatMap { length in
      [ordinary(3), anything(4)].flatMap { values in
        var cells = [UInt32](repeating: 0, count: BitHistogramLayout.cells)
        let moments = recorded(Array(values[..<length]), &cells, layout, centre: 1)
        return cells.indices.filter { cells[$0] > 0 }.map { UInt64($0) << 32 | UInt64(cells[$0]) }
          + bits([moments.sum, moments.squares, moments.minimum, moments.maximum])
          + [UInt64(moments.unusual)]
      }
    }
  }
}
