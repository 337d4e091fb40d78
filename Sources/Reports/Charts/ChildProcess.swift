#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A process whose standard error is read, with nothing on its other streams.
final class ChildProcess {
  enum End {
    case ended(Int32)
    case tookTooLong, stopped
  }

  let id: pid_t
  private let pipe: Int32
  /// What it wrote to standard error, the first 4 KiB.
  private(set) var errors = ""

  /// Nil where it cannot be started.
  init?(_ arguments: [String]) {
    var ends: [Int32] = [-1, -1]
    guard Self.makePipe(&ends) == 0 else { return nil }
    defer { close(ends[1]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)

    #if canImport(Darwin)
      // Pointers there, structures elsewhere.
      var actions: posix_spawn_file_actions_t? = nil
      var attributes: posix_spawnattr_t? = nil
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 2)
    // A group of its own: whatever it starts ends with it, and Ctrl-C is ours to handle.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)

    var words = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var id = pid_t()
    guard posix_spawn(&id, arguments[0], &actions, &attributes, &words, Self.environment) == 0
    else {
      close(ends[0])
      return nil
    }
    (self.id, pipe) = (id, ends[0])
  }

  deinit { close(pipe) }

  private static var environment: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
    #if canImport(Darwin)
      // A library does not see `environ` there.
      _NSGetEnviron().pointee
    #else
      environ
    #endif
  }

  private static func makePipe(_ ends: inout [Int32]) -> Int32 {
    #if canImport(Glibc)
      Glibc.pipe(&ends)
    #else
      Darwin.pipe(&ends)
    #endif
  }

  /// Waits for its end, or ends it.
  func wait(timeLimit: Double, shouldStop: () -> Bool) -> End {
    let start = Self.seconds
    while true {
      var waiting = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
      // Its end closes the pipe, and so ends the poll, unless something that it started lives on.
      poll(&waiting, 1, 20)
      let isClosed = read()
      var status: Int32 = 0
      let ended = waitpid(id, &status, WNOHANG)
      // Where SIGCHLD is ignored, the system has taken the status away, and there is none to wait for:
      // whether the work is done shows in what was made.
      if ended == -1, errno == ECHILD {
        _ = read()
        return .ended(0)
      }
      if ended == id {
        _ = read()
        // Low seven bits: the signal that ended it; the next byte: its own status.
        return .ended(status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F))
      }
      if isClosed { usleep(1000) }
      let stops = shouldStop()
      guard stops || Self.seconds - start > timeLimit else { continue }
      kill(-id, SIGKILL)
      waitpid(id, &status, 0)
      return stops ? .stopped : .tookTooLong
    }
  }

  /// Takes what is in the pipe; true at its end.
  private func read() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = bytes.withUnsafeMutableBytes { buffer in
        #if canImport(Glibc)
          Glibc.read(pipe, buffer.baseAddress, buffer.count)
        #else
          Darwin.read(pipe, buffer.baseAddress, buffer.count)
        #endif
      }
      guard count > 0 else { return count == 0 }
      if errors.utf8.count < 4096 {
        errors += String(decoding: bytes.prefix(count), as: UTF8.self)
      }
    }
  }

  private static var seconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }
}
