import CKernels
import Statistics
import Testing

@testable import Simulation

/// A group of values through the recording kernel.
func recorded(
  _ values: [Double], _ cells: inout [UInt32], _ layout: BitHistogramLayout, centre: Double
) -> ck_moments {
  let column = TestColumn(values)
  return withExtendedLifetime(column) {
    ck_record(&cells, layout.lowestKey, centre, column.pointer, column.count)
  }
}

/// The recording kernel against its definition.
@Suite struct RecordKernelTests {
  /// Protects bands: the kernel's cells are those of the layout that percentiles are read with, for
  /// any value and any length of a group; moments and extremes are those of the values.
  @Test(arguments: [1, 0, 1.25e9, 1e-300])
  func cellsAreThoseOfTheLayout(_ centre: Double) {
    #expect(BitHistogramLayout.cells == Int(CK_CELLS))
    #expect(BitHistogramLayout.magnitudes == Int(CK_MAGNITUDES))
    #expect(Block.groupSize == Int(CK_GROUP))
    let layout = BitHistogramLayout(centre: centre)
    for length in [512, 100, 7] {
      let values = Array(
        InstructionSetTests.Kernel.anything(4)[200..<(200 + length)].map { $0 * centre })
      var cells = [UInt32](repeating: 0, count: BitHistogramLayout.cells)
      let moments = recorded(values, &cells, layout, centre: centre)
      var expected = [UInt32](repeating: 0, count: BitHistogramLayout.cells)
      for value in values { expected[layout.cell(of: value)] += 1 }
      #expect(cells == expected)
      #expect(Int(moments.unusual) == values.count { layout.isOutOfRange($0) })
      let numbers = values.filter { !$0.isNaN }
      #expect(moments.minimum == numbers.min() && moments.maximum == numbers.max())
    }
  }

  /// Protects means: sums about the centre, to rounding.
  @Test func sumsAreThoseOfTheValues() {
    let values = Array(InstructionSetTests.Kernel.ordinary(2)[..<509])
    var cells = [UInt32](repeating: 0, count: BitHistogramLayout.cells)
    let layout = BitHistogramLayout(centre: 1)
    let moments = recorded(values, &cells, layout, centre: 0.25)
    #expect(abs(moments.sum - values.reduce(0) { $0 + ($1 - 0.25) }) < 1e-11)
    let squares = values.reduce(0) { $0 + ($1 - 0.25) * ($1 - 0.25) }
    #expect(abs(moments.squares - squares) < 1e-11)
  }

  /// Protects samples with zeros of both signs from the workers: merged parts give the summary of
  /// the whole, whichever sign each part's extremes have.
  @Test func mergedSamplesEqualTheWhole() throws {
    var layout = Layout()
    let column = layout.addColumn()
    func sample(_ groups: some Collection<(offset: Int, element: [Double])>) -> SampleTally {
      let recorder = SampleRecorder(
        SampleTally("", dates: 1, centre: 1), blockSize: 512)
      for (index, group) in groups {
        var block = Block(layout, capacity: 512, seed: 1)
        defer { block.deallocate() }
        block.move(
          to: .init(
            first: index * 512, selection: .first(512), ordinal: index * 512, recorded: 512))
        for path in 0..<512 { block[column][path] = group[path % group.count] }
        recorder.add(column, of: block, at: 0)
      }
      return recorder.tally
    }
    let values: [[Double]] = [[0, -0.0, 2], [-0.0, 0, 3], [-1, .nan, 0, -0.0], [0], [-0.0]]
    let groups = Array(values.enumerated())
    var table = RankTable()
    let levels: [Double] = [10, 25, 50, 75, 90]
    let whole = sample(groups).summary(at: 0, levels: levels, telling: .plain, ranks: &table)
    for split in 1..<groups.count {
      let merged = sample(groups[..<split])
      try merged.merge(sample(groups[split...]))
      #expect(
        merged.summary(at: 0, levels: levels, telling: .plain, ranks: &table) == whole)
    }
    #expect(whole.failed == 128)
    #expect(whole[50]?.value == 0)
  }
}
