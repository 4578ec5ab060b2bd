"""What taking a delivery in costs, beside a bare Flask answer and beside the plain way to queue once.

One gunicorn (one worker, threads), a private Redis, loopback only, under half a minute. The three routes take
turns in each round, so the ratios hold on a busy machine; the absolute numbers do not.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask, request
from redis import Redis
from rq import Queue, Retry
from rq.serializers import JSONSerializer

from plugin.embedded_redis import EmbeddedRedis
from webhooks.events import TRIGGER, TicketEvent, parse_event
from webhooks.inbox import JOB, RETRY_SECONDS, SEEN_SECONDS, Inbox
from webhooks.receiver import Receiver, make_blueprint
from webhooks.signature import INVOCATION, SIGNATURE, TIMESTAMP, SignaturePolicy, sign, verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROUNDS = 9
REQUESTS = 240
CONNECTIONS = 4
_BODY = b'{"v":1,"ticket_id":"42","requester_id":"7","actor_id":"7"}'
_POLICY = SignaturePolicy(("benchmark-secret",))
_ROUTES = {"bare Flask": "/ok", "our receiver": "/webhooks/zendesk", "SET NX, then enqueue": "/naive"}
_names = count()


@dataclass(frozen=True, slots=True)
class Row:
    """Medians over the rounds; each ratio is of rates. `round_trips` go to Redis, for one delivery."""

    name: str
    requests_per_second: float
    to_bare_flask: float
    ours_to_this: float
    round_trips: int


def run() -> list[Row]:
    """Measure, print a table, return its rows."""
    with tempfile.TemporaryDirectory(prefix="wh-") as folder, EmbeddedRedis(Path(folder)) as redis:
        trips = count_round_trips(redis.url)
        with _gunicorn(redis.url) as port:
            rates = _measure(port, redis.url)
    rows = [_row(name, rates, trips[name]) for name in _ROUTES]
    print(f"{'taking a delivery in':24}{'req/s':>8}{'to bare Flask':>15}{'ours to this':>14}{'round trips':>13}")
    for row in rows:
        print(
            f"{row.name:24}{row.requests_per_second:8.0f}{row.to_bare_flask:15.2f}"
            f"{row.ours_to_this:14.2f}{row.round_trips:13d}"
        )
    return rows


def make_app(redis_url: str) -> Flask:
    """The three routes, each on a Redis client of its own; gunicorn calls this."""
    app = Flask(__name__)
    naive = _naive(Redis.from_url(redis_url))
    inbox = Inbox(Redis.from_url(redis_url))
    app.register_blueprint(make_blueprint(Receiver(_POLICY, inbox, now=lambda: datetime.now(UTC))))

    @app.post("/ok")
    def ok() -> str:
        return "ok"

    @app.post("/naive")
    def naive_route() -> tuple[dict[str, str], int]:
        raw_body = request.get_data()
        verify(dict(request.headers), raw_body, policy=_POLICY, now=datetime.now(UTC))
        event = parse_event(raw_body)
        assert isinstance(event, TicketEvent)
        naive(event, request.headers[INVOCATION])
        return {"status": "accepted"}, 202

    return app


def count_round_trips(redis_url: str) -> dict[str, int]:
    """How often each way speaks to Redis for one delivery, once its connection is warm."""
    event = TicketEvent(TRIGGER, parse_event(_BODY).ticket_id, None, None, None)  # type: ignore[union-attr]
    counted, sent = _counting_redis(redis_url)
    ways: dict[str, Callable[[TicketEvent, str], object]] = {
        "our receiver": Inbox(counted).accept,
        "SET NX, then enqueue": _naive(counted),
    }
    trips = {"bare Flask": 0}
    for name, way in ways.items():
        way(event, f"warm-{next(_names)}")
        sent.clear()
        way(event, f"counted-{next(_names)}")
        trips[name] = len(sent)
    return trips


def _naive(redis: Redis) -> Callable[[TicketEvent, str], object]:
    queue = Queue("naive", connection=redis, serializer=JSONSerializer)

    def take_in(event: TicketEvent, delivery: str) -> object:
        if not redis.set("seen:" + delivery, 1, nx=True, ex=SEEN_SECONDS):
            return None
        retry = Retry(max=len(RETRY_SECONDS), interval=RETRY_SECONDS)
        return queue.enqueue(JOB, event.ticket_id, delivery, job_id=delivery, retry=retry)

    return take_in


def _counting_redis(redis_url: str) -> tuple[Redis, list[None]]:
    sent: list[None] = []
    redis = Redis.from_url(redis_url)
    plain: Any = redis.connection_pool.connection_class

    class Counting(plain):  # type: ignore[misc]
        def send_packed_command(self, *args: Any, **kwargs: Any) -> None:
            sent.append(None)
            super().send_packed_command(*args, **kwargs)

    redis.connection_pool.connection_class = Counting
    return redis, sent


@contextmanager
def _gunicorn(redis_url: str) -> Iterator[int]:
    root = Path(__file__).parents[1]
    with socket.create_server(("127.0.0.1", 0)) as listening, tempfile.TemporaryFile() as log:
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "--worker-class",
            "gthread",
            "--threads",
            str(CONNECTIONS),
        ]
        command += ["--bind", f"fd://{listening.fileno()}", "--keep-alive", "60", "--no-control-socket"]
        command += ["--log-level", "error", f"benchmarks.receiver:make_app({redis_url!r})"]
        server = subprocess.Popen(
            command, cwd=root, pass_fds=[listening.fileno()], env=os.environ, stdout=log, stderr=log
        )
        try:
            yield listening.getsockname()[1]
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)


def _measure(port: int, redis_url: str) -> dict[str, list[float]]:
    rates: dict[str, list[float]] = {name: [] for name in _ROUTES}
    with ThreadPoolExecutor(CONNECTIONS) as pool, Redis.from_url(redis_url) as redis:
        for turn in range(ROUNDS + 1):
            for name, path in _ROUTES.items():
                share = REQUESTS // CONNECTIONS
                batches = [[_headers() for _ in range(share)] for _ in range(CONNECTIONS)]
                began = time.perf_counter()
                list(pool.map(lambda batch, path=path: _post_all(port, path, batch), batches))
                if turn > 0:  # the first round warms up
                    rates[name].append(REQUESTS / (time.perf_counter() - began))
            redis.flushall()  # every round starts from an empty queue; scripts stay known
    return rates


def _headers() -> dict[str, str]:
    stamp = datetime.now(UTC).isoformat()
    signature = sign(_POLICY.secrets[0], stamp, _BODY)
    return {SIGNATURE: signature, TIMESTAMP: stamp, INVOCATION: f"delivery-{next(_names)}"}


def _post_all(port: int, path: str, batch: list[dict[str, str]]) -> None:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for headers in batch:
        line.request("POST", path, _BODY, headers)
        answer = line.getresponse()
        answer.read()
        if answer.status not in {200, 202}:
            raise RuntimeError(f"{path} answered {answer.status}; the benchmark measures nothing.")
    line.close()


def _row(name: str, rates: dict[str, list[float]], round_trips: int) -> Row:
    def ratio(above: str, below: str) -> float:
        return statistics.median(a / b for a, b in zip(rates[above], rates[below], strict=True))

    return Row(
        name=name,
        requests_per_second=statistics.median(rates[name]),
        to_bare_flask=ratio(name, "bare Flask"),
        ours_to_this=ratio("our receiver", name),
        round_trips=round_trips,
    )


if __name__ == "__main__":
    run()
