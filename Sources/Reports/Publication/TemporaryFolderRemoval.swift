#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension TemporaryFolder {
  /// Removes what was made here and has not been moved away, and an earlier answer whose place it took.
  ///
  /// - Returns: Where the rest is, if somebody has put something here; nil where nothing is left.
  @discardableResult
  func remove() -> String? {
    defer { close(marker) }
    let (names, list) = (announced, FileList(in: path))
    // A gnuplot that has outlived its run may still make files.
    for _ in 0..<3 {
      list?.remove(from: path)
      for name in names { unlink(path + "/" + name) }
      for folder in Set(names.map(\.folder)) where folder != "." { rmdir(path + "/" + folder) }
      if rmdir(path) == 0 || errno == ENOENT { break }
      usleep(1000)
    }
    unlink(place + "/file")
    unlink(place + "/marker")
    if rmdir(place) == 0 || errno == ENOENT { return nil }
    let kept = try? moveBeside(place, target.folder + "/ballpark-kept")
    return kept ?? place
  }

  var announced: Set<String> {
    Set(Self.text(of: marker).dropFirst(Self.mark.count).split(separator: "\n").map(String.init))
  }

  private static func text(of marker: Int32) -> String {
    var (text, place) = ([UInt8](), 0)
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = pread(marker, &buffer, buffer.count, off_t(place))
      guard count > 0 else { break }
      text += buffer.prefix(count)
      place += count
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Whose a place is: only who has locked its marker writes there or removes it.
  enum Lock {
    case ours, others
    /// The file system has no locks.
    case none
  }

  /// - Parameter marker: An open file that was the marker of the place when it was opened.
  static func lock(_ marker: Int32, in place: String) -> Lock {
    guard flock(marker, LOCK_EX | LOCK_NB) == 0 else {
      return errno == EAGAIN ? .others : .none
    }
    // Whoever had the lock until now may have removed the marker.
    var (mine, there) = (stat(), stat())
    let isThere =
      fstat(marker, &mine) == 0 && lstat(place + "/marker", &there) == 0
      && mine.st_ino == there.st_ino && mine.st_dev == there.st_dev
    return isThere ? .ours : .others
  }

  /// Removes what killed runs have left beside a target: marked by one, and locked by none.
  ///
  /// - Returns: Where things are that no run has put there.
  static func removeAbandoned(beside target: String) -> [String] {
    let names = (try? FileList.names(target.folder)) ?? []
    // Mostly there is none, and making the pattern takes longer than writing a file.
    let isOurs = { (name: String) in name.wholeMatch(of: /\.ballpark-[0-9]+-[0-9]+/) != nil }
    return names.filter { $0.hasPrefix(prefix) && isOurs($0) }.compactMap { name in
      let place = target.folder + "/" + name
      // Killed before the mark, or behind it: there is nothing in it.
      if rmdir(place) == 0 { return nil }
      let marker = open(place + "/marker", O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      guard marker >= 0 else { return nil }
      let text = lock(marker, in: place) == .ours ? text(of: marker) : nil
      if let text, text.hasPrefix(mark) {
        return Self(place: place, target: target, model: target, marker: marker).remove()
      }
      if text == "", (try? FileList.names(place)) == ["marker"] {
        unlink(place + "/marker")
        rmdir(place)
      }
      close(marker)
      return nil
    }
  }
}
