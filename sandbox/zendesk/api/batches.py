"""What runs as a background job: many tickets at once, merges, imports, deletions (zendesk.md 3.5)."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from sandbox.zendesk import creation, imports, merges, updates
from sandbox.zendesk.api import answers, asking
from sandbox.zendesk.api.tickets import remove
from sandbox.zendesk.errors import Json, bad_request, not_found
from sandbox.zendesk.jobs import Job, find_job, run_job
from sandbox.zendesk.tickets import Ticket

blueprint = Blueprint("batches", __name__, url_prefix="/api/v2")


@blueprint.post("/tickets/create_many")
def create_many() -> ResponseReturnValue:
    def create(fields: Json) -> Json:
        made = creation.create_ticket(asking.account(), asking.ticket_input(fields), asking.actor())
        return {"id": made.ticket.id, "account_id": asking.account().id}

    return _queued(run_job(asking.account(), asking.parts("tickets"), create))


@blueprint.put("/tickets/update_many")
def update_many() -> ResponseReturnValue:
    """Either one change for `?ids=`, or a list of tickets with their own changes."""

    def update(item: tuple[Any, Json]) -> Json:
        ticket_id, fields = item
        ticket = asking.account().ticket(ticket_id if isinstance(ticket_id, int) else 0)
        updates.update_ticket(asking.account(), ticket, asking.ticket_input(fields), asking.actor())
        return {"id": ticket.id, "action": "update", "status": "Updated"}

    if "ids" in request.args:
        fields = asking.part("ticket")
        return _queued(run_job(asking.account(), [(one, fields) for one in asking.ids()], update))
    return _queued(run_job(asking.account(), [(one.get("id"), one) for one in asking.parts("tickets")], update))


@blueprint.delete("/tickets/destroy_many")
def destroy_many() -> ResponseReturnValue:
    return _queued(run_job(asking.account(), asking.ids(), remove))


@blueprint.post("/tickets/<int:ticket_id>/merge")
def merge(ticket_id: int) -> ResponseReturnValue:
    body, target = asking.json_body(), asking.account().ticket(ticket_id)
    sent = body.get("ids")
    if not isinstance(sent, list) or not sent:
        raise bad_request("Bad Request", "ids must list the tickets to merge into this one")
    plan = merges.Merge(target, asking.actor(), body.get("source_comment"), body.get("target_comment"))

    def into(source_id: Any) -> Json:
        return plan.take_in(asking.account(), source_id if isinstance(source_id, int) else 0)

    return _queued(run_job(asking.account(), sent, into))


@blueprint.post("/imports/tickets")
def import_ticket() -> ResponseReturnValue:
    """201; dates are kept and no trigger fires."""
    given = asking.ticket_input(asking.part("ticket"))
    return answers.one_ticket(imports.import_ticket(asking.account(), given, asking.actor())), 201


@blueprint.post("/imports/tickets/create_many")
def import_many() -> ResponseReturnValue:
    def take(fields: Json) -> Json:
        ticket = imports.import_ticket(asking.account(), asking.ticket_input(fields), asking.actor())
        return {"id": ticket.id, "account_id": asking.account().id}

    return _queued(run_job(asking.account(), asking.parts("tickets"), take))


@blueprint.get("/deleted_tickets")
def list_deleted() -> ResponseReturnValue:
    found = answers.ticket_page(one for one in asking.account().tickets.values() if one.deleted)
    return {"deleted_tickets": found.pop("tickets"), **found}


@blueprint.put("/deleted_tickets/<int:ticket_id>/restore")
def restore(ticket_id: int) -> ResponseReturnValue:
    _deleted(ticket_id).deleted = False
    return {}


@blueprint.delete("/deleted_tickets/<int:ticket_id>")
def destroy(ticket_id: int) -> ResponseReturnValue:
    """Gone for good."""

    def forget(one: int) -> Json:
        del asking.account().tickets[_deleted(one).id]
        return {"id": one}

    return _queued(run_job(asking.account(), [ticket_id], forget))


@blueprint.get("/job_statuses/<job_id>")
def show_job(job_id: str) -> ResponseReturnValue:
    return {"job_status": find_job(asking.account(), job_id).render(asking.base())}


@blueprint.get("/job_statuses")
def list_jobs() -> ResponseReturnValue:
    jobs = [job.render(asking.base()) for job in asking.account().jobs.values()]
    return {"job_statuses": jobs[-100:], "next_page": None, "previous_page": None, "count": len(jobs)}


def _deleted(ticket_id: int) -> Ticket:
    ticket = asking.account().tickets.get(ticket_id)
    if ticket is None or not ticket.deleted:
        raise not_found()
    return ticket


def _queued(job: Job) -> ResponseReturnValue:
    return {"job_status": job.render(asking.base(), queued=True)}
