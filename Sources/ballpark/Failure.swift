import ArgumentParser
import Reports
import Scenarios
import Shards
import Simulation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A signal has ended what was being done.
struct Interruption: Error {
  let signal: Int32
  /// What is left of it, for the user.
  var left = "nothing written"
}

/// What is wrong with a command line where only the file shows it.
struct CommandError: Error {
  let text: String

  init(_ text: String) { self.text = text }
}

/// Exit codes, as `sysexits.h` has them; 64 is also ArgumentParser's own, and a signal
/// gives 128 and its number, as shells have it.
enum Failure: Int32 {
  /// A search without a result, which is told in full.
  case noAnswer = 1
  case badCommandLine = 64
  case badScenario = 65
  case noSuchFile = 66
  case internalError = 70
  /// Or not where it should be.
  case cannotWrite = 73
  /// Of shards: another try may come to an end.
  case worthRetrying = 75

  /// Says what went wrong on standard error and ends the process.
  static func end(_ error: any Error) -> Never {
    switch error {
    case let error as Diagnostics: end(.badScenario, error.description)
    case let error as FileError: end(.noSuchFile, "ballpark: \(error)")
    case let error as ShardError:
      end(error.failure, "ballpark: \(error)")
    case let error as PlanError: end(.badScenario, "ballpark: \(error)")
    case let error as OutputError: end(.cannotWrite, "ballpark: \(error)")
    case let error as RunError: end(.badScenario, "ballpark: \(error)")
    case let error as Interruption:
      StandardStream.say("ballpark: interrupted, \(error.left)")
      exit(128 + error.signal)
    case let error as ExitCode: exit(error.rawValue)
    case let error as CommandError: end(.badCommandLine, "ballpark: \(error.text)")
    case let error as ExportError: end(.badCommandLine, "ballpark: \(error)")
    case let error as ResumeError: end(.badCommandLine, "ballpark: \(error)")
    default: break
    }
    // Help, the version and bad command lines arrive as errors too; ArgumentParser knows its own,
    // and anything else is for it a plain failure.
    let code = BallparkCommand.exitCode(for: error)
    if code == .failure { end(.internalError, "ballpark: internal error: \(error)") }
    let text = BallparkCommand.fullMessage(for: error)
    if let hint = OptionHint.text(on: text, Array(CommandLine.arguments.dropFirst())) {
      end(.badCommandLine, "ballpark: \(hint)")
    }
    if code == .success {
      // What it throws is none of ArgumentParser's.
      do { try StandardStream.output.write(text + "\n") } catch { end(error) }
    } else {
      // It quotes what was typed, which a terminal might obey.
      StandardStream.say(text)
    }
    exit(code.rawValue)
  }

  private static func end(_ failure: Failure, _ text: String) -> Never {
    StandardStream.say(text)
    exit(failure.rawValue)
  }
}

extension ShardError {
  fileprivate var failure: Failure {
    switch self {
    case .tooMany, .noSuchShard: .badCommandLine
    default: isWorthRetrying ? .worthRetrying : .badScenario
    }
  }
}
