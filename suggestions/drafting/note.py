"""The internal note an agent reads in ten seconds: what is this, what do I send, what must I check first.

HTML is kept to the tags Zendesk is known to keep, every inserted value is escaped, and `{{` and `{%` are
broken up, because Zendesk expands placeholders in what an agent posts (zendesk.md 3.2).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from suggestions.drafting.headline import say_checks, say_headline, say_signals
from suggestions.drafting.pressing import say_pressing
from suggestions.drafting.prompt import NONE_NEEDED, find_prompt
from suggestions.drafting.told_bot import say_told_bot
from suggestions.drafting.why import (
    say_alternatives,
    say_elsewhere,
    say_guide,
    say_guideline,
    say_ladder,
    say_ledger,
    say_others,
    say_why,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from suggestions.drafting.draft import Draft
    from suggestions.drafting.why import Line
    from suggestions.model import TicketId, Withheld
    from suggestions.rules import Rules
    from suggestions.suggestion import Suggestion

MOST_BYTES = 8_000
BLANK_HTML = re.compile(r"(\[\[.+?\]\])")
WIDTH = "\u200b"


@dataclass(frozen=True, slots=True)
class InternalNote:
    """`html` for the ticket, `text` for a terminal; both end with `reference`."""

    html: str
    text: str
    reference: str


def render_note(suggestion: Suggestion, ticket_url: Callable[[TicketId], str], rules: Rules) -> InternalNote:
    """The note for a suggestion. Never over 8 kB: what matters least is left out first."""
    blocks = [_headline(suggestion), _pressing(suggestion), _signals(suggestion), _told_bot(suggestion)]
    blocks.append(_checks(suggestion, rules))
    if suggestion.withheld:
        blocks.append(_silence(suggestion.withheld, outlined=suggestion.is_outline))
    if suggestion.draft:
        title = "Outline" if suggestion.is_outline else "Draft"
        body = _prompt(suggestion.draft) if rules.prompt_only else _draft(suggestion.draft, title)
        blocks += [_small(say_guideline(suggestion.draft.response)), body]
    blocks += [
        _list("Earlier contacts", say_ledger(suggestion, ticket_url, rules)),
        _list("Same organisation", say_elsewhere(suggestion, ticket_url)),
        _list("Other customers who wrote again about it", say_others(suggestion, ticket_url)),
        _list("Before assuming", say_ladder(suggestion)),
        _list("Ask", say_guide(suggestion, rules) if suggestion.withheld else []),
        _small(say_why(suggestion)),
        _small(say_alternatives(suggestion)),
    ]
    foot = _foot(suggestion)
    kept = _keep_within(blocks, MOST_BYTES - len(foot[0].encode()))
    html = "\n".join(h for h, _ in (*kept, foot) if h)
    text = "\n\n".join(t for _, t in (*kept, foot) if t)
    return InternalNote(break_placeholders(html), text, suggestion.reference)


def break_placeholders(text: str) -> str:
    """`{{` and `{%` with a zero-width space between, so that nothing is expanded on save."""
    while "{{" in text or "{%" in text:
        text = text.replace("{{", f"{{{WIDTH}{{").replace("{%", f"{{{WIDTH}%")
    return text


def _keep_within(blocks: Sequence[tuple[str, str]], limit: int) -> list[tuple[str, str]]:
    kept, used = [], 0
    for html, text in blocks:
        size = len(break_placeholders(html).encode()) + 1
        if used + size <= limit:
            kept.append((html, text))
            used += size
    return kept


def _headline(suggestion: Suggestion) -> tuple[str, str]:
    first, rest = say_headline(suggestion)
    return _p(Markup("<strong>{}</strong> {}").format(first, rest)), f"{first} {rest}".strip()


def _signals(suggestion: Suggestion) -> tuple[str, str]:
    line = say_signals(suggestion)
    return (_p(Markup("{}").format(line)), line) if line else ("", "")


def _told_bot(suggestion: Suggestion) -> tuple[str, str]:
    line = say_told_bot(suggestion)
    return (_p(Markup("{}").format(line)), line) if line else ("", "")


def _pressing(suggestion: Suggestion) -> tuple[str, str]:
    """A promise that is broken, late or about to fall due."""
    first, rest = say_pressing(suggestion)
    text = f"{first} {rest}".strip()
    return (_p(Markup("<strong>{}</strong> {}").format(first, rest)), text) if text else ("", "")


def _checks(suggestion: Suggestion, rules: Rules) -> tuple[str, str]:
    lines = say_checks(suggestion, prompt_only=rules.prompt_only)
    if not lines:
        return "", ""
    items = "".join(str(Markup("<li>{}</li>").format(_mark_blanks(line))) for line in lines)
    return f"<p><strong>Check first</strong></p><ul>{items}</ul>", "Check first\n" + "\n".join(
        f"- {line}" for line in lines
    )


def _silence(withheld: Withheld, *, outlined: bool) -> tuple[str, str]:
    head = "No response fits." if outlined else "No draft."
    rest = f"{withheld.sentence} Below is an outline from their own words." if outlined else withheld.sentence
    return _p(Markup("<strong>{}</strong> {}").format(head, rest)), f"{head} {rest}"


def _draft(draft: Draft, title: str) -> tuple[str, str]:
    paragraphs = "".join(str(Markup("<p>{}</p>").format(_mark_blanks(p))) for p in draft.text.split("\n\n"))
    quoted = "\n".join(f"    {line}" if line else "" for line in draft.text.split("\n"))
    return f"<p><strong>{title}</strong></p><blockquote>{paragraphs}</blockquote>", f"{title}\n\n{quoted}"


def _prompt(draft: Draft) -> tuple[str, str]:
    prompt = find_prompt(draft)
    if prompt is None:
        return _p(escape(NONE_NEEDED)), NONE_NEEDED
    quoted = Markup("<p>{}</p>").format(_mark_blanks(prompt))
    return f"<p><strong>Begin with</strong></p><blockquote>{quoted}</blockquote>", f"Begin with\n\n    {prompt}"


def _mark_blanks(text: str) -> Markup:
    """Blanks in bold, so that they cannot be missed."""
    pieces = BLANK_HTML.split(text)
    return Markup("").join(
        Markup("<strong>{}</strong>").format(piece) if BLANK_HTML.fullmatch(piece) else escape(piece)
        for piece in pieces
    )


def _list(title: str, lines: Sequence[Line]) -> tuple[str, str]:
    if not lines:
        return "", ""
    items = "".join(f"<li>{line.html}</li>" for line in lines)
    text = "\n".join(f"- {line.text}" for line in lines)
    return f"<p><em>{escape(title)}</em></p><ul>{items}</ul>", f"{title}\n{text}"


def _small(sentence: str) -> tuple[str, str]:
    return (str(Markup("<p><em>{}</em></p>").format(sentence)), sentence) if sentence else ("", "")


def _p(content: Markup) -> str:
    return str(Markup("<p>{}</p>").format(content))


def _foot(suggestion: Suggestion) -> tuple[str, str]:
    replaced = f" Replaces the note {suggestion.replaces}." if suggestion.replaces else ""
    sentence = f"Wellheard, for the agent only. Nothing was sent.{replaced} ref {suggestion.reference}"
    return str(Markup("<p><em>{}</em></p>").format(sentence)), sentence
