"""Who can write: the people the account knows, those of the stories, and anybody new."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.pages.forms import FormError, line_in
from sandbox.stories import load_stories, shift
from sandbox.zendesk import stamps, stories

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sandbox.zendesk.account import Account
    from sandbox.zendesk.users import User

LANGUAGES = {
    "en-US": "English (US)",
    "en-GB": "English (UK)",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "it": "Italiano",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "sv": "Svenska",
    "ar": "العربية",
    "ja": "日本語",
}
NEW = "new"


@dataclass(frozen=True)
class Member:
    """Somebody to pick in the form; `key` is a mail address or a user id."""

    key: str
    name: str


def members(account: Account) -> list[Member]:
    """Everybody who can be picked, by name."""
    known = {_key(user): user.name for user in account.users if user.active and not user.is_staff}
    told = {story["requester"]["email"]: story["requester"]["name"] for story in load_stories()}
    return sorted((Member(key, name) for key, name in (told | known).items()), key=lambda one: one.name)


def agents(account: Account) -> list[User]:
    return sorted((user for user in account.users if user.role == "agent"), key=lambda user: user.name)


def agent_in(account: Account, form: Mapping[str, str]) -> User:
    """The agent the form names."""
    agent = next((one for one in agents(account) if one.name == form.get("agent")), None)
    if agent is None:
        raise FormError("agent", "Pick the agent who replies.")
    return agent


def writer_in(account: Account, form: Mapping[str, str]) -> User:
    """The person the form names, made if new. Raises FormError for a new customer without a name."""
    key = form.get("writer", NEW)
    if key == NEW:
        return _newcomer(account, form)
    known = next((user for user in account.users if not user.is_staff and _key(user) == key), None)
    told = next((story for story in load_stories() if story["requester"]["email"] == key), None)
    writer = known or (_with_past(account, told) if told else None)
    if writer is None:
        raise FormError("writer", "This person is no longer here. Pick somebody else.")
    return writer


def _newcomer(account: Account, form: Mapping[str, str]) -> User:
    name = line_in(form.get("name", ""), "name")
    if not name:
        raise FormError("name", "A new customer needs a name.")
    locale = form.get("language", "en-US")
    if locale not in LANGUAGES:
        raise FormError("language", "Pick a language from the list.")
    return account.add_user(name, _free_address(account, name), locale=locale)


def _with_past(account: Account, story: dict[str, Any]) -> User:
    """Somebody from a story arrives with their earlier tickets, dated as if they wrote this week."""
    loaded = stories.load(account, stories.Story.model_validate(shift(story, stamps.now())))
    return account.users.get(loaded["requester_id"])


def _free_address(account: Account, name: str) -> str:
    """An address nobody has yet, on a domain that belongs to nobody."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    local = ".".join("".join(one if one.isalnum() else " " for one in plain).split()) or "customer"
    address, number = f"{local}@example.org", 1
    while account.users.by_email(address):
        number += 1
        address = f"{local}.{number}@example.org"
    return address


def _key(user: User) -> str:
    return user.email or str(user.id)
