"""The receiver behind the server it runs on in production, spoken to in raw bytes."""

import os
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from redis import Redis

from webhooks.receiver import LARGEST_BODY_BYTES
from webhooks.signature import SIGNATURE, TIMESTAMP, sign

SECRET = "present-secret"
BODY = b'{"v":1,"ticket_id":"42","requester_id":"7","actor_id":"7"}'
APP = """
from datetime import UTC, datetime
from flask import Flask
from gunicorn.http.errors import ParseException
from redis import Redis
from webhooks.inbox import Inbox
from webhooks.receiver import Receiver, make_blueprint
from webhooks.signature import SignaturePolicy

def make_app(redis_url, secret):
    app = Flask(__name__)
    inbox = Inbox(Redis.from_url(redis_url))
    receiver = Receiver(SignaturePolicy((secret,)), inbox, now=lambda: datetime.now(UTC))
    app.register_blueprint(make_blueprint(receiver, body_errors=(ParseException,)))
    return app
"""


@pytest.fixture(scope="module")
def gunicorn(redis_server, tmp_path_factory):
    """Listens on a socket it opened itself; yields how to reach it."""
    folder = tmp_path_factory.mktemp("web")
    (folder / "web_under_test.py").write_text(APP)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        command = [sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--threads", "4"]
        command += ["--bind", f"fd://{listening.fileno()}", "--worker-tmp-dir", str(folder)]
        command += ["--no-control-socket"]
        command += [f"web_under_test:make_app({redis_server!r}, {SECRET!r})"]
        path = os.pathsep.join([str(folder), str(Path(__file__).parents[2])])
        with (folder / "gunicorn.log").open("w") as log:
            server = subprocess.Popen(
                command,
                pass_fds=[listening.fileno()],
                env={**os.environ, "PYTHONPATH": path},
                stdout=log,
                stderr=log,
                cwd=folder,
            )
        yield listening.getsockname()
        server.terminate()
        server.wait(timeout=30)


@pytest.fixture
def say(gunicorn, redis_url):
    def say(*parts, end=False):
        with socket.create_connection(gunicorn, timeout=60) as line:
            for part in parts:
                line.sendall(part)
            if end:
                line.shutdown(socket.SHUT_WR)
            answer = b""
            while piece := line.recv(65536):
                answer += piece
        return answer

    return say


def head(body, *more):
    stamp = datetime.now(UTC).isoformat()
    lines = [
        "POST /webhooks/zendesk HTTP/1.1",
        "Host: wellheard.example",
        f"{SIGNATURE}: {sign(SECRET, stamp, body)}",
        f"{TIMESTAMP}: {stamp}",
        "Connection: close",
        *more,
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def status_of(answer):
    return answer.split(b" ", 2)[1]


def test_a_delivery_over_http_is_accepted(say):
    answer = say(head(BODY, f"Content-Length: {len(BODY)}"), BODY)
    assert status_of(answer) == b"202"
    assert b'"accepted"' in answer


def test_a_chunked_delivery_is_accepted(say):
    chunks = b"5\r\n" + BODY[:5] + b"\r\n" + f"{len(BODY) - 5:x}\r\n".encode() + BODY[5:] + b"\r\n0\r\n\r\n"
    assert status_of(say(head(BODY, "Transfer-Encoding: chunked"), chunks)) == b"202"


def test_a_chunked_body_over_the_ceiling_is_refused(say):
    piece = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    body = piece * (LARGEST_BODY_BYTES // 0x10000 + 1) + b"0\r\n\r\n"
    answer = say(head(BODY, "Transfer-Encoding: chunked"), body)
    assert status_of(answer) == b"413"
    assert b'"too_large"' in answer


def test_a_body_announced_as_too_large_is_refused_unread(say):
    answer = say(head(BODY, f"Content-Length: {LARGEST_BODY_BYTES + 1}"))
    assert status_of(answer) == b"413"


def test_a_body_shorter_than_announced_is_refused(say):
    answer = say(head(BODY, f"Content-Length: {len(BODY)}"), BODY[:-1], end=True)
    assert status_of(answer) in {b"400", b"401"}


def test_a_delivery_without_a_length_has_no_body(say):
    assert status_of(say(head(BODY), end=True)) == b"401"


@pytest.mark.parametrize("chunks", [b"zz\r\n", b"-5\r\nhello\r\n", b"5\r\nhel", b"5\r\nhelloXX0\r\n\r\n"])
def test_broken_chunks_never_end_in_a_500(say, chunks):
    answer = say(head(BODY, "Transfer-Encoding: chunked"), chunks, end=True)
    assert status_of(answer)[:1] == b"4"


def test_bytes_that_are_no_text_in_another_header_do_no_harm(say):
    odd = head(BODY, f"Content-Length: {len(BODY)}").replace(b"Host:", b"X-Odd: \xff\xfe\r\nHost:")
    assert status_of(say(odd, BODY)) == b"202"


def test_a_delivery_is_known_again_over_http(say, redis_url):
    request = head(BODY, f"Content-Length: {len(BODY)}") + BODY
    assert status_of(say(request)) == b"202"
    assert status_of(say(request)) == b"200"
    with Redis.from_url(redis_url) as client:
        assert client.llen("rq:queue:wellheard") == 1
