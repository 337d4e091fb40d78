/// Sums over paths of two integers of each, of which the second is a whole and the first what part of it is
/// counted: all that the ratio of the two sums and its error need. Integers add, so that no order leaves a
/// trace.
package struct RatioSums: Sendable, Equatable {
  /// Paths whose whole is not 0.
  package private(set) var paths = 0
  package private(set) var part: Int128 = 0
  package private(set) var whole: Int128 = 0
  private var squares: Int128 = 0
  private var products: Int128 = 0
  private var wholeSquares: Int128 = 0

  package init() {}

  init(
    paths: Int, part: Int128, whole: Int128, squares: Int128, products: Int128,
    wholeSquares: Int128
  ) {
    self.paths = paths
    (self.part, self.whole) = (part, whole)
    (self.squares, self.products, self.wholeSquares) = (squares, products, wholeSquares)
  }

  /// - Parameters:
  ///   - part: Of one path, in size no more than 2³¹ times the whole.
  ///   - whole: Of the same path, 1 to 65,535.
  package mutating func add(_ part: Int, of whole: Int) {
    let (part, whole) = (Int128(part), Int128(whole))
    paths += 1
    self.part += part
    self.whole += whole
    squares += part * part
    products += part * whole
    wholeSquares += whole * whole
  }

  mutating func add(_ other: RatioSums) {
    paths += other.paths
    part += other.part
    whole += other.whole
    squares += other.squares
    products += other.products
    wholeSquares += other.wholeSquares
  }

  /// Σ part / Σ whole; NaN where there is no whole.
  package var ratio: Double { whole == 0 ? .nan : Double(part) / Double(whole) }

  /// The variance of `ratio` over other paths, each of which is one cluster: with n paths, and z = part - ratio ·
  /// whole, n / (n - 1) · Σ z² / (Σ whole)². NaN for fewer than two paths.
  ///
  /// Reference: Cochran (1977), Sampling Techniques, §6.3.
  package var variance: Double {
    guard paths > 1 else { return .nan }
    let ratio = ratio
    let left =
      Double(squares) - 2 * ratio * Double(products) + ratio * ratio * Double(wholeSquares)
    let (count, total) = (Double(paths), Double(whole))
    return max(0, left) / (total * total) * count / (count - 1)
  }

  func encode(to writer: inout ByteWriter) {
    writer.write(count: paths)
    for sum in [part, whole, squares, products, wholeSquares] { writer.write(sum) }
  }

  init(from reader: inout ByteReader) throws(TallyError) {
    paths = try reader.count()
    (part, whole) = (try reader.integer(), try reader.integer())
    (squares, products) = (try reader.integer(), try reader.integer())
    wholeSquares = try reader.integer()
    guard whole >= paths, whole <= Int128(paths) * 65_535, part.magnitude <= whole.magnitude << 31,
      wholeSquares >= whole, wholeSquares <= whole * 65_535,
      products.magnitude <= wholeSquares.magnitude << 31, squares >= 0,
      squares <= wholeSquares << 62
    else { throw .damaged("sums of a ratio do not add up") }
  }
}
