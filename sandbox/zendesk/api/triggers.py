"""`/triggers`: what makes an account call a webhook (zendesk.md 2.1)."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from sandbox.zendesk import actions, conditions, stamps, triggers
from sandbox.zendesk.api import asking
from sandbox.zendesk.errors import Json, not_found
from sandbox.zendesk.paging import Order, page
from sandbox.zendesk.triggers import Trigger

blueprint = Blueprint("triggers", __name__, url_prefix="/api/v2/triggers")


@blueprint.get("")
@blueprint.get("/active")
def list_triggers() -> ResponseReturnValue:
    active = request.path.endswith("/active") or request.args.get("active") == "true"
    return _page([one for one in asking.account().triggers.values() if one.given.active or not active])


@blueprint.get("/search")
def search_triggers() -> ResponseReturnValue:
    words = request.args.get("query", "").lower()
    return _page([one for one in asking.account().triggers.values() if words in one.given.title.lower()])


@blueprint.get("/definitions")
def show_definitions() -> ResponseReturnValue:
    offered = conditions.definitions()
    return {
        "definitions": {
            "conditions_all": offered,
            "conditions_any": offered,
            "actions": actions.definitions(),
        }
    }


@blueprint.get("/<int:trigger_id>")
def show_trigger(trigger_id: int) -> ResponseReturnValue:
    return {"trigger": _find(trigger_id).render(asking.base())}


@blueprint.post("")
def create_trigger() -> ResponseReturnValue:
    given = triggers.read_input(asking.account(), asking.part("trigger"))
    return {"trigger": triggers.add_trigger(asking.account(), given).render(asking.base())}, 201


@blueprint.put("/<int:trigger_id>")
def update_trigger(trigger_id: int) -> ResponseReturnValue:
    """Only the keys sent change, but conditions and actions are replaced whole."""
    trigger = _find(trigger_id)
    fields = {**trigger.given.model_dump(exclude={"position"}), **asking.part("trigger")}
    trigger.given = triggers.read_input(asking.account(), fields)
    trigger.position = trigger.given.position or trigger.position
    trigger.updated_at = stamps.now()
    return {"trigger": trigger.render(asking.base())}


@blueprint.delete("/<int:trigger_id>")
def delete_trigger(trigger_id: int) -> ResponseReturnValue:
    del asking.account().triggers[_find(trigger_id).id]
    return "", 204


def _find(trigger_id: int) -> Trigger:
    trigger = asking.account().triggers.get(trigger_id)
    if trigger is None:
        raise not_found()
    return trigger


def _page(found: list[Trigger]) -> Json:
    shown, around = page(found, asking.asked(), Order(lambda trigger: (trigger.position, trigger.id)))
    return {"triggers": [trigger.render(asking.base()) for trigger in shown], **around}
