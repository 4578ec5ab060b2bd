"""Triggers: run top to bottom after every create and update, and again from the top when one changed the ticket."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field, ValidationError

from sandbox.zendesk import actions, conditions, stamps
from sandbox.zendesk.errors import invalid, invalid_input

if TYPE_CHECKING:
    from datetime import datetime

    from sandbox.zendesk.account import Account
    from sandbox.zendesk.update import Update


class Conditions(BaseModel):
    all: list[dict[str, Any]] = Field(default_factory=list)
    any: list[dict[str, Any]] = Field(default_factory=list)


class TriggerInput(BaseModel):
    """The writable part of a trigger; an update that sends conditions or actions replaces them whole."""

    title: str = Field(min_length=1)
    description: str | None = None
    active: bool = True
    category_id: str | None = None
    position: int | None = None
    conditions: Conditions = Field(default_factory=Conditions)
    actions: list[dict[str, Any]] = Field(min_length=1)


@dataclass
class Trigger:
    """A saved trigger; lower positions run first."""

    id: int
    given: TriggerInput
    position: int
    created_at: datetime = field(default_factory=stamps.now)
    updated_at: datetime = field(default_factory=stamps.now)

    def matches(self, update: Update) -> bool:
        """All of `all` and, where there is an `any`, at least one of it."""
        every, some = self.given.conditions.all, self.given.conditions.any
        return all(conditions.holds(one, update) for one in every) and (
            not some or any(conditions.holds(one, update) for one in some)
        )

    def render(self, base: str) -> dict[str, Any]:
        return {
            "url": f"{base}/api/v2/triggers/{self.id}.json",
            "id": self.id,
            **self.given.model_dump(exclude={"position"}),
            "position": self.position,
            "default": False,
            "raw_title": self.given.title,
            "created_at": stamps.render(self.created_at),
            "updated_at": stamps.render(self.updated_at),
        }


def read_input(account: Account, fields: dict[str, Any]) -> TriggerInput:
    """Raises 422 for a trigger this account could not run."""
    try:
        given = TriggerInput.model_validate(fields)
    except ValidationError as problem:
        raise invalid_input(problem) from problem
    problems = [conditions.problem_with(one) for one in (*given.conditions.all, *given.conditions.any)]
    problems += [actions.problem_with(one, account) for one in given.actions]
    sentences = [sentence for sentence in problems if sentence]
    if sentences:
        raise invalid("base", sentences[0])
    return given


def add_trigger(account: Account, given: TriggerInput) -> Trigger:
    """New ones go last unless a position is asked for."""
    last = max((trigger.position for trigger in account.triggers.values()), default=0)
    trigger = Trigger(account.ids.take("trigger"), given, given.position or last + 1)
    account.triggers[trigger.id] = trigger
    return trigger


def in_order(account: Account) -> list[Trigger]:
    return sorted(account.triggers.values(), key=lambda trigger: (trigger.position, trigger.id))


def run(update: Update) -> None:
    """Let every trigger see the update; each acts at most once on it (zendesk.md 2.1)."""
    waiting = [trigger for trigger in in_order(update.account) if trigger.given.active]
    while trigger := next((one for one in waiting if one.matches(update)), None):
        waiting.remove(trigger)
        for action in trigger.given.actions:
            actions.perform(action, update)
