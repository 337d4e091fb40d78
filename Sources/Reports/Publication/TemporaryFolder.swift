import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that is to be written.
package struct OutputFile: Sendable {
  /// Path below the folder: `charts/charts.gp`.
  let name: String
  let bytes: [UInt8]

  init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }

  init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// A place beside a file or a folder of results in which these are made until they are whole.
///
/// It holds a marker that is locked as long as the process lives, and names what has been written: so
/// the next run can remove what a killed one has left, and nothing else.
struct TemporaryFolder {
  /// `.ballpark-4711-0`.
  let place: String
  /// Of what is made.
  let target: String
  /// A folder whose owner and mode it gets, if that is there.
  let model: String
  let marker: Int32

  /// The folder in the making. Once it has changed places with an earlier one, that is here.
  var path: String { place + "/files" }

  static let prefix = ".ballpark-"
  static let mark =
    "A run of Ballpark makes its files here. If it was killed, the next run removes them.\n"
  private static let noMark = String(repeating: "-", count: mark.count - 1) + "\n"
  /// No place of a process has the name of an earlier one, which another run may just be removing.
  private static let places = Atomic<Int>(0)

  /// - Parameter model: A folder that the one in the making is like, if that is there; nil: the target.
  /// - Throws: `OutputError` if none can be made beside the target.
  init(for target: String, like model: String? = nil) throws(OutputError) {
    for _ in 0..<1000 {
      let number = Self.places.add(1, ordering: .relaxed).oldValue
      let place = "\(target.folder)/\(Self.prefix)\(getpid())-\(number)"
      if mkdir(place, 0o700) != 0 {
        guard errno == EEXIST else { throw OutputError(cannot: "write", target) }
        continue
      }
      let marker = open(place + "/marker", O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      var code = marker < 0 ? errno : 0
      // Another run may look in at any time, and take what has no mark yet for a dead one's.
      if code == ENOENT { continue }
      if code == 0 {
        let lock = Self.lock(marker, in: place)
        if lock == .others {
          close(marker)
          continue
        }
        // On a file system without locks, the mark would make it fair game for others.
        code = writeAll(lock == .ours ? Self.mark : Self.noMark, to: marker)
      }
      self.init(place: place, target: target, model: model ?? target, marker: marker)
      if code == 0 { return }
      remove()
      throw OutputError(cannot: "write", target, code)
    }
    throw OutputError(cannot: "write", target, EEXIST)
  }

  init(place: String, target: String, model: String, marker: Int32) {
    (self.place, self.target, self.model, self.marker) = (place, target, model, marker)
  }

  // MARK: Writing

  /// - Throws: `OutputError` if a file of this name is there already, or the disk is full.
  func write(_ file: OutputFile) throws(OutputError) {
    try makeFolder("")
    if file.name.contains("/") { try makeFolder("/" + file.name.folder) }
    try announce([file.name])
    try writeNew(file.bytes, to: path + "/" + file.name, as: target + "/" + file.name)
  }

  /// Names files that another program is about to make.
  func announce(_ names: [String]) throws(OutputError) {
    let code = writeAll(names.map { $0 + "\n" }.joined(), to: marker)
    guard code == 0 else { throw OutputError(cannot: "write", target, code) }
  }

  /// Ends the folder with a manifest that lists what is in it.
  func complete(_ manifest: String) throws(OutputError) {
    let names = announced.sorted()
    try write(OutputFile(Program.manifest, FileList(names, in: path).manifest(manifest)))
    // From here on the manifest says what is ours, also of the folder that this one replaces.
    guard ftruncate(marker, off_t(Self.mark.utf8.count)) == 0 else {
      throw OutputError(cannot: "write", target)
    }
  }

  /// Puts one file at the target, whole or not at all.
  ///
  /// - Parameters:
  ///   - target: On this file system.
  ///   - isReplacing: Whether a file that is there may be lost; its mode is kept.
  func put(_ text: String, at target: String, isReplacing: Bool) throws(OutputError) {
    let file = place + "/file"
    try writeNew(Array(text.utf8), to: file, as: target)
    var status = stat()
    if isReplacing, stat(target, &status) == 0 { adopt(status, file) }
    let code = isReplacing ? rename(file, target) : renameExclusively(file, target)
    guard code == 0 else { throw OutputError(cannot: "write", target) }
  }

  /// Whoever may not see the earlier files shall not see these.
  func makeFolder(_ name: String) throws(OutputError) {
    var status = stat()
    let isThere = stat(model + name, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    guard mkdir(path + name, isThere ? 0o700 : 0o777) == 0 else {
      if errno == EEXIST { return }
      throw OutputError(cannot: "make", target + name)
    }
    if isThere { adopt(status, path + name, adding: 0o700) }
  }

  /// - Parameter name: What the user knows it by.
  private func writeNew(_ bytes: [UInt8], to path: String, as name: String) throws(OutputError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw OutputError(cannot: "write", name) }
    var code = bytes.withUnsafeBytes { writeAll($0, to: descriptor) }
    // Some file systems tell only now that the disk is full.
    if close(descriptor) != 0, code == 0 { code = errno }
    guard code == 0 else { throw OutputError(cannot: "write", name, code) }
  }
}
