import CGSL
import CKernels
import Foundation
import Testing

@testable import Simulation

/// A column as blocks hand them to the kernels: 64-byte aligned, with some room behind it.
final class TestColumn<Element: BitwiseCopyable> {
  let buffer: UnsafeMutableBufferPointer<Element>
  private let memory: UnsafeMutableRawPointer

  init(_ values: [Element]) {
    memory = .allocate(byteCount: (values.count + 16) * MemoryLayout<Element>.stride, alignment: 64)
    let pointer = memory.bindMemory(to: Element.self, capacity: values.count)
    pointer.initialize(from: values, count: values.count)
    buffer = UnsafeMutableBufferPointer(start: pointer, count: values.count)
  }

  convenience init(repeating value: Element, count: Int) {
    self.init(Array(repeating: value, count: count))
  }

  deinit { memory.deallocate() }

  var pointer: UnsafeMutablePointer<Element> { buffer.baseAddress! }
  var count: Int32 { Int32(buffer.count) }
  var values: [Element] { Array(buffer) }
}

extension TestColumn<Double> {
  /// As a parameter with a value per path.
  var number: ck_number { ck_number(p: pointer, mask: ~0) }
  /// As a parameter with one value; the column holds eight.
  var constant: ck_number { ck_number(p: pointer, mask: 0) }
}

/// Normals or uniforms of a source, path by path.
func draws(
  _ kernel: (UnsafeMutablePointer<Double>, Int32, ck_at) -> Void, _ count: Int, at place: ck_at
) -> [Double] {
  let column = TestColumn(repeating: 0.0, count: count)
  kernel(column.pointer, column.count, place)
  return column.values
}

let somewhere = ck_at(seed: 42, source: DrawSource(name: "test").id, path: 0, step: 3)

enum Chi2 {
  /// Chance of a chi-square as large as that of `counts` against expected `shares`. Cells are pooled
  /// from the end until each expects at least ten.
  static func pValue(_ counts: [Int], expected shares: [Double], of n: Int) -> Double {
    var statistic = 0.0
    var cells = 0
    var (count, expected) = (0.0, 0.0)
    var rest = (count: Double(n), expected: Double(n))
    for (observed, share) in zip(counts, shares) {
      count += Double(observed)
      expected += share * Double(n)
      guard expected >= 10, rest.expected - expected >= 10 else { continue }
      statistic += (count - expected) * (count - expected) / expected
      cells += 1
      rest = (rest.count - count, rest.expected - expected)
      (count, expected) = (0, 0)
    }
    statistic += (rest.count - rest.expected) * (rest.count - rest.expected) / rest.expected
    return gsl_cdf_chisq_Q(statistic, Double(cells))
  }
}

/// A PoissonLaw with its block, as a company part has them: one rate for all paths or one per path.
final class PoissonBench {
  let block: Block
  let law: PoissonLaw

  /// - Parameter rates: One, or one per path of the block; with a step of a year a frequency is a rate.
  init(rates: [Double], capacity: Int, first: Int = 0) throws {
    let grid = TimeGrid(start: CalendarDate(day: 20_000), step: .year, steps: 3)
    let compiler = Compiler(ModelDefinition(grid: grid, currency: "USD"), processes: [])
    let frequency = rates.count == 1 ? compiler.constant(rates[0]) : .column(compiler.column())
    law = PoissonLaw(frequency: frequency, name: "events", in: compiler)
    var block = Block(compiler.layout, capacity: capacity, seed: 42)
    block.move(to: .init(first: first, selection: .first(capacity), ordinal: 0, recorded: capacity))
    self.block = block
    if rates.count > 1 {
      let column = block.storage(of: frequency)
      for path in 0..<capacity { column[path] = rates[path % rates.count] }
    }
    for constant in compiler.pathConstants { constant.assign(block) }
  }

  deinit { block.deallocate() }

  /// Calls for each path with events.
  func eachHit(at step: Int, _ body: (_ path: Int, _ count: Int) -> Void) {
    let path = TestColumn(repeating: UInt32(0), count: block.capacity + 16)
    let count = TestColumn(repeating: UInt32(0), count: block.capacity + 16)
    let hits = law.withLaw(block) {
      ck_poisson_counts(path.pointer, count.pointer, block.count, place(step), $0)
    }
    for hit in 0..<Int(hits) { body(Int(path.buffer[hit]), Int(count.buffer[hit])) }
  }

  /// Counts of all paths.
  func counts(at step: Int) -> [Int] {
    var all = [Int](repeating: 0, count: block.capacity)
    eachHit(at: step) { all[$0] = $1 }
    return all
  }

  /// Compound sums of all paths.
  func jumps(at step: Int, mean: Double, sd: Double) -> [Double] {
    let sums = TestColumn(repeating: 0.0, count: block.capacity)
    law.withLaw(block) { ck_add_jumps(sums.pointer, sums.count, place(step), $0, mean, sd) }
    return sums.values
  }

  private func place(_ step: Int) -> ck_at { block.place(DrawSource(name: "jumps"), step) }
}
