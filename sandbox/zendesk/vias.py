"""Channels: how a ticket or a comment came in, by name and by the number triggers know it by."""

from dataclasses import dataclass, field
from typing import Any

# D:/documentation/ticketing/reference-guides/via-types
VIA_IDS = {
    "web": 0,
    "email": 4,
    "api": 5,
    "rule": 8,
    "merge": 19,
    "chat": 29,
    "voice": 45,
    "mobile_sdk": 49,
    "side_conversation": 65,
    "native_messaging": 75,
}
SPOKEN = {"phone": "voice", "mail": "email", "messaging": "native_messaging", "form": "web"}


@dataclass(frozen=True)
class Via:
    """A channel with where it came from; `rel` says why a machine made it (follow_up, merge)."""

    channel: str = "api"
    rel: str | None = None
    origin: dict[str, Any] = field(default_factory=dict)

    @property
    def number(self) -> int:
        return VIA_IDS.get(self.channel, VIA_IDS["api"])

    def render(self) -> dict[str, Any]:
        return {"channel": self.channel, "source": {"from": dict(self.origin), "to": {}, "rel": self.rel}}


def channel_named(name: str | None) -> str:
    """The API's name for a channel; everyday names such as phone are understood."""
    return SPOKEN.get(name or "api", name or "api")
