"""Numbers for new records, past 2**31 for all but tickets so that narrow integers show early (zendesk.md 8)."""

import secrets
import time
from collections import defaultdict

FIRST = {"ticket": 1, "user": 5_000_000_001, "event": 7_000_000_000_001, "trigger": 36_000_000_001, "token": 80_001}
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Ids:
    """A growing counter for each kind of record."""

    def __init__(self) -> None:
        self._next: defaultdict[str, int] = defaultdict(lambda: 9_000_000_001)
        self._next.update(FIRST)

    def take(self, kind: str) -> int:
        number = self._next[kind]
        self._next[kind] = number + 1
        return number

    def reserve(self, kind: str, number: int) -> None:
        """Later numbers will be past this one."""
        self._next[kind] = max(self._next[kind], number + 1)


def ulid() -> str:
    """A fresh ULID, the id form of webhooks and their invocations (zendesk.md 1.1)."""
    number = int(time.time() * 1000) << 80 | secrets.randbits(80)
    return "".join(CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5))
