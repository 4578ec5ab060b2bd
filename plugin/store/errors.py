"""What can go wrong with the database, named for the caller's next step."""

from __future__ import annotations


class StoreError(Exception):
    """The database did not do what was asked. The sentence says what to do next."""


class StoreUnavailable(StoreError):
    """Locked, unreachable or full: back off and try again later."""


class StoreRefused(StoreError):
    """A person must act: the address is wrong, the file is damaged, or its tables do not fit this program."""
