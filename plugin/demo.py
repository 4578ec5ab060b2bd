"""`wellheard demo`: tickets come in at a pretend Zendesk, and notes appear on them."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import requests
from rich.markup import escape
from rich.padding import Padding
from rich.panel import Panel

from plugin.html_text import read_html

if TYPE_CHECKING:
    from honcho.manager import Manager
    from rich.console import Console

    from plugin.launcher import Launcher

READY_SECONDS = 300
NOTE_SECONDS = 60
PAUSE_SECONDS = 0.2


@dataclass
class Demo:
    """Plays every story once, shows each note, and then leaves or keeps the pages open."""

    console: Console
    stays: bool
    shown: int = 0
    missing: int = 0

    def play(self, launcher: Launcher, manager: Manager) -> None:
        """Runs beside the processes. Ends them when there is nothing to stay for."""
        try:
            self._play(launcher)
        except (requests.RequestException, TimeoutError) as trouble:
            self.missing += 1
            self.console.print(f"[red]The demo stopped: {escape(str(trouble))}[/red]")
        if not self.stays or self.missing:
            manager.terminate()

    def _play(self, launcher: Launcher) -> None:
        from sandbox.stories import load_stories, shift

        web = f"http://{launcher.settings.host}:{launcher.settings.port}"
        started = time.monotonic()
        self._wait_until_ready(web)
        self.console.print(f"Ready after {time.monotonic() - started:.0f} s. Customers write now.\n")
        for story in load_stories():
            told = shift(story, datetime.now(UTC))
            self._show(launcher.sandbox_url, told)
        self.console.print(f"{self.shown} internal notes, {self.missing} missing. Nothing was sent to any customer.")
        if self.stays and not self.missing:
            self.console.print(
                f"\nOpen [bold]{launcher.sandbox_url}[/bold] to read tickets as an agent and to write as a customer."
                "\nCtrl-C ends it."
            )

    def _wait_until_ready(self, web: str) -> None:
        end = time.monotonic() + READY_SECONDS
        with self.console.status("Starting") as status:
            while time.monotonic() < end:
                try:
                    health = requests.get(f"{web}/healthz", timeout=5).json()
                except (requests.RequestException, ValueError):
                    health = {}
                if health.get("status") == "ok":
                    return
                status.update(health.get("message") or "Starting")
                time.sleep(PAUSE_SECONDS)
        raise TimeoutError("the worker did not start; its words are in the log named above")

    def _show(self, sandbox: str, story: dict[str, Any]) -> None:
        told = {key: value for key, value in story.items() if key != "expect"}
        answer = requests.post(f"{sandbox}/sandbox/api/stories", json={**told, "play": True}, timeout=30)
        answer.raise_for_status()
        ticket_id = story["new_ticket"]["id"]
        who, new = story["requester"]["name"], story["new_ticket"]
        body = " ".join(new["body"].split())
        self.console.print(f"[bold]#{ticket_id} {escape(who)}[/bold]: {escape(new['subject'])}")
        self.console.print(Padding(escape(body), (0, 2)), style="dim")
        note = self._wait_for_note(sandbox, ticket_id)
        if note is None:
            self.missing += 1
            self.console.print("  [red]no note came[/red]\n")
            return
        self.shown += 1
        self.console.print(Panel(escape(read_html(note["html_body"])), title="Internal note", border_style="yellow"))
        self.console.print()

    def _wait_for_note(self, sandbox: str, ticket_id: int) -> dict[str, Any] | None:
        end = time.monotonic() + NOTE_SECONDS
        while time.monotonic() < end:
            ticket = requests.get(f"{sandbox}/sandbox/api/tickets/{ticket_id}", timeout=5).json()
            for comment in ticket.get("comments", []):
                if not comment["public"] and "Wellheard" in json.dumps(comment.get("html_body", "")):
                    return dict(comment)
            time.sleep(PAUSE_SECONDS)
        return None
