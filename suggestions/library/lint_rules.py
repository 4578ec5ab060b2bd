"""What the lint looks for: every rule with its gravity, meaning and cure. docs/library-lint.md holds the same table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Severity(StrEnum):
    """An error would harm a draft or stop one; advice is for the curator to weigh."""

    ERROR = "error"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Rule:
    severity: Severity
    meaning: str
    cure: str


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing to look at. `line` counts from 1; 0 is the file as a whole."""

    where: str
    line: int
    rule: str
    what: str
    cure: str

    @property
    def severity(self) -> Severity:
        return RULES[self.rule].severity


ERROR, ADVICE = Severity.ERROR, Severity.ADVICE
RULES: Final[dict[str, Rule]] = {
    "format": Rule(ERROR, "The file cannot be used as it stands.", "As the finding says."),
    "stock-phrase": Rule(ERROR, "A phrase that would fit every ticket.", "One of the sentences the finding offers."),
    "forbidden-word": Rule(ERROR, "But, unfortunately, our policy, blame, calm down.", "As the finding says."),
    "grammar": Rule(
        ERROR, "One of the texts a wording can give reads wrong: a or an, a word twice, a space before a mark, "
        "two marks in a row, no mark at the end.", "Correct the alternates until each text reads well.",
    ),
    "unreachable": Rule(
        ERROR, "A wording can never be used: its conditions exclude each other, or a fact it names is never known "
        "where they hold.", "Take one of the two away.",
    ),
    "missing-first": Rule(
        ERROR, "A first contact without known facts finds no respond wording.",
        "Write a respond wording for first contacts that names no fact.",
    ),
    "missing-repeat": Rule(
        ERROR, "A repeat contact without known facts finds no respond wording, neither here nor in shared.yaml.",
        "Write a respond wording for repeat contacts that names no fact.",
    ),
    "empathy-without-fact": Rule(
        ERROR, "An empathize wording that names no fact of the case is never used.",
        "Name what is theirs: {consequence}, {deadline}, {stated_duration}.",
    ),
    "same-wording": Rule(ERROR, "The same wording stands in one part twice.", "Take one of them away."),
    "same-exemplar": Rule(
        ERROR, "The same exemplar stands in the library twice.", "Keep it where it is answered best.",
    ),
    "over-limit": Rule(
        ERROR, "The longest draft is over its limit even without its closing parts.",
        "Shorten the wordings the finding names.",
    ),
    "dead-branch": Rule(
        ERROR, "A branch of the tree can never be taken.", "Take it away, or move it above the branch that hides it.",
    ),
    "same-on-repeat": Rule(
        ADVICE, "A repeat contact gets the same next step as a first one.",
        "Write respond wordings with when: [repeat] that say what is different this time.",
    ),
    "gives-up": Rule(
        ADVICE, "The longest draft is over its limit, so closing parts are left out.",
        "Shorten the wordings the finding names.",
    ),
    "few-exemplars": Rule(
        ADVICE, "Fewer than 8 exemplars: tickets are picked less surely.",
        "Add messages of customers in other words: short, long, curt, indirect.",
    ),
    "near-exemplars": Rule(
        ADVICE, "Two exemplars are nearly the same words.", "Say one of them in quite other words.",
    ),
    "overlap": Rule(
        ADVICE, "An exemplar lies closer to another response than to its own (looked at with --model only).",
        "Move it, reword it, or join the two responses.",
    ),
    "hard-to-read": Rule(
        ADVICE, "Long words and long sentences: a readability index (LIX) above 40.",
        "Shorter sentences and everyday words.",
    ),
    "long-sentence": Rule(ADVICE, "A sentence of more than 30 words.", "Make two of it."),
    "we": Rule(
        ADVICE, "“We” for what one person does. A rule of the company (we charge, we ship) may say we.",
        "Write I for what the agent will do.",
    ),
    "passive": Rule(
        ADVICE, "A passive in respond, ask or follow_up, which hides who acts.", "Say who does it: I will, you can.",
    ),
    "no-owner": Rule(
        ADVICE, "A respond wording that names neither the agent nor the customer, and has no blank.",
        "Say who does what.",
    ),
    "no-time": Rule(
        ADVICE, "A respond wording that promises something without a time.", "Add a blank: by [[day and time]].",
    ),
    "first-person-feeling": Rule(
        ADVICE, "It claims a feeling of the agent.", "Say what is true of the customer's case instead.",
    ),
    "name": Rule(
        ADVICE, "A capital inside a sentence: perhaps the name of a person or product.",
        "A wording is for every customer: use a fact, or a blank.",
    ),
    "two-spellings": Rule(
        ADVICE, "British and American spelling in one language of the library.", "Keep to the commoner of the two.",
    ),
    "few-alternates": Rule(
        ADVICE, "More than half of the wordings can be said in one way only, so drafts sound alike.",
        "Write (one way|another) where both are as good.",
    ),
    "unfinished": Rule(
        ADVICE, "Lines that help the agent or a new curator are missing.", "Write the lines the finding names.",
    ),
    "example": Rule(
        ADVICE, "The example is no model: too long, too short, a blank left open, or a stock phrase.",
        "Write it as the reply should be sent.",
    ),
}  # fmt: skip


def tell(rule: str, where: str, line: int, what: str, cure: str = "") -> Finding:
    """A finding with the rule's own cure where there is no better one."""
    return Finding(where, line, rule, what, cure or RULES[rule].cure)
