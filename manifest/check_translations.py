"""What the translation files must hold (zendesk.md 6.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from manifest.check_files import MANIFEST
from manifest.check_manifest import LOCALE
from manifest.check_parameters import read_parameters
from manifest.problem import Package, Problem, parse_object, read_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from manifest.problem import Rule

FOLDER = "translations/"
PRIVATE_KEYS = ("name",)
PUBLIC_KEYS = ("name", "short_description", "long_description", "installation_instructions")


def check_locales(package: Package) -> Iterator[Problem]:
    for path in _translations(package):
        if not LOCALE.fullmatch(path.removeprefix(FOLDER).removesuffix(".json")):
            yield Problem(path, "It is not named after a locale.", "Name it like en.json or pt-br.json.")


def check_readable(package: Package) -> Iterator[Problem]:
    for path in _translations(package):
        try:
            parse_object(package[path])
        except ValueError as reason:
            yield Problem(path, f"It cannot be read: {reason}.", "Make it one JSON object in UTF-8, each key once.")


def check_texts(package: Package) -> Iterator[Problem]:
    """The default locale must be whole; every other one falls back on it."""
    manifest = read_object(package, MANIFEST)
    path = f"{FOLDER}{manifest.get('defaultLocale')}.json"
    texts = read_object(package, path)
    if not texts:
        return
    keys_of_app = PUBLIC_KEYS if manifest.get("private") is False else PRIVATE_KEYS
    wanted: list[tuple[str, ...]] = [("app", key) for key in keys_of_app]
    wanted += [("app", "parameters", p["name"], "label") for p in read_parameters(package)]
    for keys in wanted:
        if not _find_text(texts, keys):
            yield Problem(path, f"{'.'.join(keys)} has no text.", "Add it, an admin sees it on installation.")


def _translations(package: Package) -> list[str]:
    return sorted(path for path in package if path.startswith(FOLDER) and path.endswith(".json"))


def _find_text(texts: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    found: Any = texts
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, str) and found.strip() else None


RULES: tuple[Rule, ...] = (check_locales, check_readable, check_texts)
