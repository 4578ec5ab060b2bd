"""The product as it runs in production: its own processes, a real Redis, and a sandbox whose insides can be reached."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from base64 import b64decode
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from uuid import uuid4

import requests
from processes import find_children, kill
from redis import Redis
from traffic import Traffic
from waiting import wait_until

from plugin.installer import SCOPE, install
from plugin.oauth_token import ClientCredentials, MemoryTokenCache
from sandbox.pages.blueprint import make_pages
from sandbox.zendesk import stories
from sandbox.zendesk.account import Account
from sandbox.zendesk.app import serve
from suggestions.rules import Rules
from webhooks.signature import ACCOUNT, INVOCATION, SIGNATURE, TIMESTAMP, sign

OURS = "WELLHEARD_"
PATIENCE_SECONDS = 90
TAG = Rules().tag
CHARGED = "You took the money twice this month, 49.90 both times. Please give one back."
ENDED = {"finished", "failed", "canceled", "stopped"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def copy_database(system, path):
    """A database with the system's vectors and nothing else; its path."""
    with closing(sqlite3.connect(system.folder / "wellheard.db")) as old, closing(sqlite3.connect(path)) as new:
        old.backup(new)
        for table in ("suggestion_wordings", "suggestions", "silences", "claims"):
            new.execute(f"DELETE FROM {table}")
        new.commit()
    return path


class RunningSystem:
    """Start the parts one by one; `end` ends them all. `folder` takes the logs and is every process's own folder."""

    def __init__(self, folder, redis_url, database_url, **more):
        self.folder = folder
        self.redis_url = redis_url
        self.redis = Redis.from_url(redis_url)
        self.traffic = Traffic()
        self.account = Account(installer_secret="installer-secret-of-this-test")
        self.sandbox = serve(account=self.account, blueprints=[make_pages(self.account), self.traffic.blueprint])
        port = free_port()
        self.web_url = f"http://127.0.0.1:{port}"
        installed = self._install()
        self.secret = installed.signing_secret
        self.webhook = self.account.webhooks[installed.webhook_id]
        self.environment = {
            "ZENDESK_URL": self.sandbox.url,
            "ZENDESK_CLIENT_ID": self.account.client.identifier,
            "ZENDESK_CLIENT_SECRET": self.account.client.secret,
            "ZENDESK_ACCOUNT_ID": str(self.account.id),
            "WEBHOOK_SECRET": self.secret,
            "REDIS_URL": redis_url,
            "DATABASE_URL": database_url,
            "STATE_DIR": str(folder / "state"),
            "PORT": str(port),
            **more,
        }
        self._running = {}

    def _install(self):
        client = self.account.installer
        auth = ClientCredentials(
            self.sandbox.url, client.identifier, client.secret, SCOPE, MemoryTokenCache(), lambda: datetime.now(UTC)
        )
        return install(self.sandbox.url, auth, self.web_url, Rules().off_tag)

    # the processes

    def start(self, *names):
        for name in names:
            with (self.folder / f"{name}.log").open("a") as log:
                self._running[name] = subprocess.Popen(
                    [sys.executable, "-m", "plugin", name],
                    cwd=self.folder, env=self.compose_environment(), stdout=log, stderr=subprocess.STDOUT,
                )  # fmt: skip

    def compose_environment(self, **more):
        others = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        ours = {OURS + name: value for name, value in {**self.environment, **more}.items()}
        return {**others, **ours, "PYTHONUNBUFFERED": "1"}

    def call(self, *words):
        """One command to its end; its standard output."""
        done = subprocess.run(
            [sys.executable, "-m", "plugin", *map(str, words)],
            cwd=self.folder, env=self.compose_environment(), capture_output=True, check=False,
            timeout=PATIENCE_SECONDS,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def process(self, name):
        return self._running[name]

    def workers(self):
        """Process ids of the forked workers."""
        return find_children(self._running["worker"].pid)

    def recover(self):
        """At rest, without trouble, and with a worker again if a test ended it."""
        self.account.faults.clear()
        if self._running["worker"].poll() is not None:
            self.start("worker")
        self.wait_until_well()
        self.settle()
        return self

    def wait_until_well(self):
        wait_until(self._is_well, PATIENCE_SECONDS)

    def _is_well(self):
        gone = [name for name, process in self._running.items() if process.poll() is not None]
        assert not gone, f"{gone} ended: {self.read_log(gone[0])[-2000:]}"
        try:
            return requests.get(f"{self.web_url}/healthz", timeout=10).json()["status"] == "ok"
        except requests.RequestException:
            return False

    def read_log(self, name):
        return (self.folder / f"{name}.log").read_text()

    def end(self):
        for process in self._running.values():
            process.send_signal(signal.SIGTERM)
        for process in self._running.values():
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                for child in find_children(process.pid):
                    kill(child)
                process.kill()
                process.wait()
        self.sandbox.stop()
        self.redis.close()

    # what people do

    def add_customer(self, name="Maya Lindqvist", **more):
        return self.account.add_user(name, f"{uuid4().hex[:12]}@example.org", **more)

    def write(self, body=CHARGED, customer=None, **more):
        """A customer's new ticket, or with `ticket_id` one more comment; its id."""
        return self.account.customer_writes(customer or self.add_customer(), body, **more).id

    def load(self, story, *, play=True):
        """Tell a story to the sandbox; its new ticket's id."""
        told = {key: value for key, value in story.items() if key != "expect"}
        with self.account.lock:
            return stories.load(self.account, stories.Story.model_validate(told), play=play)["new_ticket_id"]

    @contextmanager
    def note_unanswered(self):
        """A ticket whose note Zendesk just took while the worker still waits for the answer, until the block ends."""
        customer = self.add_customer()
        with self.account.lock:
            ticket = self.write(customer=customer)
            # entered under the lock, because the worker may be quick
            holding = self.traffic.holding("PUT", f"/api/v2/tickets/{ticket}")
            held = holding.__enter__()
        try:
            held.wait()
            assert len(self.notes(ticket)) == 1
            yield ticket
        finally:
            holding.__exit__(None, None, None)

    # what Zendesk sends

    def sign(self, body, *, secret=None, at=None, invocation=None, account=None):
        stamp = (at or datetime.now(UTC)).isoformat()
        return {
            SIGNATURE: sign(secret or self.secret, stamp, body),
            TIMESTAMP: stamp,
            INVOCATION: invocation or uuid4().hex,
            ACCOUNT: str(account or self.account.id),
            "Content-Type": "application/json",
        }

    def compose_delivery(self, ticket_id):
        ticket = self.account.ticket(ticket_id)
        person = str(ticket.requester_id)
        return json.dumps({"v": 1, "ticket_id": str(ticket_id), "requester_id": person, "actor_id": person}).encode()

    def post(self, body, headers, session=requests):
        return session.post(f"{self.web_url}/webhooks/zendesk", data=body, headers=headers, timeout=30)

    # what came of it

    def notes(self, ticket_id):
        """Our internal notes on a ticket, oldest first."""
        with self.account.lock:
            comments = list(self.account.ticket(ticket_id).comments)
        return [c for c in comments if c.author_id == self.account.integration.id]

    def wait_for_note(self, ticket_id, count=1):
        wait_until(lambda: len(self.notes(ticket_id)) >= count, PATIENCE_SECONDS)
        return self.notes(ticket_id)[-1]

    def jobs(self):
        """What Redis knows of every job, by id: status and, of those that ended well, what came of it."""
        found = {}
        for key in self.redis.scan_iter("rq:job:*", count=1000):
            job_id = key.decode().removeprefix("rq:job:")
            status = self.redis.hget(key, "status")
            newest = self.redis.xrevrange(f"rq:results:{job_id}", count=1)
            told = newest[0][1].get(b"return_value") if newest else None
            found[job_id] = (status.decode() if status else "", json.loads(b64decode(told)) if told else None)
        return found

    def settle(self):
        """Wait until every delivery was made and every job ended; the jobs."""
        assert self.account.delivery.deliveries_idle(PATIENCE_SECONDS)
        wait_until(lambda: all(status in ENDED for status, _ in self.jobs().values()), PATIENCE_SECONDS)
        return self.jobs()

    def outcomes(self, ticket_id):
        """How each job about a ticket ended, as (state, reason)."""
        results = [result for _, result in self.settle().values()]
        return [(r["state"], r["reason"]) for r in results if isinstance(r, dict) and r.get("ticket_id") == ticket_id]

    def failed_jobs(self):
        return [job.decode() for job in self.redis.zrange("rq:failed:wellheard", 0, -1)]

    def requests_since(self, mark):
        """Requests of the API from the log's position `mark` on, without the one that asks who we are."""
        entries = self.account.log.entries(path_prefix="/api/v2/")[mark:]
        return [entry for entry in entries if not entry.path.startswith("/api/v2/users/me")]

    def mark(self):
        return len(self.account.log.entries(path_prefix="/api/v2/"))
