import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The program that draws the pictures, as a process of its own.
struct Gnuplot {
  /// Why some pictures may be missing, for the user.
  struct Problem {
    /// Part of a sentence.
    let reason: String
    /// Lines of gnuplot's own, to follow the sentence.
    var details = ""
  }

  /// Folders to look in, with colons between; nil: the environment's PATH.
  let searchPath: String?
  /// Seconds.
  let timeLimit: Double

  /// Draws what scripts say, in their folder.
  ///
  /// - Returns: Nil where it says that all went well. Else some pictures may be whole all the same.
  /// - Throws: `CancellationError` if it should stop; gnuplot has ended then.
  func draw(_ scripts: [String], in folder: String, shouldStop: () -> Bool) throws -> Problem? {
    guard let program else {
      return Problem(
        reason: "there is no gnuplot; on Debian and Ubuntu: apt-get install gnuplot-nox")
    }
    // The shell is only there for `cd`, which CDPATH would lead elsewhere; -d leaves out what the user
    // has set for gnuplot.
    let arguments =
      [
        "/bin/sh", "-c", #"CDPATH= cd -- "$1" && shift && exec "$@""#, "sh", folder, program, "-d",
      ] + scripts
    guard let child = ChildProcess(arguments) else {
      return Problem(reason: "gnuplot cannot be started")
    }
    switch child.wait(timeLimit: timeLimit, shouldStop: shouldStop) {
    case .ended(0): return nil
    case .ended(let status):
      return Problem(reason: "gnuplot failed with status \(status)", details: child.errors)
    case .tookTooLong:
      let limit = Figure(timeLimit, error: 0, unit: "").text
      return Problem(reason: "gnuplot took longer than \(limit) s")
    case .stopped: throw CancellationError()
    }
  }

  private var program: String? {
    let path = searchPath ?? getenv("PATH").map { String(cString: $0) } ?? ""
    // An entry that is empty or relative would be in the folder that one happens to be in.
    return path.split(separator: ":").filter { $0.hasPrefix("/") }.map { $0 + "/gnuplot" }
      .first(where: Self.isProgram)
  }

  private static func isProgram(_ path: String) -> Bool {
    var status = stat()
    // A folder may be entered, which is the same right.
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
  }
}
