"""What people type into the pages: cleaned of what no keyboard makes, and checked."""

import re
import unicodedata

# the sandbox cuts at 64 kB without a word, as Zendesk does (zendesk.md 3.2); a person should hear of it
MOST_MESSAGE_BYTES = 64 * 1024
MOST_LINE_CHARACTERS = 150
BLANK_CATEGORIES = frozenset("ZC")
CONTROL_CATEGORIES = frozenset({"Cc", "Cs"})
OTHER_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029]")


class FormError(ValueError):
    """Input that cannot be taken: the field's name and a sentence for the person who filled it."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


def clean_text(typed: str) -> str:
    """Several lines: line ends as one kind, no control characters; emoji and right-to-left marks stay."""
    text = OTHER_LINE_ENDS.sub("\n", typed)
    kept = (one for one in text if one in "\n\t" or unicodedata.category(one) not in CONTROL_CATEGORIES)
    return "".join(kept).strip()


def clean_line(typed: str) -> str:
    """One line, single blanks."""
    return " ".join(clean_text(typed).split())


def message_in(typed: str, field: str = "message") -> str:
    """A message with something to read in it and no longer than a comment may be."""
    text = clean_text(typed)
    if not _readable(text):
        raise FormError(field, "The message is empty. Write a few words.")
    size = len(text.encode())
    if size > MOST_MESSAGE_BYTES:
        kilobytes = -(-size // 1024)
        raise FormError(field, f"The message has {kilobytes} kB; a comment holds 64 kB. Make it shorter.")
    return text


def line_in(typed: str, field: str) -> str:
    """A name or a subject; it may be empty."""
    line = clean_line(typed)
    if len(line) > MOST_LINE_CHARACTERS:
        raise FormError(field, f"The {field} has {len(line)} characters. Keep it to {MOST_LINE_CHARACTERS}.")
    return line if _readable(line) else ""


def _readable(text: str) -> bool:
    return any(unicodedata.category(one)[0] not in BLANK_CATEGORIES for one in text)
