"""A draft without a response: where the library has none, what they told and asked is set out for the agent to answer.

Its words are the shared wordings that hold the condition `unmatched`; a library without them gets no outline.
"""

from __future__ import annotations

from suggestions.library.responses import Failure, Response


def make_outline(language: str) -> Response:
    """A response with no words of its own."""
    return Response(
        id=f"outline.{language}", reason="", title="Outline", language=language, thing="", failure=Failure.NONE,
        exemplars=(), wordings=(),
    )  # fmt: skip


def is_outline(response: Response) -> bool:
    return not response.reason
