"""What the sandbox answers, seen on its way out: noted with its time, held back, or changed."""

import json
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Blueprint, request

HELD_SECONDS = 90


@dataclass
class Answer:
    """One API answer as it left: a monotonic time, and what was asked."""

    at: float
    method: str
    path: str
    status: int


class Traffic:
    """Every answer of the API in order, and a hand to hold an answer back after its work was done."""

    def __init__(self):
        self.answers = []
        self.without_bodies = set()
        """Paths whose comments are told with null for every body, which the sandbox itself never holds."""
        self._held = []
        self.blueprint = Blueprint("traffic", __name__)
        self.blueprint.after_app_request(self._see)

    @contextmanager
    def holding(self, method, path, count=1):
        """The next `count` such answers wait until the block is left; gives what tells that one arrived."""
        held = Held(method, path, count)
        self._held.append(held)
        try:
            yield held
        finally:
            self._held.remove(held)
            held.let_go()

    def _see(self, response):
        path = request.path
        for held in list(self._held):
            held.meet(request.method, path)
        if path in self.without_bodies:
            told = response.get_json()
            for comment in told["comments"]:
                comment.update(body=None, plain_body=None, html_body=None)
            response.set_data(json.dumps(told))
        if path.startswith("/api/v2/"):
            self.answers.append(Answer(time.monotonic(), request.method, path, response.status_code))
        return response


class Held:
    def __init__(self, method, path, count):
        self._wanted, self._left = (method, path), count
        self._reached, self._gone = threading.Event(), threading.Event()

    def meet(self, method, path):
        if (method, path) == self._wanted and self._left:
            self._left -= 1
            self._reached.set()
            self._gone.wait(HELD_SECONDS)

    def wait(self):
        assert self._reached.wait(HELD_SECONDS), f"nobody asked for {self._wanted}"

    def let_go(self):
        self._gone.set()
