"""What stands under the words: closings, names, contact lines, device lines, legal notices.

Lines are taken off from the end, and only kinds of lines that are known. Where the kind is a guess, nothing is
taken that speaks as a person, and never all there is.
"""

from __future__ import annotations

import re

from suggestions.reading.mail.characters import plain_quotes
from suggestions.reading.mail.closings import closes, is_name, thanks_aloud
from suggestions.reading.mail.notices import find_notice
from suggestions.reading.mail.voice import POSTSCRIPT, sounds_own
from suggestions.reading.mail.words import compile_any, find_phrases

LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
RULE = re.compile(r"^[-_=*~#–—]{2,}$")
DELIMITER = re.compile(r"^(?:--|__|—|–)$")
# added by helpdesks and mail services: the ticket's code, the web widget's page, the sender's name
TAIL = re.compile(
    r"^(?:\[[A-Z0-9]{6}-[A-Z0-9]{4}\]|submitted from: ?https?://\S+|this e-?mail is a service from .{1,80}|.{0,80}delivered by zendesk\.?|"
    r"yahoo mail: ?search, ?organize, ?conquer|\[cid:[^\]]{1,120}\]|\[image: ?[^\]]{0,120}\]|"
    r"(?:virus-?free|virenfrei|libre de virus|garanti sans virus|senza virus|livre de vírus|virusvrij|wolny od wirusów)\.?\s?(?:<?(?:https?://)?www\.avast\S*)?)$",
    re.IGNORECASE,
)
CONTACT = re.compile(
    r"@[\w-]+\.\w|https?://|www\.|\b(?:tel|phone|mobile|mob|cell|fax|telefon|mobil|handy|tél|téléphone|teléfono|móvil|telefono|cellulare|telefoon|telefone|celular|kom)\b"
    r"\.?\s?:?\s?[+(\d]|^[tmfpe][.:]\s|^\+?[\d\s()/.-]{8,20}$",
    re.IGNORECASE,
)
COMPANY = re.compile(
    r"\b(?:Ltd|Limited|LLC|Inc|PLC|GmbH|AG|KG|UG|e\.K|SARL|SAS|S\.A|S\.L|S\.r\.l|SpA|B\.V|BV|AB|A/S|ApS|Lda|Ltda|Sp\. z o\.o)\b"
)
# numbers a customer may well put under the name
TELLING = re.compile(
    r"\b(?:order|booking|invoice|case|ticket|customer|client|account|contract|tracking|policy|meter|ref(?:erence)?|bestell\w*|auftrag\w*|rechnung\w*|kunden\w*|"
    r"vertrag\w*|commande|facture|dossier|pedido|factura|cliente|ordine|fattura|bestelling|klantnummer|factuur|kundnummer|zamówieni\w*)\b\W{0,3}"
    r"(?:no|nr|number|nummer|numéro|id|#)?\.?\W{0,3}[A-Z]{0,4}-?\d{3,}",
    re.IGNORECASE,
)
# after such words an address is what was to be said
ASKED_FOR = re.compile(
    r"\b(?:address|details|below|here|reach|contact|call|ring|phone|number|e-?mail|update|change|new|ship|send|deliver|post|adresse|hier|kontakt|erreichen|anrufen|"
    r"neue\w*|änder\w*|schick\w*|send\w*|liefer\w*|nummer|ici|envoy\w*|livr\w*|chang\w*|nouvel\w*|numéro|appel\w*|dirección|envi\w*|entreg\w*|llam\w*|número|"
    r"indirizzo|sped\w*|chiam\w*|numero|adres|stuur\w*|bezorg\w*|bel|adress|skicka\w*|ring\w*|endereço|lig\w*|adres\w*|wysł\w*|dzwoni\w*)\b",
    re.IGNORECASE,
)
LONGEST_LINE, MOST_WORDS, LONGEST_DEVICE_WORDS = 100, 9, 12
SIGNATURE_LINES, BLOCK_LINES, SCRIPT_LINES = 20, 7, 14
# one below the other, as gateways and phones pile them up
MOST_SIGNATURES = 6


def trim_end(lines: list[str]) -> list[str]:
    """The lines without what follows the words. A postscript stays."""
    lines = list(lines)
    _drop_known(lines)
    start = max(1, len(lines) - SCRIPT_LINES)
    script = next((n for n in range(start, len(lines)) if POSTSCRIPT.match(lines[n])), None)
    if script is None:
        return _trim(lines)
    return [*_trim(lines[:script]), "", *_trim(lines[script:])]


def is_device_line(line: str) -> bool:
    """Such as "Sent from my iPhone", in the languages of words.yaml."""
    told = LINK.sub(r"\1", plain_quotes(line[: 2 * LONGEST_LINE])).lower().strip(" *_[](-")
    if not told.startswith(find_phrases("device_starts")) or not compile_any("device_names").search(told):
        return False
    excused = any(phrase in told for phrase in find_phrases("device_excuses"))
    return len(line) <= 2 * LONGEST_LINE and (excused or len(told.split()) <= LONGEST_DEVICE_WORDS)


def _trim(lines: list[str]) -> list[str]:
    for _ in range(MOST_SIGNATURES):
        _drop_known(lines)
        at, kept = _find_guess(lines)
        if at is None or not any(lines[:at]):
            break
        lines[at:] = kept
        if kept:
            break
    return lines


def _drop_known(lines: list[str]) -> None:
    """Empty lines, rules and what programs write, which leave no doubt."""
    while lines and (not lines[-1] or RULE.match(lines[-1]) or TAIL.match(lines[-1]) or is_device_line(lines[-1])):
        lines.pop()


def _find_guess(lines: list[str]) -> tuple[int | None, list[str]]:
    """Where something begins that is probably not said, and which lines of it stay all the same."""
    notice = find_notice(lines)
    if notice is not None:
        return notice, []
    for find in (_find_delimited, _find_closing, _find_contact):
        at = find(lines)
        if at is not None:
            return at, _find_said(lines, at)
    return None, []


def _find_said(lines: list[str], at: int) -> list[str]:
    """Of a signature: numbers of a case, and paragraphs after the first with nothing of a signature in or below them."""
    last = max((n for n in range(at, len(lines)) if _shows_sender(lines[n])), default=at + 1)
    end = next((n for n in range(last, len(lines)) if not lines[n] and any(lines[at + 1 : n])), len(lines))
    return [*(line for line in lines[at:end] if TELLING.search(line[:LONGEST_LINE])), *lines[end:]]


def _shows_sender(line: str) -> bool:
    return CONTACT.search(line[: 2 * LONGEST_LINE]) is not None or COMPANY.search(line[: 2 * LONGEST_LINE]) is not None


def _find_delimited(lines: list[str]) -> int | None:
    """The line "--", with a name, a closing or a contact line under it."""
    for n in range(len(lines) - 1, max(-1, len(lines) - SIGNATURE_LINES - 1), -1):
        if DELIMITER.match(lines[n]):
            below = [line for line in lines[n + 1 :] if line]
            signs = below and (is_name(below[0], small_words=1) or any(_shows_sender(line) for line in below))
            return n if signs or (below and closes(below, 0)) else None
        if sounds_own(lines[n]):
            return None
    return None


def _find_closing(lines: list[str]) -> int | None:
    """The line of a closing with nothing but a name, contact lines and the like under it."""
    misfit = False
    for n in range(len(lines) - 1, max(-1, len(lines) - SIGNATURE_LINES - 1), -1):
        at = n if closes(lines, n) else n + 1 if thanks_aloud(lines, n) else None
        if at is not None:
            return at if not misfit or any(_shows_sender(line) for line in lines[n + 1 :]) else None
        if sounds_own(lines[n]):
            return None
        misfit = misfit or bool(lines[n] and not _fits(lines[n]))
    return None


def _fits(line: str) -> bool:
    """Short enough for a name, a title, an address, a slogan."""
    if _shows_sender(line) and len(line) <= 2 * LONGEST_LINE:
        return True
    return len(line) <= LONGEST_LINE and len(line.split()) <= MOST_WORDS and not line.endswith(":")


def _find_contact(lines: list[str]) -> int | None:
    """A last paragraph of a name and contact lines, or of a name and a company, under a finished sentence."""
    start = len(lines)
    while start and lines[start - 1] and len(lines) - start <= BLOCK_LINES:
        start -= 1
    block = lines[start:]
    above = next((line for line in reversed(lines[max(0, start - 3) : start]) if line), "")
    if not 2 <= len(block) <= BLOCK_LINES or above[-1:] not in set(".!?)…") or ASKED_FOR.search(above[-LONGEST_LINE:]):
        return None
    if not is_name(block[0]) or not all(_fits(line) and not sounds_own(line) for line in block):
        return None
    contacts = sum(bool(CONTACT.search(line[: 2 * LONGEST_LINE])) for line in block)
    return start if contacts >= 2 or any(COMPANY.search(line) for line in block[1:]) else None
