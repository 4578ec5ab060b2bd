"""Which language a text is in, or that it is too short to say."""

from __future__ import annotations

from functools import cache

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

UNSURE = "und"
SURE_FROM = 0.75
VERY_SURE_FROM = 0.97
FEWEST_WORDS = 4
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
    """An ISO 639-1 code, or "und" when the text is too short or too mixed to tell."""
    best = next(iter(_detector().compute_language_confidence_values(text[:2000])), None)
    if best is None or best.value < SURE_FROM:
        return UNSURE
    code = best.language.iso_code_639_1.name.lower()
    words = len(text.split())
    enough = words >= FEWEST_WORDS or (words >= FEWEST_WORDS - 1 and best.value >= VERY_SURE_FROM)
    return code if code in OWN_SCRIPT or enough else UNSURE


def choose_language(detected: str, locale: str) -> str:
    """The language to answer in: the one they wrote in, or their account's when that cannot be told."""
    if detected != UNSURE:
        return detected
    return locale.replace("_", "-").split("-")[0].lower() or "en"
