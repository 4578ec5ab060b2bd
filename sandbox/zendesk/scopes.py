"""Which scope family a path belongs to (zendesk.md 5): the first pattern that matches decides."""

import re

GLOBAL_ONLY = None
FAMILIES: tuple[tuple[re.Pattern[str], str | None], ...] = tuple(
    (re.compile(pattern), family)
    for pattern, family in (
        (r"tickets/\d+/audits|ticket_audits|search|incremental/ticket_events", GLOBAL_ONLY),
        (
            # that an organisation's tickets want the scope of tickets is unverified
            r"tickets|imports|deleted_tickets|incremental/tickets|job_statuses|(users|organizations)/\d+/tickets",
            "tickets",
        ),
        (r"users|incremental/users", "users"),
        (r"organizations", "organizations"),
        (r"webhooks", "webhooks"),
        (r"triggers|trigger_categories", "triggers"),
        (r"macros", "macros"),
        (r"satisfaction_ratings", "satisfaction_ratings"),
    )
)
ADMIN_ONLY = re.compile(r"webhooks|imports|incremental|satisfaction_ratings|triggers/?.+|triggers$")
ANYONE = re.compile(r"users/me$|oauth/")


def family_of(path: str) -> str | None:
    """The family of a path below `/api/v2/`; None where only a global scope will do."""
    return next((family for pattern, family in FAMILIES if pattern.match(path)), GLOBAL_ONLY)


def refuses_role(path: str, verb: str, role: str) -> bool:
    """Whether a path is closed to this role whatever the token says."""
    if ANYONE.match(path):
        return False
    if role == "end-user":
        return True
    reading_triggers = verb == "read" and path.startswith("triggers")
    return role != "admin" and bool(ADMIN_ONLY.match(path)) and not reading_triggers
