"""What a client may send about a user, checked before anything is touched."""

from typing import Any, Literal

from pydantic import BaseModel, Field, field_validator

from sandbox.zendesk.users import LOCALES


class UserInput(BaseModel):
    """The writable fields of a user; only those really sent are applied."""

    id: int | None = None
    name: str | None = None
    email: str | None = None
    role: Literal["end-user", "agent", "admin"] = "end-user"
    locale: str = "en-US"
    locale_id: int | None = None
    time_zone: str = "Etc/UTC"
    tags: list[str] = Field(default_factory=list)
    user_fields: dict[str, Any] = Field(default_factory=dict)
    organization_id: int | None = None
    external_id: str | None = None
    phone: str | None = None
    details: str | None = None
    notes: str | None = None
    verified: bool = True
    suspended: bool = False
    only_private_comments: bool = False

    @field_validator("email")
    @classmethod
    def email_has_an_at_sign(cls, email: str | None) -> str | None:
        if email is not None and ("@" not in email.strip("@") or " " in email):
            raise ValueError(f"{email} is not properly formatted")
        return email.lower() if email else None

    def changes(self) -> dict[str, Any]:
        """Attribute names and values to set, without the id."""
        sent = {name: getattr(self, name) for name in self.model_fields_set - {"id", "locale_id"}}
        if self.locale_id is not None and 0 < self.locale_id <= len(LOCALES):
            sent.setdefault("locale", LOCALES[self.locale_id - 1])
        if sent.get("name", "") is None:
            del sent["name"]
        return sent
