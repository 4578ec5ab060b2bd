"""What a customer asks, as it can be answered: `Can I still move it?` reads `whether you can still move it`.

A question whose order cannot be turned for sure is quoted as it stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from suggestions.model import FactKind
from suggestions.reading.retelling.grammar import DETERMINERS, PREPOSITIONS, SUBJECTS, load_english, make_singular
from suggestions.reading.retelling.opening import skip_greeting
from suggestions.reading.retelling.relative_days import place_days
from suggestions.reading.retelling.telling import SHOUTED, WEB
from suggestions.reading.retelling.turning import turn_round
from suggestions.reading.sentences import split_sentences

if TYPE_CHECKING:
    from suggestions.model import Fact
    from suggestions.reading.span import Passage

ASKED: Final = "asked"
FEWEST, FEWEST_QUOTED, MOST, MOST_QUOTED = 3, 4, 22, 16
MOST_SENTENCES = 12
# a quoted question says something of its own
FEWEST_TELLING = 2
IDLE_WORDS = frozenset({"what", "which", "who", "when", "where", "how", "me", "us", "do", "does", "get", "going", "one", "them", "him", "if"})
LEAD = re.compile(
    r"^(?:(?:and|but|so|also|or|ok|okay|hi|hello|hey|well|oh|then|anyway|secondly|second|lastly|finally|one more thing|another question|quick question|"
    r"just (?:a )?(?:quick )?question|by the way|btw|in addition|additionally|furthermore|meanwhile|besides|plus|if (?:so|not|yes|no))\b[\s,:–—-]+)+",
    re.IGNORECASE,
)
# a question about a question: what is asked stands behind it, in the order of a statement
FRAME = re.compile(
    r"^(?:(?:can|could|would|will) you (?:please |kindly |also |maybe |possibly )*(?:tell|let|confirm|check|explain|say|advise|clarify|find out)"
    r"(?: (?:me|us))?(?: know)?(?: (?:please|also))?"
    r"|(?:please |also |kindly )*(?:tell|let) (?:me|us)(?: know)?|please (?:also )?(?:confirm|check|explain|advise|clarify)|"
    r"(?:i|we)(?:'d| would)? (?:also )?(?:(?:want|like|need) to (?:know|ask|check|understand)|wonder|was wondering|am wondering|were wondering)|"
    r"(?:do|would) you (?:happen to )?know|any idea|is there any chance you could tell me|may i ask|can i (?:also )?ask|could i ask)\s+"
    r"(?P<asked>(?:if|whether|when|where|how|why|what|which|who)\b.+)$",
    re.IGNORECASE | re.DOTALL,
)
# they want it done: `you asked us to`
WANTED = re.compile(
    r"^(?:(?:can|could|would|will) (?:you|someone|somebody|anyone)(?: please| kindly| also| at least| perhaps| maybe)*|(?:please|also please|please also|kindly)(?: also| do)?) (?P<deed>[a-z]+\b.*)$",
    re.IGNORECASE | re.DOTALL,
)
MODALS = "can|could|will|would|should|may|might|must|shall"
BE = "am|is|are|was|were"
HAVE = "have|has|had"
PRONOUNS = "i|we|you|it|they|he|she|there|this|that"
WH = r"(?:(?P<wh>when|where|why|who|what(?: (?:time|day|kind|sort|type)(?: of \w+)?| \w+)?|which(?: \w+)?|how(?: (?:long|much|many|often|soon|far|old|big|late|early|fast)(?: \w+)?)?)\s+)?"
# where a second question begins in the same sentence
SECOND = re.compile(
    rf",?\s+(?:and|or|but)\s+(?=(?:(?:if so|if not|also|then),?\s+)*(?:(?:what|when|where|how|who|which)(?:\s+\w+)?\s+)?(?:{MODALS}|{BE}|{HAVE}|do|does|did)\s+(?:{PRONOUNS}|my|our|the|your|a|an)\b|(?:what|where|when|who|how)(?:'s|\s+(?:is|are|do|does|can|will|would|must|long|much|many))\b)",
    re.IGNORECASE,
)
QUESTION_WORD = re.compile(rf"^(?:{MODALS}|{BE}|{HAVE}|do|does|did|what|which|who|when|where|how)\b", re.IGNORECASE)
WITH_PRONOUN = re.compile(rf"^{WH}(?P<aux>{MODALS}|{BE}|{HAVE}|do|does|did)(?P<neg>n't| not)?\s+(?P<who>{PRONOUNS})\b(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)
# the subject is a noun: it ends where the rest of the verb begins
WITH_NOUN = re.compile(
    rf"^{WH}(?P<aux>{MODALS}|{BE}|{HAVE})\s+(?P<who>(?:my|our|the|your|a|an)\s+(?:[\w'’-]+\s+){{1,4}}?)"
    r"(?P<rest>(?:still |already |also |now |not |even |ever |only |really )*(?:be|been|being|have|go|come|cover|work|need|arrive|include|apply|last|cost|get|stay|open|ready|available|possible|included|valid|due|free|safe|covered|affected|allowed|refundable|\w+ing|\w+ed|sent|paid|lost|gone|on its way|in stock)\b.*)$",
    re.IGNORECASE | re.DOTALL,
)
WHAT_IS = re.compile(r"^(?P<wh>what|where|who|when|how much|how long)(?P<aux>'s|\s+(?:is|are|was|were))\s+(?P<who>(?:my|our|the|your|a|an)\b[^,;]*)$", re.IGNORECASE)
# the subject is a noun, and one word alone can be the verb; do and does go, and the verb takes its ending
WITH_VERB = re.compile(rf"^{WH}(?P<aux>do|does|{MODALS})\s+(?P<who>(?:my|our|the|your|a|an|these|those)\s+.+)$", re.IGNORECASE | re.DOTALL)
# asked without a question mark
ASKS = re.compile(rf"^(?:{WH}(?:{MODALS}|{BE}|{HAVE}|do|does|did)\s+(?:{PRONOUNS}|my|our|the|your)\b|how (?:do|can|long|much)\b)", re.IGNORECASE)
HOW_DO_I = re.compile(r"^(?P<wh>how|where|when|what|which \w+|how (?:long|much|many|often) ?\w*) (?:do|can|should|would|could) (?:i|we|one)\s+(?P<rest>.+)$", re.IGNORECASE | re.DOTALL)
# polite forms and despair, which nothing answers
IDLE = re.compile(
    r"^(?:(?:can|could|would|will) (?:you|someone|anyone|somebody)(?: please| kindly)* (?:please )?(?:help|assist|advise|look into|sort|fix|resolve|check|do something|get back|let me know|reply|respond|answer|investigate|deal with)\b.{0,60}"
    r"|(?:any )?(?:ideas?|update|updates|news|help|thoughts|suggestions|chance|luck|advice)\b.{0,30}|what(?:'s| is) (?:going on|happening|up|wrong|the (?:problem|issue|matter|point|deal))\b.*"
    r"|what (?:should|can|do|must|shall|am) (?:i|we|you)(?: supposed to)?(?: do)?(?: now| next| here| about (?:it|this|that))?|what now|now what|how come|why(?: not)?|really|right|ok|is (?:that|this|it) (?:right|correct|normal|ok|okay|possible|true|clear|so|a joke|how .*)|how (?:hard|difficult) .*|(?:are|is) .{0,30}(?:serious|kidding|joking|joke)\b.*|do you (?:even|really|think|care|know who|understand|have any idea)\b.*|who (?:knows|cares)\b.*"
    r"|how (?:are you|is that|can (?:this|that|it) be|is (?:this|that|it) possible|many (?:more )?times)\b.*|what (?:kind|sort) of (?:company|service|joke|people|business)\b.*|what do you (?:propose|suggest|think|offer|mean|want)\b.*|isn't .*|don't you .*|wouldn't .*|can't you .*|why (?:is|do|does|did|has|have|can't|won't|on earth|am|are|would|should)\b.*"
    r"|(?:can|could|may) (?:i|we) (?:please )?(?:ask|get (?:some )?help|have (?:some )?help)\b.{0,20})$",
    re.IGNORECASE | re.DOTALL,
)
PLEASE = re.compile(r",?\s*\b(?:please|kindly|pls|plz|thanks|thank you|asap)\b,?", re.IGNORECASE)


def find_asked(passage: Passage) -> list[Fact]:
    """One fact for each question or request that a reply can take up, in reading order. English only.

    Its text stands after "You asked": `whether you can still move it`, `us to send the invoice`, `“Is it waterproof?”`.
    """
    facts = []
    for begin, end in split_sentences(passage.plain)[:MOST_SENTENCES]:
        start = skip_greeting(passage.text, begin, end)
        marked = passage.plain[start:end].rstrip().endswith("?")
        for a, b in _split_questions(passage.plain, start, end):
            if text := say_asked(passage, a, b, marked=marked):
                facts.append(passage.make_fact(ASKED, FactKind.ASK, text, (a, b)))
    return facts


def _split_questions(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """`Is it waterproof, and how long is the strap?` is two; what stands behind `or` is the other half of one."""
    cuts = [(cut.start(), cut.end(), "or" in cut.group().lower().split()) for cut in SECOND.finditer(text, start, end)]
    begins = [(start, False), *((after, half) for _, after, half in cuts)]
    ends = [*(before for before, _, _ in cuts), end]
    return [(a, b) for (a, half), b in zip(begins, ends, strict=True) if not half]


def say_asked(passage: Passage, start: int, end: int, *, marked: bool) -> str:
    """Empty where it is no question, or one that nothing answers. `marked`: its sentence ends in a question mark."""
    sentence = " ".join(place_days(passage, start, end).split())
    bare = LEAD.sub("", sentence).rstrip(" ?!.,;:")
    asks = marked or ASKS.match(bare) is not None
    if asks and not marked:
        bare = bare.split(",")[0]
    count = len(bare.split())
    if not _find_telling(bare):
        return ""
    if WEB.search(bare) or SHOUTED.search(bare) or not FEWEST <= count <= MOST:
        return ""
    if framed := _turn_frame(bare):
        return framed
    if IDLE.match(bare):
        return ""
    said = (_turn_question(bare) if asks else "") or _turn_wanted(bare)
    if said or not asks or not FEWEST_QUOTED <= count <= MOST_QUOTED:
        return said
    return f"“{bare[0].upper()}{bare[1:]}?”" if _can_be_quoted(bare) else ""


def _turn_frame(bare: str) -> str:
    found = FRAME.match(bare)
    if not found:
        return ""
    asked = re.sub(r"^if\b", "whether", PLEASE.sub("", found["asked"]), flags=re.IGNORECASE)
    word, _, rest = asked.partition(" ")
    if not rest:
        return ""
    if word.lower() != "whether" and _is_inverted(asked):
        return _turn_question(asked)
    turned = turn_round(rest, named=True)
    return f"{word.lower()} {turned}" if turned else ""


def _is_inverted(asked: str) -> bool:
    return bool(WITH_PRONOUN.match(asked) or WITH_NOUN.match(asked) or WHAT_IS.match(asked))


def _turn_question(bare: str) -> str:
    bare = PLEASE.sub("", bare)
    if found := HOW_DO_I.match(bare):
        rest = turn_round(found["rest"], named=True)
        return f"{found['wh'].lower()} to {rest}" if rest else ""
    if found := WITH_PRONOUN.match(bare):
        return _turn_with_pronoun(found)
    if found := WITH_NOUN.match(bare):
        return _report(found["wh"], f"{found['who'].strip()} {found['aux'].lower()} {found['rest'].strip()}")
    if found := WITH_VERB.match(bare):
        return _turn_with_verb(found)
    if found := WHAT_IS.match(bare):
        aux = {"'s": "is"}.get(found["aux"].strip().lower(), found["aux"].strip().lower())
        return _report(found["wh"], f"{found['who'].strip()} {aux}")
    return ""


def _turn_with_verb(found: re.Match[str]) -> str:
    """`Does the warranty cover glass` as `whether the warranty covers glass`; only where one word can be the verb."""
    words, bases, aux = found["who"].split(), load_english().bases, found["aux"].lower()
    before = DETERMINERS | PREPOSITIONS
    verbs = [n for n, word in enumerate(words) if n > 1 and word.lower() in bases and words[n - 1].lower() not in before]
    if len(verbs) != 1:
        return ""
    at = verbs[0]
    verb = {"do": words[at], "does": make_singular(words[at].lower())}.get(aux, f"{aux} {words[at]}")
    return _report(found["wh"], " ".join([*words[:at], verb, *words[at + 1 :]]))


def _turn_with_pronoun(found: re.Match[str]) -> str:
    aux, who, rest, negated = found["aux"].lower(), found["who"].lower(), found["rest"].strip(), bool(found["neg"])
    if who == "you" and aux in {"can", "could", "would", "will"} and not found["wh"]:
        return ""  # a wish, said as a question
    if negated or (not rest and aux not in {"am", "is", "are", "was", "were"}):
        return ""
    verb, _, tail = rest.partition(" ")
    if aux in {"do", "does", "did"}:
        english = load_english()
        if verb.lower() not in english.bases or aux == "did":
            return ""
        verb = make_singular(verb.lower()) if aux == "does" else verb
        return _report(found["wh"], f"{who} {verb} {tail}".strip(), loose=who)
    return _report(found["wh"], f"{who} {aux} {rest}".strip(), loose=who)


def _report(wh: str | None, statement: str, loose: str = "") -> str:
    """Behind whether or the question word. `loose`: a pronoun that stands for what the whole message is about."""
    head = wh.lower() if wh else "whether"
    if head.split()[-1] in DETERMINERS:
        return ""
    if loose in {"it", "this", "that", "they", "there"}:
        turned = turn_round(statement.split(maxsplit=1)[1], named=True) if " " in statement else ""
        subject = "it" if loose in {"this", "that"} else loose
        return f"{head} {subject} {turned}" if turned else ""
    turned = turn_round(statement, named=True)
    return f"{head} {turned}" if turned else ""


def _turn_wanted(bare: str) -> str:
    found = WANTED.match(bare)
    if not found or found["deed"].split()[0].lower() not in load_english().bases:
        return ""
    deed = turn_round(PLEASE.sub("", found["deed"]).strip(), named=True)
    return f"us to {deed}" if deed and not re.match(r"(?:be|note|see|find|accept|have|let|stop|do not|not|hurry|help|contact|respond|reply|answer|call|advise)\b", deed) else ""


def _can_be_quoted(bare: str) -> bool:
    """Whether nothing in it would be rude or careless to read back."""
    english = load_english()
    words = {w.lower() for w in re.findall(r"[\w'’-]+", bare)}
    clean = not english.never.intersection(words) and not re.search(r'["“”,()]', bare)
    return clean and len(_find_telling(bare)) >= FEWEST_TELLING and QUESTION_WORD.match(bare) is not None


def _find_telling(bare: str) -> set[str]:
    """The words that say what it is about."""
    english, words = load_english(), {w.lower() for w in re.findall(r"[\w'’-]+", bare)}
    return words - english.auxiliaries - english.adverbs - DETERMINERS - PREPOSITIONS - SUBJECTS - IDLE_WORDS
