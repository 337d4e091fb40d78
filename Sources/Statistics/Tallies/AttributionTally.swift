/// What is kept of the parts of a share price's change.
package final class AttributionTally: Tally {
  package let company: String
  /// Of each cause in their order, then of the price itself.
  package let samples: [SampleTally]
  /// Paths without parts.
  package private(set) var leftOut = 0
  package private(set) var count = 0
  /// The most by which the parts of a path miss the whole.
  package private(set) var largestGap = 0.0

  package init(of company: String, causes: [PriceAttribution.Cause]) {
    self.company = company
    // Logarithms of factors lie about 0, of the size of one.
    samples = (causes.map(\.rawValue) + ["share price"]).map {
      SampleTally($0, dates: 1, centre: 1)
    }
  }

  package func requireFit(_ other: AttributionTally) throws(TallyError) {
    try TallyError.requireEqual(company, other.company, "companies of attributions")
    try samples.requireFit(other.samples, "causes of \(company)")
  }

  package func add(count: Int, leftOut: Int, gap: Double) {
    self.count += count
    self.leftOut += leftOut
    largestGap = max(largestGap, gap)
  }

  package func add(_ other: AttributionTally) {
    samples.add(other.samples)
    add(count: other.count, leftOut: other.leftOut, gap: other.largestGap)
  }

  package func encode(to writer: inout ByteWriter) {
    writer.write(company)
    writer.write(samples)
    writer.write(count: leftOut)
    writer.write(count: count)
    writer.write(largestGap)
  }

  package init(from reader: inout ByteReader) throws(TallyError) {
    company = try reader.text()
    samples = try reader.tallies()
    (leftOut, count) = (try reader.count(), try reader.count())
    largestGap = try reader.finite()
    guard (2...PriceAttribution.Cause.allCases.count + 1).contains(samples.count),
      samples.allSatisfy({ $0.dates == 1 }), leftOut <= count
    else { throw .damaged("counts of \(company) do not add up") }
  }
}
