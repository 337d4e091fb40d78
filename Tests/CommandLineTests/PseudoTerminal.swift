import Foundation
import TestSupport
import Testing

/// Whether there is what a pseudo-terminal takes here.
let hasPython = installed("python3", for: ["-c", ""]) != nil

/// Runs the built program with a terminal for standard output and standard error.
///
/// - Parameters:
///   - columns: Of the terminal.
///   - interrupt: A text; when the program has written it, Ctrl-C is pressed.
///   - environment: Instead of what the tests have of NO_COLOR, COLUMNS and TERM.
/// - Returns: What it wrote to either stream, with plain line feeds.
func inTerminal(
  columns: Int = 80, interrupt: String = "", environment: [String: String] = [:],
  _ arguments: String..., in folder: URL
) throws -> Outcome {
  // Python has pseudo-terminals, and is needed for other tests, too.
  let script = """
    import fcntl, os, pty, struct, sys, termios
    columns, interrupt, *command = sys.argv[1:]
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(columns), 0, 0))
        os.execv(command[0], command)
    output = b""
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:
            part = b""
        if not part:
            break
        output += part
        if interrupt and interrupt.encode() in output:
            os.write(terminal, b"\\x03")
            interrupt = ""
    sys.stdout.buffer.write(output.replace(b"\\r\\n", b"\\n"))
    sys.stdout.flush()
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 0xFF)
    """
  let own = ["NO_COLOR": "", "COLUMNS": "", "TERM": "xterm"]
  let command = ["python3", "-c", script, "\(columns)", interrupt, try builtProgram().path()]
  let file = folder.appending(path: "acme.yaml")
  if !FileManager.default.fileExists(atPath: file.path()) {
    try folder.write(CommandLineTests.scenario, to: "acme.yaml")
  }
  return try run(
    URL(filePath: "/usr/bin/env"), command + arguments,
    environment: own.merging(environment) { $1 }, in: folder)
}
