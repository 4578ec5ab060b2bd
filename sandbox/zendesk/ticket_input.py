"""What a client may send about a ticket, checked before anything is touched."""

import re
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field, field_validator

from sandbox.zendesk import stamps


def _moment(value: Any) -> Any:
    return stamps.parse(value) if isinstance(value, str) and value else (value or None)


def _tags(value: Any) -> Any:
    """Tags come as a list or as one string; they are lower case and hold no blanks."""
    words = re.split(r"[\s,]+", value) if isinstance(value, str) else value
    if not isinstance(words, list) or not all(isinstance(word, str | int) for word in words):
        raise ValueError("must be a list of words")
    clean = (re.sub(r"\s+", "_", str(word).strip().lower()) for word in words)
    return list(dict.fromkeys(word for word in clean if word))


Moment = Annotated[datetime | None, BeforeValidator(_moment)]
Tags = Annotated[list[str], BeforeValidator(_tags)]
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]


class CommentInput(BaseModel):
    """A comment on its way in; `value` is what imports call a body, `flags` are for mail only."""

    body: str | None = None
    html_body: str | None = None
    value: str | None = None
    public: bool | None = None
    author_id: Id | None = None
    created_at: Moment = None
    flags: list[int] = Field(default_factory=list)

    @property
    def has_words(self) -> bool:
        return any(text and text.strip() for text in (self.body, self.html_body, self.value))


class RequesterInput(BaseModel):
    name: str | None = None
    email: str | None = None
    locale: str | None = None


class CarbonCopyInput(BaseModel):
    user_id: Id | None = None
    user_email: str | None = None
    action: Literal["put", "delete"] = "put"


class ViaInput(BaseModel):
    channel: str | int = "api"


class TicketInput(BaseModel):
    """The writable fields of a ticket; only those really sent are applied."""

    id: Id | None = None
    subject: str | None = None
    description: str | None = None
    comment: CommentInput | None = None
    comments: list[CommentInput] = Field(default_factory=list)
    status: Literal["new", "open", "pending", "hold", "solved", "closed"] | None = None
    priority: Literal["urgent", "high", "normal", "low"] | None = None
    type: Literal["problem", "incident", "question", "task"] | None = None
    requester_id: Id | None = None
    requester: RequesterInput | None = None
    submitter_id: Id | None = None
    assignee_id: Id | None = None
    assignee_email: str | None = None
    group_id: Id | None = None
    organization_id: Id | None = None
    brand_id: Id | None = None
    problem_id: Id | None = None
    external_id: str | None = None
    due_at: Moment = None
    tags: Tags = Field(default_factory=list)
    additional_tags: Tags = Field(default_factory=list)
    remove_tags: Tags = Field(default_factory=list)
    custom_fields: list[dict[str, Any]] = Field(default_factory=list)
    collaborator_ids: list[Id] = Field(default_factory=list)
    email_ccs: list[CarbonCopyInput] = Field(default_factory=list)
    metadata: dict[str, Any] = Field(default_factory=dict)
    via: ViaInput = Field(default_factory=ViaInput)
    via_followup_source_id: Id | None = None
    safe_update: bool | None = None
    updated_stamp: Moment = None
    created_at: Moment = None
    updated_at: Moment = None
    solved_at: Moment = None
    from_messaging_channel: bool = False

    @field_validator("comment", mode="before")
    @classmethod
    def bare_text_is_a_body(cls, comment: Any) -> Any:
        return {"body": comment} if isinstance(comment, str) else comment

    @field_validator("external_id", mode="before")
    @classmethod
    def a_number_is_text(cls, external_id: Any) -> Any:
        return str(external_id) if isinstance(external_id, int) else external_id

    @field_validator("tags", "additional_tags", "remove_tags", mode="before")
    @classmethod
    def no_tags_is_an_empty_list(cls, tags: Any) -> Any:
        return tags or []

    @field_validator("custom_fields", "collaborator_ids", "email_ccs", "comments", mode="before")
    @classmethod
    def null_is_an_empty_list(cls, sent: Any) -> Any:
        return sent or []

    @field_validator("metadata", "via", mode="before")
    @classmethod
    def null_is_an_empty_object(cls, sent: Any) -> Any:
        return sent or {}
