"""Refusals in Zendesk's own shapes (zendesk.md 3.6), so that foreign clients recognise them."""

from typing import Any

from pydantic import ValidationError

Json = dict[str, Any]


class ApiError(Exception):
    """A refusal that already knows its status, JSON body and headers."""

    def __init__(self, status: int, body: Json, headers: dict[str, str] | None = None) -> None:
        super().__init__(f"{status} {body}")
        self.status = status
        self.body = body
        self.headers = headers or {}


def not_found() -> ApiError:
    return ApiError(404, {"error": "RecordNotFound", "description": "Not found"})


def invalid_endpoint() -> ApiError:
    return ApiError(404, {"error": {"title": "Invalid Endpoint", "message": "There is no such path in this API"}})


def invalid(field: str, sentence: str, code: str = "InvalidValue") -> ApiError:
    """422 RecordInvalid with one detail."""
    return ApiError(
        422,
        {
            "error": "RecordInvalid",
            "description": "Record validation errors",
            "details": {field: [{"description": sentence, "error": code}]},
        },
    )


def invalid_input(problem: ValidationError) -> ApiError:
    """422 RecordInvalid naming every field the input got wrong."""
    details: dict[str, list[Json]] = {}
    for error in problem.errors(include_url=False, include_input=False, include_context=False):
        field = next((part for part in reversed(error["loc"]) if isinstance(part, str)), "base")
        details.setdefault(field, []).append({"description": f"{field}: {error['msg']}", "error": "InvalidValue"})
    return ApiError(422, {"error": "RecordInvalid", "description": "Record validation errors", "details": details})


def bad_request(title: str, message: str) -> ApiError:
    return ApiError(400, {"error": {"title": title, "message": message}})


def unauthenticated() -> ApiError:
    return ApiError(401, {"error": "Couldn't authenticate you"}, {"WWW-Authenticate": 'Bearer realm="Zendesk"'})


def forbidden(sentence: str) -> ApiError:
    return ApiError(403, {"error": "Forbidden", "description": sentence})


def conflict() -> ApiError:
    """409 of a safe update whose stamp is no longer the ticket's (zendesk.md 3.1)."""
    return ApiError(
        409,
        {
            "error": "UpdateConflict",
            "description": "Safe Update prevented the update due to outdated ticket data. Please fetch the "
            "latest ticket data and try again.",
        },
    )
