"""Costs and deeds of theirs as they can be said back: only clauses whose every pronoun can be turned safely."""

from __future__ import annotations

import re

from suggestions.reading.facts.turning import turn_round

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
    r"\blost (?:my |our |the )?(?:\w+ )?(?:password|number|code|receipt|box|manual|link|e-?mail|ticket|patience|weight|count|track|interest|access|connection|signal|trust|faith|order)\b|"
    r"\bmissed (?:the|a|my|our) (?:payment|email|e-mail|message|call|deadline|delivery|parcel|postman|courier|driver)\b|"
    r"\bhad to (?:call|phone|ring|write|e-?mail|chase|contact|message|explain|repeat|complain|smile|wait$|reset|download|laugh|log|click|return|sign|update|reinstall|restart|reboot|register|enter|type|accept|agree|choose|say|admit|ask)\b",
    re.IGNORECASE,
)
DAILY_LIFE = re.compile(r"\b(work|pay|rent|sleep|school|travel|eat|study|cook|shower|earn|teach)\b", re.IGNORECASE)
OPEN = frozenset({"to", "a", "an", "the", "my", "our", "for", "with", "of", "in", "on", "at", "from", "by", "no"})
FEWEST, MOST = 3, 16
# a deed of theirs, its verb plainly past
DEED = re.compile(
    r"(?P<who>i|we)(?:'ve|\shave)?(?:\salready|\salso|\snow|\seven|\sjust)?\s(?P<rest>(?:\w{2,}ed|put|set|reset|took|ran|did|"
    r"went|shut|cut|swapped|left|held|made|sent|bought|rang|shook|bled|rebuilt|redid)\s.*)",
    re.IGNORECASE | re.DOTALL,
)
# words of a deed that would lose whom or what they mean
UNSAID = re.compile(
    r"\b(?:you|your|yours|he|she|him|his|her|they|them|their|it|its|this|that|these|those|everything|all of|stuff|not|never|"
    r"no)\b|n't\b|[\"(]",
    re.IGNORECASE,
)
MOST_SAID = 9
# further back in the sentence, a word says nothing of the clause
BEFORE = 240


def say_cost(text: str, start: int, end: int) -> str:
    """The first clause between start and end that can be said: `you had to borrow from your sister for rent`; else
    empty.
    """
    for match in CLAUSE.finditer(text, start, end):
        rest = OVER_THIS.sub("", BREAK.split(match["rest"], maxsplit=1)[0].rstrip(" ,"))
        clause = f"{match['who']}{match['verb']}{rest}"
        words = clause.split()
        if not FEWEST <= len(words) <= MOST or UNSAFE.search(rest) or _is_open(rest):
            continue
        if TRIVIAL.search(f"{match['verb']}{rest}"):
            continue
        if not WEIGHTY.search(match["verb"]) and (PROBLEM.search(rest) or not DAILY_LIFE.search(rest)):
            continue
        if CONDITIONAL.search(text[max(0, match.start() - BEFORE) : match.start()]):
            continue
        return turn_round(clause)
    return ""


def say_deed(clause: str) -> str:
    """`you restarted the router twice`; empty when the subject is somebody else, or a word needs what stood before."""
    said = DEED.fullmatch(" ".join(clause.split()).rstrip(" .!?,"))
    if said is None or UNSAID.search(said["rest"]) or len(said["rest"].split()) > MOST_SAID or _is_open(said["rest"]):
        return ""
    return turn_round(f"{said['who']} {said['rest']}")


def _is_open(words: str) -> bool:
    """A clause that ends on a word that wants another is cut in the wrong place."""
    return not words.strip() or words.rsplit(maxsplit=1)[-1].lower() in OPEN
