import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from waiting import wait_until

TESTS = Path(__file__).parent


class Processes:
    """Python scripts of this folder as real processes, and a way to look at them."""

    def __init__(self):
        self._started = []

    def start(self, script, *arguments):
        process = subprocess.Popen(
            [sys.executable, str(TESTS / script), *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._started.append(process)
        return process

    def end_all(self):
        for process in self._started:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self._started:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                for child in find_children(process.pid):
                    kill(child)
                process.kill()
            process.stdout.close()


@pytest.fixture
def processes():
    started = Processes()
    yield started
    started.end_all()


def find_children(pid):
    """Process ids, oldest first; Linux."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_running(pid):
    try:
        return " (zombie)" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def kill(pid):
    os.kill(pid, signal.SIGKILL)


def wait_for_end(pid):
    wait_until(lambda: not is_running(pid))
