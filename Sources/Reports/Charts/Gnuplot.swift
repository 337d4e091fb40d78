import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The program that draws the pictures, as a process of its own.
struct Gnuplot {
  /// Folders to look in, with colons between; nil: the environment's PATH.
  let searchPath: String?
  /// Seconds.
  let timeLimit: Double

  /// Draws what a script says, in its folder.
  ///
  /// - Returns: Why there are no pictures, for the user; nil where all went well.
  /// - Throws: `CancellationError` if it should stop; gnuplot has ended then.
  func draw(_ script: String, in folder: String, shouldStop: () -> Bool) throws -> String? {
    guard let program else {
      return "no pictures: there is no gnuplot; on Debian and Ubuntu: apt-get install gnuplot-nox"
    }
    // The shell is only there for `cd`; -d leaves out what the user has set for gnuplot.
    let arguments = [
      "/bin/sh", "-c", #"cd "$1" && exec "$2" -d "$3""#, "sh", folder, program, script,
    ]
    guard let child = ChildProcess(arguments) else {
      return "no pictures: gnuplot cannot be started"
    }
    switch child.wait(timeLimit: timeLimit, shouldStop: shouldStop) {
    case .ended(0): return nil
    case .ended(let status):
      return "no pictures: gnuplot failed with status \(status)\n" + child.errors
    case .tookTooLong:
      let limit = Figure(timeLimit, error: 0, unit: "").text
      return "no pictures: gnuplot took longer than \(limit) s"
    case .stopped: throw CancellationError()
    }
  }

  private var program: String? {
    let path = searchPath ?? getenv("PATH").map { String(cString: $0) } ?? ""
    // An empty entry would be the folder that one happens to be in.
    return path.split(separator: ":").map { $0 + "/gnuplot" }.first { access($0, X_OK) == 0 }
  }
}
