"""Background jobs: done at once, but first reported as queued, so that a client has to ask."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sandbox.zendesk.errors import ApiError, not_found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sandbox.zendesk.account import Account

MOST_ITEMS = 100


@dataclass
class Job:
    """A finished job; each result says what became of one item."""

    id: str
    total: int
    results: list[dict[str, Any]] = field(default_factory=list)

    def render(self, base: str, *, queued: bool = False) -> dict[str, Any]:
        return {
            "id": self.id,
            "url": f"{base}/api/v2/job_statuses/{self.id}.json",
            "total": self.total,
            "progress": None if queued else self.total,
            "status": "queued" if queued else "completed",
            "message": None if queued else "Completed",
            "results": None if queued else self.results,
        }


def run_job(account: Account, items: Iterable[Any], work: Callable[[Any], dict[str, Any]]) -> Job:
    """Do the work for each item; a refused item is a result with an error, not the end of the job."""
    everything = list(items)
    if len(everything) > MOST_ITEMS:
        raise ApiError(400, {"error": "TooManyValues", "description": f"At most {MOST_ITEMS} at a time"})
    job = Job(secrets.token_hex(16), len(everything))
    for index, item in enumerate(everything):
        try:
            job.results.append({"index": index, "success": True, **work(item)})
        except ApiError as refused:
            job.results.append(
                {"index": index, "success": False, "error": refused.body["error"], "details": str(refused.body)}
            )
    account.jobs[job.id] = job
    return job


def find_job(account: Account, job_id: str) -> Job:
    job = account.jobs.get(job_id)
    if job is None:
        raise not_found()
    return job
