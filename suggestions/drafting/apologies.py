"""How an apology is told apart, in the languages drafts are written in."""

from __future__ import annotations

import re

SORRY = re.compile(
    r"\b(?:sorry|apologi[sz]e|apologies|entschuldig\w*|tut mir leid|bedau[er]\w*|"
    r"lo siento|siento (?:que|mucho)|lamento|disculp\w*|perdón)\b",
    re.IGNORECASE,
)
