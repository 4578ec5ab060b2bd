"""Which language a text is in, or that it is too short to say."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

if TYPE_CHECKING:
    from lingua import ConfidenceValue

UNSURE = "und"
SURE_FROM = 0.75
VERY_SURE_FROM = 0.97
FEWEST_WORDS = 4
LONGEST_READ = 2000
# of the words in sentences that are clear by themselves
MOST_FOREIGN, CLEAR_FROM = 0.45, 0.9
LETTERS = re.compile(r"[^\W\d_]{2,}")
SENTENCE = re.compile(r"[^.!?\n]+")
ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|[!-~]*\d[!-~]*")
QUOTATION = re.compile(
    r"[\"\u201c\u201d\u201e\u00ab][^\"\u201c\u201d\u201e\u00ab\u00bb\n]{8,300}[\"\u201c\u201d\u00bb]"
)
CODE = re.compile(
    r"[;{}]\s*$|^\s*[{}\[\]]|\.\w+\([^)]*\)|\b(?:def|function|class) \w+\(|[=!]==?\s|=>|^\s*(?:SELECT|INSERT|UPDATE|DELETE) .*(?:FROM|INTO|SET)\b|"
    r"^Traceback \(|^\s*File \"|^\w*(?:Error|Exception)\b: |^\s*at \S+\(|^npm ERR!"
)
CANDIDATES = (
    Language.ENGLISH, Language.GERMAN, Language.SPANISH, Language.FRENCH, Language.PORTUGUESE, Language.ITALIAN,
    Language.DUTCH, Language.SWEDISH, Language.DANISH, Language.POLISH, Language.CZECH, Language.TURKISH,
    Language.RUSSIAN, Language.UKRAINIAN, Language.ARABIC, Language.HEBREW, Language.JAPANESE, Language.CHINESE,
    Language.KOREAN, Language.FINNISH, Language.HUNGARIAN, Language.ROMANIAN, Language.GREEK, Language.HINDI,
    Language.VIETNAMESE, Language.INDONESIAN,
)  # fmt: skip
# these are told by their letters, so three words are as good as thirty
OWN_SCRIPT = frozenset({"ru", "uk", "ar", "he", "ja", "zh", "ko", "el", "hi"})


@cache
def _detector() -> LanguageDetector:
    # low accuracy mode holds 40 MB instead of 500 and differs only on texts we call unsure anyway
    return LanguageDetectorBuilder.from_languages(*CANDIDATES).with_low_accuracy_mode().build()


def detect_language(text: str) -> str:
    """An ISO 639-1 code, or "und" when the text is too short or too mixed to tell, or holds only names or code.

    Addresses, numbers, and what is quoted out of another text do not count.
    """
    # half a character, which broken clients send, stops the detector
    text = _find_prose(text[:LONGEST_READ].encode("utf-8", "replace").decode())
    best = _find_best(text)
    if best is None or best.value < SURE_FROM:
        return UNSURE
    code = _code(best)
    words = [word for word in text.split() if any(c.isalpha() for c in word)]
    if code in OWN_SCRIPT:
        return code
    enough = len(words) >= FEWEST_WORDS or (len(words) >= FEWEST_WORDS - 1 and best.value >= VERY_SURE_FROM)
    return code if enough and not _are_names(words) and not _is_mixed(text, code) else UNSURE


def _find_prose(text: str) -> str:
    """Without lines of code, addresses and numbers; without quotations where enough else is said."""
    lines = [ADDRESS.sub(" ", line) for line in text.split("\n") if not CODE.search(line)]
    prose = "\n".join(lines)
    outside = QUOTATION.sub(" ", prose)
    return outside if len(LETTERS.findall(outside)) >= FEWEST_WORDS else prose


def _find_best(text: str) -> ConfidenceValue | None:
    return next(iter(_detector().compute_language_confidence_values(text)), None)


def _code(value: ConfidenceValue) -> str:
    return str(value.language.iso_code_639_1.name).lower()


def _are_names(words: list[str]) -> bool:
    """Every word begins with a capital and goes on in small letters: a list of names, or of titles."""
    return all(word[0].isupper() or not word[0].isalpha() for word in words) and any(
        c.islower() for word in words for c in word
    )


def _is_mixed(text: str, code: str) -> bool:
    """Whether whole sentences in other languages weigh nearly as much as those in this one."""
    weights: Counter[str] = Counter()
    for sentence in SENTENCE.findall(text):
        count = len(LETTERS.findall(sentence))
        best = _find_best(sentence) if count > FEWEST_WORDS else None
        if best is not None and best.value >= CLEAR_FROM:
            weights[_code(best)] += count
    return weights.total() - weights[code] > MOST_FOREIGN * weights.total()


def choose_language(detected: str, locale: str) -> str:
    """The language to answer in: the one they wrote in, or their account's when that cannot be told."""
    if detected != UNSURE:
        return detected
    return locale.replace("_", "-").split("-")[0].lower() or "en"
