"""What can go wrong between a delivery and the queue, named for the answer it gets."""

from __future__ import annotations

from typing import Literal


class WebhookRejected(Exception):
    """Why a delivery is not taken in: `status` and `code` for the caller, `sentence` for whoever runs us."""

    def __init__(self, status: Literal[400, 401, 413], code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.code = code
        self.sentence = sentence


class QueueUnavailable(Exception):
    """Redis did not say that it took the job in. Sending the same delivery again is safe."""
