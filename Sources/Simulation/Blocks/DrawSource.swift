import Statistics

/// Where draws come from: a driver or a process, known by its name.
struct DrawSource: Sendable, Hashable {
  let id: UInt64

  /// FNV-1a of the name, 64 bits: adding a source changes no other's.
  init(name: String) {
    var hash = FowlerNollVo()
    hash.add(name.utf8)
    id = hash.value
  }
}
