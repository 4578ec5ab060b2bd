"""The people of an account: end users, agents and admins."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sandbox.zendesk import stamps

# our own numbering but for en-US, which is 1 everywhere
LOCALES = ("en-US", "en-GB", "de", "fr", "es", "sv", "nl", "it", "pt-BR", "da", "nb", "fi", "pl", "ja", "ar")
STAFF_ROLES = frozenset({"agent", "admin"})


@dataclass
class User:
    """One person. `role` is end-user, agent or admin; `time_zone` an IANA name."""

    id: int
    name: str
    email: str | None
    created_at: datetime
    updated_at: datetime
    role: str = "end-user"
    locale: str = "en-US"
    time_zone: str = "Etc/UTC"
    tags: list[str] = field(default_factory=list)
    user_fields: dict[str, Any] = field(default_factory=dict)
    organization_id: int | None = None
    external_id: str | None = None
    phone: str | None = None
    details: str | None = None
    notes: str | None = None
    verified: bool = True
    active: bool = True
    suspended: bool = False
    only_private_comments: bool = False
    last_login_at: datetime | None = None

    @property
    def is_staff(self) -> bool:
        return self.role in STAFF_ROLES

    @property
    def first_name(self) -> str:
        return self.name.split(" ", 1)[0]

    @property
    def last_name(self) -> str:
        return self.name.split(" ", 1)[1] if " " in self.name else ""


def render_user(user: User, base: str) -> dict[str, Any]:
    """The JSON an agent sees of a user; `base` is the scheme and host of the asker."""
    return {
        "id": user.id,
        "url": f"{base}/api/v2/users/{user.id}.json",
        "name": user.name,
        "email": user.email,
        "created_at": stamps.render(user.created_at),
        "updated_at": stamps.render(user.updated_at),
        "time_zone": user.time_zone.rsplit("/", 1)[-1].replace("_", " "),
        "iana_time_zone": user.time_zone,
        "phone": user.phone,
        "shared_phone_number": None,
        "photo": None,
        "locale_id": LOCALES.index(user.locale) + 1 if user.locale in LOCALES else len(LOCALES) + 1,
        "locale": user.locale,
        "organization_id": user.organization_id,
        "role": user.role,
        "role_type": 4 if user.role == "admin" else None,
        "custom_role_id": None,
        "verified": user.verified,
        "external_id": user.external_id,
        "tags": list(user.tags),
        "alias": None,
        "active": user.active,
        "shared": False,
        "shared_agent": False,
        "last_login_at": stamps.render(user.last_login_at),
        "two_factor_auth_enabled": None,
        "signature": None,
        "details": user.details,
        "notes": user.notes,
        "moderator": user.is_staff,
        "ticket_restriction": None if user.is_staff else "requested",
        "only_private_comments": user.only_private_comments,
        "restricted_agent": not user.is_staff,
        "suspended": user.suspended,
        "default_group_id": None,
        "report_csv": user.role == "admin",
        "user_fields": dict(user.user_fields),
    }
