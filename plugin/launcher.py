"""`wellheard run`: every process of the Procfile, with an embedded Redis and the sandbox where nothing else is set."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TextIO

from plugin.running import Running, forget_running, write_running
from plugin.settings import PREFIX, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from honcho.manager import Manager

# the same lines as the Procfile's, which a test holds against these
PROCESSES = {
    "web": "wellheard web",
    "worker": "wellheard worker",
    "scheduler": "wellheard scheduler",
    "sweep": "wellheard sweep --forever",
}


class AlreadyRunning(Exception):
    """Wellheard runs in this state folder already."""


class CannotStart(Exception):
    """A part did not come up; the sentence says which and what to do."""


@dataclass
class Launcher:
    """Starts the parts that are missing, then the processes. `output` takes the processes' lines."""

    settings: Settings
    output: TextIO = field(default_factory=lambda: sys.stdout)
    sandbox_url: str = ""

    def run(self, play: Callable[[Launcher, Manager], None] | None = None) -> int:
        """Run until a process ends or a signal comes; the exit status. `play` runs beside, once all are started."""
        with ExitStack() as parts:
            environment = parts.enter_context(self._set_up())
            return self._loop(environment, play)

    @contextmanager
    def _set_up(self) -> Iterator[dict[str, str]]:
        """What the processes need in their environment, with the missing parts alive meanwhile."""
        with ExitStack() as parts:
            self.settings.state_dir.mkdir(parents=True, exist_ok=True)
            found = {"STATE_DIR": str(self.settings.state_dir.resolve())}
            if not self.settings.redis_url.get_secret_value():
                found["REDIS_URL"] = self._start_redis(parts)
            if self.settings.uses_sandbox:
                found |= self._start_sandbox(parts)
                found["DATABASE_URL"] = self._open_sandbox_store()
            found["PORT"] = str(self.settings.port)
            parts.callback(forget_running, self.settings.state_dir)
            write_running(self.settings.state_dir, Running({PREFIX + k: v for k, v in found.items()}))
            yield {PREFIX + key: value for key, value in found.items()}

    def _start_redis(self, parts: ExitStack) -> str:
        from plugin.embedded_redis import EmbeddedRedis

        server = parts.enter_context(EmbeddedRedis(self.settings.state_dir))
        if not server.is_owner:
            raise AlreadyRunning(f"Wellheard already runs in {self.settings.state_dir}. Stop that one first.")
        return server.url

    def _start_sandbox(self, parts: ExitStack) -> dict[str, str]:
        """A pretend Zendesk with our webhook and trigger in it. Every secret is made up for this run."""
        from plugin.installer import SCOPE, install
        from plugin.oauth_token import ClientCredentials, MemoryTokenCache
        from plugin.wiring import now
        from suggestions.rules import Rules

        process = subprocess.Popen(  # noqa: S603  # our own module, by the interpreter we run on
            [sys.executable, "-m", "sandbox", "--port", str(self.settings.sandbox_port)],
            stdout=subprocess.PIPE, text=True, env=_without_ours(),
        )  # fmt: skip
        parts.callback(_end, process)
        told = _read_lines(process)
        if "installer_client_secret" not in told:
            raise CannotStart(
                f"The sandbox did not start on port {self.settings.sandbox_port}; is it taken? "
                f"Name another: {PREFIX}SANDBOX_PORT=0 takes a free one."
            )
        self.sandbox_url = told["url"]
        auth = ClientCredentials(
            told["url"], told["installer_client_id"], told["installer_client_secret"], SCOPE, MemoryTokenCache(), now
        )
        installed = install(told["url"], auth, f"http://{self.settings.host}:{self.settings.port}", Rules().off_tag)
        return {
            "ZENDESK_URL": told["url"],
            "ZENDESK_CLIENT_ID": told["client_id"],
            "ZENDESK_CLIENT_SECRET": told["client_secret"],
            "ZENDESK_ACCOUNT_ID": told["account_id"],
            "WEBHOOK_SECRET": installed.signing_secret,
        }

    def _open_sandbox_store(self) -> str:
        """The sandbox forgets its tickets when it stops, so what is recorded of them goes too; vectors stay."""
        from plugin.store import Store, migrate

        address = f"sqlite:///{(self.settings.state_dir / 'sandbox.db').resolve()}"
        migrate(address)
        store = Store(address)
        store.forget_tickets()
        store.close()
        return address

    def _loop(self, environment: dict[str, str], play: Callable[[Launcher, Manager], None] | None) -> int:
        from threading import Thread

        from honcho.manager import Manager
        from honcho.printer import Printer

        manager = Manager(Printer(self.output, colour=self.output.isatty()))
        for name, command in PROCESSES.items():
            manager.add_process(name, _as_module(command), env={**os.environ, **environment, "PYTHONUNBUFFERED": "1"})
        if play:
            Thread(target=play, args=(self, manager), daemon=True).start()
        manager.loop()
        return int(manager.returncode or 0)


def _as_module(command: str) -> str:
    """The console script by its module, because its folder need not be on the path."""
    import shlex

    return shlex.join([sys.executable, "-m", "plugin", *shlex.split(command)[1:]])


def _read_lines(process: subprocess.Popen[str]) -> dict[str, str]:
    """What the sandbox prints once it serves: key=value lines."""
    assert process.stdout is not None
    told: dict[str, str] = {}
    for line in process.stdout:
        key, _, value = line.strip().partition("=")
        told[key] = value
        if key == "installer_client_secret":
            break
    return told


def _without_ours() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith(PREFIX)}


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
