"""What an audit costs: an account of made-up tickets, read over HTTP, once with nothing known and once again."""

from __future__ import annotations

import random
import resource
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from plugin import wiring
from plugin.audit import Scope, open_archive, open_embedder, run_audit
from plugin.embedder import limit_threads
from plugin.settings import Settings, load_settings
from sandbox.zendesk.app import serve
from sandbox.zendesk.ticket_input import CommentInput, TicketInput

if TYPE_CHECKING:
    from sandbox.zendesk.account import Account
    from sandbox.zendesk.users import User

TICKETS = 3000
REPEATED = 0.2
SINCE, UNTIL = datetime(2026, 8, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
REPLIES = (
    "We apologise for any inconvenience. Your request was passed on.",
    "I will call you back tomorrow with an answer.",
    "I have put it right today, and you will get an email about it by Friday.",
    "Thank you for reaching out. Kindly wait for our team to get back to you.",
)
AGAIN = (
    "Second time I am writing. {}",
    "{} Nobody called me back. Can I speak to a manager please?",
    "Still the same: {}",
)


class Stopwatch:
    """plugin.audit.Progress that keeps the seconds of each step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._step, self._since = "Opening", time.monotonic()

    def start(self, step: str, total: int | None) -> None:
        del total
        now = time.monotonic()
        self.seconds[self._step] = now - self._since
        self._step, self._since = step, now

    def advance(self, count: int = 1) -> None: ...


def run(tickets: int = TICKETS) -> None:
    """Prints the seconds of each step of two audits of the same tickets, and the peak memory of the process."""
    limit_threads(2)
    with TemporaryDirectory(prefix="wh-") as folder, serve() as sandbox:
        settings = load_settings(
            zendesk_url=sandbox.url, zendesk_client_id=sandbox.account.client.identifier,
            zendesk_client_secret=sandbox.account.client.secret, webhook_secret="unused", state_dir=Path(folder),
        )  # fmt: skip
        made = fill(sandbox.account, settings, tickets)
        print(f"{tickets} tickets, {made} of them made as repeats; sandbox and audit in one process")
        print(f"{'memory before':46} {_peak_megabytes():7.0f} MB")
        for name in ("first audit, nothing encoded yet", "the same again"):
            _measure(name, settings)


def _measure(name: str, settings: Settings) -> None:
    watch, started = Stopwatch(), time.monotonic()
    embedder = open_embedder(settings, lambda *_: None)
    index = wiring.open_index(settings, embedder)
    scope = Scope(SINCE, UNTIL, as_of=UNTIL, base_url=settings.zendesk_url)
    report = run_audit(scope, open_archive(settings, lambda _: None), index, embedder, watch)
    watch.start("", None)
    print(f"\n{name}: {len(report.audit.problems)} problems, {len(report.audit.chains)} chains")
    for step, seconds in (*watch.seconds.items(), ("all", time.monotonic() - started)):
        print(f"  {step:44} {seconds:7.1f} s")
    print(f"  {'peak memory of the process so far':44} {_peak_megabytes():7.0f} MB")


def fill(account: Account, settings: Settings, most: int) -> int:
    """Solved tickets in the words of the library's exemplars; how many repeat an earlier one."""
    from suggestions.library.files import load_library

    drawn = random.Random(3)
    responses = load_library(wiring.find_library(settings)).responses
    made = repeats = 0
    while made < most:
        customer = account.add_user(f"Customer {made}", f"customer{made}@example.org")
        exemplars, order = drawn.choice(responses).exemplars, drawn.randint(10_000, 99_999)
        at = SINCE + timedelta(days=drawn.random() * 60)
        length = 1 if drawn.random() > REPEATED else drawn.randint(2, 4)
        for number in range(min(length, most - made)):
            words = f"{drawn.choice(exemplars)} My order number is {order}."
            _import(account, customer, drawn.choice(AGAIN).format(words) if number else words, at, drawn)
            at += timedelta(days=1 + drawn.random() * 9)
            made, repeats = made + 1, repeats + bool(number)
    return repeats


def _import(account: Account, customer: User, words: str, at: datetime, drawn: random.Random) -> None:
    agent = account.agent(drawn.choice(("Jon", "Priya")))
    said = [
        CommentInput(body=words, author_id=customer.id, public=True, created_at=at),
        CommentInput(body=drawn.choice(REPLIES), author_id=agent.id, public=True, created_at=at + timedelta(hours=5)),
    ]  # fmt: skip
    account.import_ticket(TicketInput(requester_id=customer.id, created_at=at, status="closed", comments=said))


def _peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else TICKETS)
