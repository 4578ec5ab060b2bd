"""Trouble on request: refusals, cut connections, slow or broken answers, unruly deliveries."""

import threading
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal["fail", "drop_before", "drop_after", "html", "half_body"]


@dataclass
class Fault:
    """What happens to the next `left` requests that fit the method and begin with the path (`/api/v2/…`)."""

    kind: Kind
    left: int
    status: int = 503
    path_prefix: str | None = None
    method: str | None = None
    retry_after: float | None = None

    def fits(self, method: str, path: str) -> bool:
        return (
            self.left > 0
            and (self.method is None or self.method.upper() == method)
            and (self.path_prefix is None or path.startswith(self.path_prefix))
        )


class FaultOrder(BaseModel):
    """What `POST /sandbox/faults` takes; each key orders one kind of trouble, `clear` ends all of it first."""

    model_config = ConfigDict(extra="forbid")

    clear: bool = False
    fail_next: int = Field(0, ge=0)
    status: int = Field(503, ge=400, le=599)
    retry_after: float | None = None
    drop_next: int = Field(0, ge=0)
    after_write: bool = False
    html_next: int = Field(0, ge=0)
    half_body_next: int = Field(0, ge=0)
    path_prefix: str | None = None
    method: str | None = None
    latency: float | None = Field(None, ge=0, le=60)
    double_deliveries: int = Field(0, ge=0)
    reorder_deliveries: int = Field(0, ge=0)
    expire_tokens: bool = False


class Faults:
    """The trouble still ahead. Safe to call from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.clear()

    def clear(self) -> None:
        with self._lock:
            self._waiting: list[Fault] = []
            self._latency = 0.0
            self._double = 0
            self._reorder = 0

    def fail_next(
        self,
        count: int = 1,
        status: int = 503,
        path_prefix: str | None = None,
        method: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        """Refuse requests without doing what they ask."""
        self._order(Fault("fail", count, status, path_prefix, method, retry_after))

    def drop_next(
        self, count: int = 1, *, after_write: bool = False, path_prefix: str | None = None, method: str | None = None
    ) -> None:
        """Cut the connection without an answer, before or after doing what was asked."""
        kind: Kind = "drop_after" if after_write else "drop_before"
        self._order(Fault(kind, count, path_prefix=path_prefix, method=method))

    def html_next(self, count: int = 1, path_prefix: str | None = None, method: str | None = None) -> None:
        """Answer 200 with a web page, as a login wall or a proxy does; nothing is done."""
        self._order(Fault("html", count, path_prefix=path_prefix, method=method))

    def half_body_next(self, count: int = 1, path_prefix: str | None = None, method: str | None = None) -> None:
        """Do what is asked, then send half of the answer."""
        self._order(Fault("half_body", count, path_prefix=path_prefix, method=method))

    def latency(self, seconds: float) -> None:
        """Make every request wait this long first, until set to 0."""
        with self._lock:
            self._latency = seconds

    def double_deliveries(self, count: int = 1) -> None:
        """Send each of the next webhook invocations twice."""
        with self._lock:
            self._double += count

    def reorder_deliveries(self, count: int = 1) -> None:
        """Let each of the next webhook invocations be overtaken by the one after it."""
        with self._lock:
            self._reorder += count

    def apply(self, order: FaultOrder) -> None:
        """Everything one order asks for."""
        if order.clear:
            self.clear()
        where: dict[str, Any] = {"path_prefix": order.path_prefix, "method": order.method}
        self.fail_next(order.fail_next, order.status, retry_after=order.retry_after, **where)
        self.drop_next(order.drop_next, after_write=order.after_write, **where)
        self.html_next(order.html_next, **where)
        self.half_body_next(order.half_body_next, **where)
        self.double_deliveries(order.double_deliveries)
        self.reorder_deliveries(order.reorder_deliveries)
        if order.latency is not None:
            self.latency(order.latency)

    def take(self, method: str, path: str) -> Fault | None:
        """The trouble this request meets, used up by it."""
        with self._lock:
            found = next((fault for fault in self._waiting if fault.fits(method, path)), None)
            if found:
                found.left -= 1
            return found

    @property
    def wait(self) -> float:
        """Seconds every request is held back."""
        return self._latency

    def take_double(self) -> bool:
        with self._lock:
            self._double, doubled = max(0, self._double - 1), self._double > 0
            return doubled

    def take_reorder(self) -> bool:
        with self._lock:
            self._reorder, held = max(0, self._reorder - 1), self._reorder > 0
            return held

    def _order(self, fault: Fault) -> None:
        with self._lock:
            if fault.left:
                self._waiting.append(fault)
