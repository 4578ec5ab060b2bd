"""The words of a wording: what voice.md forbids, who acts, and whether every text it can give reads well.

All but the spelling of marks is for English; other languages are read for marks and doubled words alone.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Final

from suggestions.drafting.spelling import WORDS as SPELLINGS
from suggestions.drafting.stock_phrases import find_stock_phrases
from suggestions.library.lint_rules import tell
from suggestions.library.responses import ALTERNATES, BLANK, SLOT
from suggestions.library.vocabulary import MANNERS, SLOT_EXAMPLES, Part
from suggestions.reading.text import SENTENCE, count_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from suggestions.library.files import LibraryFile
    from suggestions.library.lint_rules import Finding
    from suggestions.library.responses import Wording

LONG_SENTENCE: Final = 30
# Björnsson, Läsbarhet, 1968: below 30 very easy, from 40 newspapers, from 50 official texts; it needs no syllables
LIX_LIMIT: Final = 40
LONG_WORD: Final = 7

BLAME: Final = (
    r"\byou (?:failed|forgot|neglected|omitted) to\b|\byour (?:own )?(?:mistake|fault|error)\b"
    r"|\byou should have (?:checked|told|read|known|contacted|asked|noticed|kept|said)\b"
    r"|\bas I (?:already )?(?:said|mentioned|told you|explained)\b"
)
FORBIDDEN: Final = (
    (r"\bbut\b", "make two sentences of it, or write and"),
    (r"\b(?:unfortunately|regrettably)\b", "say what is possible first, then what is not"),
    (r"\b(?:our|company) polic(?:y|ies)\b|\bas per\b", "say the rule itself: a refund is possible until [[date]]"),
    (BLAME, "say what can be done now, not who erred"),
    (r"\bcalm down\b|\bdon't (?:worry|panic)\b|\bno need to (?:worry|panic|be upset)\b", "say what you will do next"),
)  # fmt: skip
FEELING: Final = (
    r"\bI (?:feel|felt|hate|share your|would (?:feel|be) (?:the same|upset|angry|frustrated)"
    r"|am (?:sad|upset|heartbroken|devastated|thrilled))\b|\bmy heart\b"
)
# "we charge" and "we are open" state a rule; these words behind we tell what somebody did or will do
WE: Final = (
    r"\bwe(?:'ll|'re|'ve|'d| (?:will|have|had|did|were|can|would|could|should|may|might|just|also|already|now"
    r"|are (?:\w+ing|sorry|happy|glad)|apologi[sz]e|understand|regret|hope|promise))\b"
)
IRREGULAR: Final = (
    "sent|made|done|given|taken|paid|told|found|kept|put|lost|held|brought|built|bought|seen|shown|sold|written|"
    "dealt|left|met|set|cut|broken|chosen|driven|drawn|known"
)
# only where a deed still has to have an owner: "is closed" tells a state, "was closed" what is over, "can be" a rule
PASSIVE: Final = (
    r"\b(?:(?:will|must|should|would) (?:not )?be|(?:has|have|had) (?:not |already )?been|(?:is|are) being)"
    rf"(?: not| \w+ly| now)? (?:(?!needed)\w{{2,}}ed|{IRREGULAR})\b"
)
WHO: Final = r"\b(?:I|me|my|mine|you|your|yours|we)\b"
PROMISE: Final = r"\bI(?: will|'ll)\b"
# what hangs on the customer has no time yet
HANGS: Final = r"\b(?:if|unless|should|otherwise|tell me|reply|write|send me|let me know|choose|which)\b"
TIME: Final = (
    r"\[\[[^\]]*\b(?:day|time|date|when|hour|hours|today|tomorrow|week|month|morning|soon)\b|\{deadline\}"
    r"|\b(?:today|tomorrow|now|here|once|until|before|after|when|at once|while|within|straight away|with you)\b"
)
CAPITAL: Final = r"(?<=[a-z,;] )[A-Z][a-z]{2,}"
CALENDAR: Final = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|English|British|American|German|French|Spanish|European|Internet"
)

MARKS: Final = (
    (r"\s[,.;:!?](?=\s|$)", "a space before the mark"),
    (r",,|\.\.(?!\.)|[,;:?!]\.|[,;:]{2}", "two marks in a row"),
)
DOUBLED: Final = r"\b(\w+) \1\b"
# may stand twice in a good sentence
TWICE: Final = frozenset({"had", "that", "die", "der", "das", "sie"})
ARTICLES: Final = (
    # a unit, a user, a European, a one-off: written with a vowel, spoken without
    (r"\ba (?!uni|us[aeu]|uti|ur[aio]|ub[ei]|eu|on(?:e|ce)\b)[aeiou]\w+", "a before a vowel"),
    # an hour, an SMS, an 8: spoken with a vowel
    (r"\ban (?!hour|hono|honest|heir)[bcdfghj-np-tv-z][a-z]+", "an before a consonant"),
)
# good British with another meaning
BOTH: Final = frozenset(
    ("license", "licenses", "practice", "practices", "program", "check", "checks", "meter", "meters", "tire", "tires",
     "while", "learned", "spelled", "story", "storys", "curb", "curbs", "toward", "dialog", "analyses")
)  # fmt: skip
ENDS: Final = (".", "?", "!", "…", ":")


def lint_words(file: LibraryFile) -> Iterator[Finding]:
    """Every finding in the words of the file's wordings."""
    english = file.language == "en"
    lines = file.find_wording_lines()
    for wording in file.wordings:
        found = [*_lint_grammar(wording, file.language), *_lint_length(wording)]
        if english:
            found += [*_lint_voice(wording), *_lint_deed(wording)]
        for rule, what, cure in found:
            yield tell(rule, file.where, lines[wording.id], what, cure)
    yield from _lint_reading(file)


def show(text: str) -> str:
    """A wording with a text of each fact in it, as it may stand in a draft; blanks stay."""
    return SLOT.sub(lambda slot: SLOT_EXAMPLES[slot[1]], text)


def bare(text: str) -> str:
    """A wording's own words: facts and blanks are read as “it”."""
    return SLOT.sub("it", BLANK.sub("it", text))


Told = tuple[str, str, str]


def _read_all(wording: Wording) -> str:
    """Every text it can give, one a line."""
    return "\n".join(bare(each.text) for each in wording.expand())


def _lint_voice(wording: Wording) -> Iterator[Told]:
    text = _read_all(wording)
    for words, instead in {phrase.words: phrase.instead for phrase in find_stock_phrases(text)}.items():
        yield "stock-phrase", f"“{words}” would fit every ticket", f"write for example: {' or: '.join(instead)}"
    for pattern, cure in FORBIDDEN:
        if found := re.search(pattern, text, re.IGNORECASE):
            yield "forbidden-word", f"“{found.group()}”", cure
    for rule, pattern in (("first-person-feeling", FEELING), ("we", WE)):
        if found := re.search(pattern, text, re.IGNORECASE):
            yield rule, f"“{found.group()}” in “{wording.text}”", ""
    if name := next((name for name in re.findall(CAPITAL, text) if not CALENDAR.fullmatch(name)), None):
        yield "name", f"“{name}” in “{wording.text}”", ""


def _lint_deed(wording: Wording) -> Iterator[Told]:
    """Who acts, and by when."""
    text = _read_all(wording)
    acts = wording.part in {Part.RESPOND, Part.ASK, Part.FOLLOW_UP}
    if acts and (found := re.search(PASSIVE, text)):
        yield "passive", f"“{found.group()}” does not say who", ""
    if wording.part is not Part.RESPOND:
        return
    # what an agent fills in may well be the whole answer: the hours are [[days and hours]]
    if not wording.blanks and not re.search(WHO, text, re.IGNORECASE):
        yield "no-owner", f"nobody acts in “{wording.text}”", ""
    promises = [s.group() for s in SENTENCE.finditer(wording.text) if re.search(PROMISE, s.group())]
    firm = [p for p in promises if not re.search(HANGS, p, re.IGNORECASE)]
    if firm and not re.search(TIME, wording.text):
        yield "no-time", f"no time in “{wording.text}”", ""


def _lint_grammar(wording: Wording, language: str) -> Iterator[Told]:
    for text in (w.text for w in wording.expand()):
        if wording.part in MANNERS:
            # a greeting ends as it likes
            text = f"{text.rstrip(',:!.')}."  # noqa: PLW2901  # the same text, read as a sentence
        if fault := find_fault(text, language):
            yield "grammar", f"{fault} in “{text}”", ""
            return


def find_fault(text: str, language: str) -> str | None:
    """The first thing wrong with one text of a wording, or None."""
    plain = show(text)
    for pattern, fault in (*MARKS, *(ARTICLES if language == "en" else ())):
        if found := re.search(pattern, plain):
            return f"{fault} (“{found.group().strip()}”)"
    doubled = next((d[1] for d in re.finditer(DOUBLED, plain, re.IGNORECASE) if d[1].lower() not in TWICE), None)
    if doubled:
        return f"“{doubled}” twice"
    return None if plain.rstrip("\"”’')").endswith(ENDS) else "no mark at the end"


def _lint_length(wording: Wording) -> Iterator[Told]:
    longest = max((count_words(s.group()) for s in SENTENCE.finditer(find_longest(wording))), default=0)
    if longest > LONG_SENTENCE:
        yield "long-sentence", f"a sentence of {longest} words in “{wording.text}”", ""


def find_longest(wording: Wording) -> str:
    """The longest text it can give, facts filled in and each blank one word, as drafts count them."""
    choose = ALTERNATES.sub(lambda found: max(found[1].split("|"), key=count_words), wording.text)
    return BLANK.sub("blank", show(choose))


def _lint_reading(file: LibraryFile) -> Iterator[Finding]:
    text = "\n".join(find_longest(w) for w in file.wordings)
    if (lix := find_lix(text)) > LIX_LIMIT:
        what = f"a readability index of {lix:.0f}; from {LIX_LIMIT} on it reads like a newspaper"
        yield tell("hard-to-read", file.where, file.page.find_line(("parts",)), what)


def find_lix(text: str) -> float:
    """Words a sentence plus the percentage of words of seven letters and more."""
    words = re.findall(r"[^\W\d_]+", text)
    sentences = len(SENTENCE.findall(text))
    if not words:
        return 0.0
    return len(words) / max(sentences, 1) + 100 * sum(len(w) >= LONG_WORD for w in words) / len(words)


def lint_spelling(files: Iterable[LibraryFile]) -> Iterator[Finding]:
    """British and American words in the English wordings of one library: those of the rarer kind."""
    american = _read_spellings()
    british = {to: word for word, to in american.items()}
    met = [
        (file, wording, word)
        for file in files
        if file.language == "en"
        for wording in file.wordings
        for word in re.findall(r"[a-z]+", wording.text.lower())
        if word in american or word in british
    ]
    counts = Counter(word in american for _, _, word in met)
    rarer = counts[True] < counts[False]
    for file, wording, word in met:
        if len(counts) == 2 and (word in american) is rarer:
            line, other = file.find_wording_lines()[wording.id], american.get(word) or british[word]
            yield tell("two-spellings", file.where, line, f"“{word}” beside the other spelling", f"write {other}")


@cache
def _read_spellings() -> dict[str, str]:
    """American words by the British; none that the other spelling knows with another meaning."""
    pairs = (line.split() for line in SPELLINGS.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2 and not set(pair) & BOTH}
