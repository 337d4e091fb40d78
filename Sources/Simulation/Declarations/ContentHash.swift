import Statistics

/// One number for all that a value holds: equal for equal values, in any process, and of different ones
/// once in 2⁶⁴.
///
/// It goes through what is stored, private or not, by reflection, so that whoever adds a key or a
/// distribution cannot forget it. Reflection is slow: this is not for the making of each model.
///
/// Verified: `ContentHashTests`.
struct ContentHash {
  private var hash = FowlerNollVo()

  var value: UInt64 { hash.value }

  /// - Parameter content: Of structs, enumerations, collections, numbers and texts; what lies behind a pointer
  ///   or in a closure is not seen.
  mutating func add(_ content: Any) {
    switch content {
    case let text as String: add(text: text)
    case let number as Double: add(bits: number.bitPattern)
    case let number as Int: add(bits: UInt64(bitPattern: Int64(number)))
    default: add(partsOf: content)
    }
  }

  private mutating func add(partsOf content: Any) {
    let mirror = Mirror(reflecting: content)
    add(text: String(describing: mirror.subjectType))
    add(bits: UInt64(mirror.children.count))
    switch mirror.displayStyle {
    // A plain case, or another kind of number.
    case .enum where mirror.children.isEmpty, nil: add(text: "\(content)")
    case .dictionary, .set: addInAnyOrder(mirror.children.map(\.value))
    default:
      for part in mirror.children {
        add(text: part.label ?? "")
        add(part.value)
      }
    }
  }

  private mutating func addInAnyOrder(_ elements: [Any]) {
    let hashes = elements.map { element in
      var hash = ContentHash()
      hash.add(element)
      return hash.value
    }
    for hash in hashes.sorted() { add(bits: hash) }
  }

  private mutating func add(text: String) {
    add(bits: UInt64(text.utf8.count))
    hash.add(text.utf8)
  }

  private mutating func add(bits: UInt64) {
    withUnsafeBytes(of: bits.littleEndian) { hash.add($0) }
  }
}
