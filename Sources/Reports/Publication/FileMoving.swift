#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Gives a file or a folder the owner and the mode of another, as far as the process may.
func adopt(_ status: stat, _ path: String, adding bits: mode_t = 0) {
  // Only root gives things away, but a group is shared by all that are in it.
  if chown(path, status.st_uid, status.st_gid) != 0 { _ = chown(path, uid_t.max, status.st_gid) }
  chmod(path, status.st_mode & 0o7777 | bits)
}

/// Moves a folder to the first free of `base`, `base-2`, `base-3` and so on.
///
/// - Returns: Where it is.
func moveBeside(_ folder: String, _ base: String, from first: Int = 1) throws(OutputError) -> String
{
  for number in first..<10_000 {
    let place = number == 1 ? base : "\(base)-\(number)"
    // Replaces nothing but an empty folder.
    if rename(folder, place) == 0 { return place }
    guard [ENOTEMPTY, EEXIST, ENOTDIR].contains(errno) else {
      throw OutputError(cannot: "write", place)
    }
  }
  throw OutputError(cannot: "write", base, EEXIST)
}

/// `rename` that replaces nothing; 0, or -1 with `errno`.
func renameExclusively(_ old: String, _ new: String) -> Int32 {
  if let code = rename(old, new, option: 1) { return code }
  return link(old, new) == 0 ? unlink(old) : -1
}

/// Two folders change places, in one step where the file system can; 0, or -1 with `errno`.
///
/// - Parameter free: Where nothing is, for file systems that cannot.
func exchange(_ one: String, _ other: String, by free: String) -> Int32 {
  if let code = rename(one, other, option: 2) { return code }
  guard rename(other, free) == 0 else { return -1 }
  if rename(one, other) == 0 { return rename(free, one) }
  let code = errno
  rename(free, other)
  errno = code
  return -1
}

/// Linux's `renameat2`, with 1 for `RENAME_NOREPLACE` and 2 for `RENAME_EXCHANGE`; nil where the
/// system or the file system does not have it.
private func rename(_ old: String, _ new: String, option: UInt32) -> Int32? {
  #if canImport(Glibc)
    // An extension of the GNU library that its headers hide from Swift.
    typealias Rename =
      @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
    guard let function = dlsym(nil, "renameat2") else { return nil }
    let code = unsafeBitCast(function, to: Rename.self)(AT_FDCWD, old, AT_FDCWD, new, option)
    return code != 0 && (errno == EINVAL || errno == ENOSYS) ? nil : code
  #else
    return nil
  #endif
}

/// Makes a folder and those above it, where they are missing, and returns the new ones.
func makeFolders(_ path: String) throws(OutputError) -> [String] {
  if mkdir(path, 0o777) == 0 { return [path] }
  if errno == EEXIST || errno == EISDIR { return [] }
  guard errno == ENOENT, path.folder != path else { throw OutputError(cannot: "make", path) }
  let made = try makeFolders(path.folder)
  guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
    let code = errno
    for folder in made.reversed() { rmdir(folder) }
    throw OutputError(cannot: "make", path, code)
  }
  return made + [path]
}
