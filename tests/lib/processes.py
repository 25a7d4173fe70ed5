"""Runs a program that may hang, or take too much, and measures it: processor time, which other work on
the machine changes little, and memory."""

import os
import subprocess
import tempfile
import time
from dataclasses import dataclass

# What no hostile input may take of the processor, and when a run is ended.
MOST_SECONDS = 2.0
HANG_SECONDS = 6.0


@dataclass
class Run:
    code: int | None  # None: it was ended, since it took too long
    seconds: float    # of processor time
    megabytes: float  # the most that it held
    errors: str


def run(command, most_seconds=HANG_SECONDS, **options):
    """Runs a command. It is ended after most_seconds of processor time, or after ten times as many
    on the clock: on a machine that is busy a second may pass with little done."""
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, **options)
        deadline = time.monotonic() + 10 * most_seconds
        pause = 0.001
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                process.returncode = os.waitstatus_to_exitcode(status)
                errors.seek(0)
                return Run(process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024,
                           errors.read().decode("utf-8", "replace"))
            if time.monotonic() > deadline or taken_by(process.pid) > most_seconds:
                process.kill()
                process.wait()
                return Run(None, most_seconds, 0.0, "")
            time.sleep(pause)
            pause = min(0.02, pause * 1.5)


def taken_by(pid):
    """The processor time that a process has taken so far."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            fields = file.read().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
