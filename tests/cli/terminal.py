"""Runs a program in a terminal of 24 rows and 80 columns and types answers, one when it asks.

    terminal.py ANSWERS PROGRAM ARG...

ANSWERS is a file: each line is typed when the program has been waiting for input (its output ended without a line
feed). What the terminal showed goes to standard output; the exit status is the program's.
"""
import os
import pty
import select
import struct
import sys
import termios
import fcntl
import time

answers = open(sys.argv[1], encoding="utf-8").read().split("\n")[:-1]
pid, fd = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    os.execv(sys.argv[2], sys.argv[2:])
shown = b""
end = time.monotonic() + 50
while time.monotonic() < end:
    ready, _, _ = select.select([fd], [], [], 1)
    if not ready:
        continue
    try:
        part = os.read(fd, 65536)
    except OSError:  # the program has closed its terminal
        break
    if not part:
        break
    shown += part
    # A prompt ends in a blank. What is typed is echoed with a line end, so the same prompt is answered once.
    if shown.endswith(b" "):
        if answers:
            os.write(fd, answers.pop(0).encode() + b"\n")
        else:
            os.write(fd, b"\x04")
            shown += b"<end of answers>\n"
else:
    os.kill(pid, 9)
    shown += b"<too slow>"
_, status = os.waitpid(pid, 0)
sys.stdout.buffer.write(shown.replace(b"\r\n", b"\n"))
sys.exit(os.waitstatus_to_exitcode(status) if os.waitstatus_to_exitcode(status) >= 0 else 99)
