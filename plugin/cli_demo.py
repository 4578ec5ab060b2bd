"""The demo's own settings: always the sandbox, always the embedded stores, whatever else is set."""

from __future__ import annotations

import socket

from rich.console import Console

from plugin.demo import Demo
from plugin.launcher import Launcher
from plugin.settings import load_settings

LOG = "demo.log"
DEFAULT_SANDBOX_PORT = 8900


def run_demo(*, stays: bool) -> int:
    """Play it; 0 when every story got its note."""
    settings = load_settings(
        zendesk_url="", redis_url="", database_url="", webhook_secret="", host="127.0.0.1", port=find_free_port(),
        sandbox_port=DEFAULT_SANDBOX_PORT if is_free(DEFAULT_SANDBOX_PORT) else 0,
    )  # fmt: skip
    settings.state_dir.mkdir(parents=True, exist_ok=True)
    console = Console(highlight=False)
    log = settings.state_dir / LOG
    console.print(f"The processes write to {log}.")
    demo = Demo(console, stays)
    with log.open("w", encoding="utf-8") as output:
        status = Launcher(settings, output).run(demo.play)
    if demo.missing or not demo.shown:
        return 1
    return 0 if not stays or status in {0, 130, 143} else status


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
