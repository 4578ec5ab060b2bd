"""The users of one account, found by id, address or name."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from sandbox.zendesk import stamps
from sandbox.zendesk.errors import invalid, not_found
from sandbox.zendesk.users import User


class Directory:
    """Every user by id; merged-away users are gone, deleted ones stay inactive (zendesk.md 8, row 6)."""

    def __init__(self, next_id: Callable[[], int]) -> None:
        self._next_id = next_id
        self._users: dict[int, User] = {}

    def __iter__(self) -> Iterator[User]:
        return iter(list(self._users.values()))

    def add(self, name: str, email: str | None = None, *, at: datetime | None = None, **fields: Any) -> User:
        """A new user. Raises 422 when the address is taken."""
        if email and self.by_email(email):
            raise invalid("email", f"Email: {email} is already being used by another user", "DuplicateValue")
        moment = at or stamps.now()
        user = User(
            self._next_id(), name, email.lower() if email else None, created_at=moment, updated_at=moment, **fields
        )
        self._users[user.id] = user
        return user

    def get(self, user_id: int) -> User:
        """Raises 404 for nobody and for a user merged away."""
        user = self._users.get(user_id)
        if user is None:
            raise not_found()
        return user

    def find(self, user_id: int | None) -> User | None:
        return None if user_id is None else self._users.get(user_id)

    def by_email(self, email: str) -> User | None:
        wanted = email.lower()
        return next((user for user in self._users.values() if user.email == wanted and user.active), None)

    def by_external_id(self, external_id: str) -> User | None:
        return next((user for user in self._users.values() if user.external_id == external_id), None)

    def by_name(self, name: str, *, staff: bool) -> User | None:
        return next(
            (user for user in self._users.values() if user.name == name and user.is_staff is staff and user.active),
            None,
        )

    def change(self, user: User, changes: dict[str, Any]) -> None:
        """Set attributes; the address must stay unique."""
        email = changes.get("email")
        taken = self.by_email(email) if email else None
        if taken and taken is not user:
            raise invalid("email", f"Email: {email} is already being used by another user", "DuplicateValue")
        for name, value in changes.items():
            setattr(user, name, value)
        user.updated_at = stamps.now()

    def forget(self, user: User) -> None:
        """The record disappears, as that of a user merged into another does."""
        del self._users[user.id]

    def search(self, words: str) -> list[User]:
        """Users whose name, address, phone or external id contains the words; `email:x` asks for one field."""
        name, colon, value = words.partition(":")
        field = name if colon and name in {"email", "name", "phone", "external_id", "role", "tags"} else None
        wanted = (value if field else words).strip().strip('"').lower()
        return [user for user in self._users.values() if user.active and wanted in _text_of(user, field)]


def _text_of(user: User, field: str | None) -> str:
    if field == "tags":
        return " ".join(user.tags).lower()
    if field:
        return str(getattr(user, field) or "").lower()
    return " ".join(filter(None, (user.name, user.email, user.phone, user.external_id))).lower()
