"""Rate limits, off unless asked for (zendesk.md 4.1)."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.zendesk.errors import ApiError

PLANS = {"team": 200, "growth": 400, "professional": 400, "enterprise": 700, "plus": 2500, "trial": 200}
UPDATE = re.compile(r"tickets/(\d+)(/tags)?$")


@dataclass
class Window:
    """At most `total` requests in each stretch of `seconds`, counted from the first."""

    total: int
    seconds: int
    used: int = 0
    began: float = float("-inf")

    def take(self, now: float) -> bool:
        """Count one request; False when the window is full."""
        if now - self.began >= self.seconds:
            self.began, self.used = now, 0
        if self.used >= self.total:
            return False
        self.used += 1
        return True

    def resets_in(self, now: float) -> int:
        """Whole seconds until the window is empty again, at least one."""
        return max(1, int(self.began + self.seconds - now + 0.999))

    @property
    def remaining(self) -> int:
        return max(0, self.total - self.used)


@dataclass
class Limits:
    """The account's windows. `Limits.off()` counts nothing and says nothing in headers."""

    per_minute: int | None = None
    updates_per_minute: int = 100
    updates_per_ticket: int = 30
    clock: Callable[[], float] = time.monotonic
    windows: dict[tuple[object, ...], Window] = field(default_factory=dict)

    @classmethod
    def off(cls) -> "Limits":
        return cls()

    @classmethod
    def for_plan(cls, plan: str, *, clock: Callable[[], float] = time.monotonic) -> "Limits":
        """The published limits of a plan: team, growth, professional, enterprise, plus or trial."""
        return cls(PLANS[plan], updates_per_minute=20 if plan == "trial" else 100, clock=clock)

    def check(self, user_id: int, method: str, path: str) -> dict[str, str]:
        """Count one request to a path below `/api/v2/`; returns its rate headers or raises 429."""
        if self.per_minute is None:
            return {}
        now = self.clock()
        account = self._window(("account",), self.per_minute, 60)
        allowed, headers = account.take(now), {}
        headers.update(_account_headers(account, now))
        for name, window in self._narrow_windows(user_id, method, path):
            allowed = allowed and window.take(now)
            headers[f"zendesk-ratelimit-{name}"] = (
                f"total={window.total}; remaining={window.remaining}; resets={window.resets_in(now)}"
            )
            if window.remaining == 0 and not allowed:
                account = window
        if not allowed:
            body = {"error": "TooManyRequests", "description": "Number of allowed API requests per minute exceeded"}
            raise ApiError(429, body, {**headers, "Retry-After": str(account.resets_in(now))})
        return headers

    def _narrow_windows(self, user_id: int, method: str, path: str) -> list[tuple[str, Window]]:
        update = UPDATE.match(path) if method == "PUT" else None
        if update:
            one_ticket = ("ticket", user_id, int(update[1]))
            return [
                ("tickets-update", self._window(("updates",), self.updates_per_minute, 60)),
                ("tickets-update-per-ticket", self._window(one_ticket, self.updates_per_ticket, 600)),
            ]
        for pattern, name, total in (
            (r"incremental/", "incremental-exports", 10),
            (r"search/export$", "search-export", 100),
            (r"search", "search-index", 2500),
            (r"tickets$", "tickets-index", self.per_minute or 0),
        ):
            if re.match(pattern, path):
                return [(name, self._window((name,), total, 60))]
        return []

    def _window(self, key: tuple[object, ...], total: int, seconds: int) -> Window:
        return self.windows.setdefault(key, Window(total, seconds))


def _account_headers(window: Window, now: float) -> dict[str, str]:
    return {
        "X-Rate-Limit": str(window.total),
        "X-Rate-Limit-Remaining": str(window.remaining),
        "ratelimit-limit": str(window.total),
        "ratelimit-remaining": str(window.remaining),
        "ratelimit-reset": str(window.resets_in(now)),
    }
