"""What it cost them: a clause of theirs, turned to face them.

Only clauses whose every pronoun can be turned safely are used; the rest stay unsaid.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from suggestions.model import Fact, FactKind
from suggestions.reading.text import plain_quotes

if TYPE_CHECKING:
    from suggestions.reading.span import Passage

CLAUSE = re.compile(
    r"\b(?P<who>[Ii]|[Ww]e)(?P<verb> (?:have |'ve )?(?:now |already |also |even )?had to| (?:had|have) been unable to| (?:have |'ve )?(?:now |already |also |even )?missed|(?: have|'ve)?(?: now| already| also| even)? lost"
    r"| couldn't| could not| can't| cannot| can not| wasn't able to| am not able to| am unable to"
    r"|'m missing| am missing|'ve been without| have been without| had no| am losing|'m losing| spent)"
    r"(?P<rest> (?:[^.!?\n;:()\[\]{}<>]|(?<=\d)\.(?=\d)){3,110})",
)
# where the clause stops being about the cost
BREAK = re.compile(
    r"(,? (and|but|because|so|since|which|while|although|though|if|when|unless|until you)\b|, | - | – | — )",
    re.IGNORECASE,
)
# other people's pronouns, the company, doubt and swearing cannot be said back
UNSAFE = re.compile(
    r"\b(you|your|yours|yourself|he|she|him|his|they|their|them|this|that|these|those|it|its|anything|believe|fuck\w*|shit\w*|"
    r"damn\w*|hell|crap|idea|choice)\b",
    re.IGNORECASE,
)
# being unable to do these is the problem itself, not what it cost
PROBLEM = re.compile(
    r"\b(log|sign|access|get|reach|use|open|change|remember|figure|tell|say|wait|order|contact|call|write|email|track|cancel|"
    r"stand|keep|imagine|connect|download|upload|make|understand|find|see|seem|help|afford to wait|send|receive|login|add|remove)\b",
    re.IGNORECASE,
)
OVER_THIS = re.compile(r" (?:over|because of|due to|thanks to|from|with) (?:this|that|it|all this)$", re.IGNORECASE)
WEIGHTY = re.compile(r" (had to|been unable|missed|lost|been without|losing|spent)", re.IGNORECASE)
# what would happen is not what happened
CONDITIONAL = re.compile(
    r"\b(if|unless|when|in case|otherwise|or|before|said|says|told|tells|claim\w*|think|thought|thinking|why|do|does|did|not sure|asked|meant)\b[^.!?\n]*$",
    re.IGNORECASE,
)
# small matters, and what would be their own fault said back to them
TRIVIAL = re.compile(
    r"\blost (?:my |our |the )?(?:\w+ )?(?:password|number|code|patience|weight|count|track|interest|access|connection|signal|trust|faith|order)\b|"
    r"\bmissed (?:the|a|my|our) (?:payment|email|e-mail|message|call|deadline)\b|"
    r"\bhad to (?:reset|download|laugh|log|click|return|sign|update|reinstall|restart|reboot|register|enter|type|accept|agree|choose|say|admit|ask)\b",
    re.IGNORECASE,
)
DAILY_LIFE = re.compile(r"\b(work|pay|rent|sleep|school|travel|eat|study|cook|shower|earn|teach)\b", re.IGNORECASE)
TURN = {
    "i": "you", "we": "you", "me": "you", "us": "you", "my": "your", "our": "your", "mine": "yours", "ours": "yours",
    "myself": "yourself", "ourselves": "yourselves", "i'm": "you are", "we're": "you are", "i've": "you have",
    "we've": "you have", "am": "are", "was": "were", "wasn't": "were not",
}  # fmt: skip
CONTRACTED = {"can't": "cannot", "couldn't": "could not", "can not": "cannot", "'ve ": " have ", "'m ": " am "}
FEWEST, MOST = 3, 16


def find_consequences(passage: Passage) -> list[Fact]:
    """Clauses such as `you had to borrow from your sister for rent`."""
    text = plain_quotes(passage.text)
    facts = []
    for match in CLAUSE.finditer(text):
        rest = OVER_THIS.sub("", BREAK.split(match["rest"], maxsplit=1)[0].rstrip(" ,"))
        clause = f"{match['who']}{match['verb']}{rest}"
        words = clause.split()
        if not FEWEST <= len(words) <= MOST or UNSAFE.search(rest) or _is_open(rest):
            continue
        if TRIVIAL.search(f"{match['verb']}{rest}"):
            continue
        if not WEIGHTY.search(match["verb"]) and (PROBLEM.search(rest) or not DAILY_LIFE.search(rest)):
            continue
        if CONDITIONAL.search(text[: match.start()]):
            continue
        quote = passage.text[match.start() : match.start() + len(clause)]
        facts.append(passage.make_fact("consequence", FactKind.CONSEQUENCE, turn_round(clause), quote))
    return facts


def turn_round(clause: str) -> str:
    """First person to second: `I had to borrow from my sister` reads `you had to borrow from your sister`."""
    for short, long in CONTRACTED.items():
        clause = clause.replace(short, long)
    turned = [TURN.get(word.lower(), word) for word in clause.split()]
    return " ".join(turned)


def _is_open(rest: str) -> bool:
    """A clause that ends on a word that wants another is cut in the wrong place."""
    return not rest.strip() or rest.rsplit(maxsplit=1)[-1].lower() in {
        "to",
        "a",
        "an",
        "the",
        "my",
        "our",
        "for",
        "with",
        "of",
        "in",
        "on",
        "at",
        "from",
        "by",
        "no",
    }
