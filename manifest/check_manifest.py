"""What manifest.json must say (zendesk.md 6.2); its parameters have a page of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from manifest.check_files import MANIFEST
from manifest.problem import Package, Problem, parse_object, read_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from manifest.problem import Rule

REQUIRED = ("author", "defaultLocale", "location", "frameworkVersion")
FRAMEWORK_VERSION = "2.0"
STRINGS = ("name", "defaultLocale", "version", "frameworkVersion")
BOOLEANS = ("private", "signedUrls", "singleInstall", "requirementsOnly", "marketingOnly")
# our own rule: Zendesk takes any text, the file name of the package does not
VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+[0-9A-Za-z.+-]*")
LOCALE = re.compile(r"[a-z]{2}(-\w{2,3})?")
HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", re.IGNORECASE)
PLACES = frozenset({
    "ticket_sidebar", "new_ticket_sidebar", "user_sidebar", "organization_sidebar", "nav_bar", "top_bar",
    "background", "modal", "ticket_editor", "system_top_bar",
})  # fmt: skip


def check_readable(package: Package) -> Iterator[Problem]:
    if MANIFEST not in package:
        return
    try:
        parse_object(package[MANIFEST])
    except ValueError as reason:
        yield _problem(f"It cannot be read: {reason}.", "Make it one JSON object in UTF-8, each key once.")


def check_required(package: Package) -> Iterator[Problem]:
    manifest = read_object(package, MANIFEST)
    for key in REQUIRED if manifest else ():
        if not manifest.get(key):
            yield _problem(f"{key} is missing.", f"Add {key}, Zendesk requires it.")


def check_types(package: Package) -> Iterator[Problem]:
    manifest = read_object(package, MANIFEST)
    for key in STRINGS:
        if key in manifest and not isinstance(manifest[key], str):
            yield _problem(f"{key} is not text.", "Put it in quotes.")
    for key in BOOLEANS:
        if key in manifest and not isinstance(manifest[key], bool):
            yield _problem(f"{key} is neither true nor false.", "Write true or false, without quotes.")


def check_versions(package: Package) -> Iterator[Problem]:
    manifest = read_object(package, MANIFEST)
    framework, version = manifest.get("frameworkVersion"), manifest.get("version")
    if isinstance(framework, str) and framework != FRAMEWORK_VERSION:
        yield _problem(f"frameworkVersion is {framework!r}.", f'Write "{FRAMEWORK_VERSION}", the only one served.')
    if isinstance(version, str) and not VERSION.fullmatch(version):
        yield _problem(f"version is {version!r}.", "Write three numbers with dots, such as 1.4.0.")


def check_author(package: Package) -> Iterator[Problem]:
    author = read_object(package, MANIFEST).get("author")
    if not author:
        return
    if not isinstance(author, dict):
        yield _problem("author is not an object.", "Write the name under author.name.")
        return
    for key in ("name", "email", "url"):
        if key in author and not isinstance(author[key], str):
            yield _problem(f"author.{key} is not text.", "Put it in quotes.")
    url = author.get("url")
    if isinstance(url, str) and not _is_web_address(url):
        yield _problem(f"author.url is {url!r}, not a web address.", "Give a full https address or drop the key.")


def check_default_locale(package: Package) -> Iterator[Problem]:
    locale = read_object(package, MANIFEST).get("defaultLocale")
    if not isinstance(locale, str) or not locale:
        return
    if not LOCALE.fullmatch(locale):
        yield _problem(f"defaultLocale is {locale!r}.", "Write it like en or pt-br.")
    elif f"translations/{locale}.json" not in package:
        yield _problem(f"The default locale {locale} has no texts.", f"Add translations/{locale}.json.")


def check_location(package: Package) -> Iterator[Problem]:
    location = read_object(package, MANIFEST).get("location")
    if not location:
        return
    if not isinstance(location, dict):
        yield _problem("location is not an object.", "Name the host, then the place: location.support.ticket_sidebar.")
        return
    for host, places in location.items():
        if host != "support":
            yield _problem(f"location names the host {host!r}.", "Use support, the one host these checks know.")
        elif not isinstance(places, dict):
            yield _problem("location.support is not an object.", "Give each place an object with its url.")
        else:
            for place, options in places.items():
                yield from _check_place(place, options, package)


def _check_place(place: str, options: Any, package: Package) -> Iterator[Problem]:
    if place not in PLACES:
        yield _problem(f"Support has no place {place!r}.", f"Use one of {', '.join(sorted(PLACES))}.")
    if not isinstance(options, dict):
        yield _problem(f"{place} is not an object.", "Give it a url.")
        return
    url = options.get("url")
    if not isinstance(url, str) or not _can_be_shown(url, package):
        yield _problem(f"{place} shows {url!r}.", "Name a file in assets/ of this package, or an https address.")
    if not isinstance(options.get("flexible", False), bool):
        yield _problem(f"{place}.flexible is neither true nor false.", "Write true or false, without quotes.")


def check_domain_whitelist(package: Package) -> Iterator[Problem]:
    hosts = read_object(package, MANIFEST).get("domainWhitelist", [])
    if not isinstance(hosts, list):
        yield _problem("domainWhitelist is not a list.", "List host names.")
        return
    for host in hosts:
        if not isinstance(host, str) or not HOST.fullmatch(host):
            yield _problem(f"domainWhitelist has {host!r}.", "Write a bare host name, such as assistant.example.org.")


def _can_be_shown(url: str, package: Package) -> bool:
    if "{{setting." in url:
        return True
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme:
        return parts.scheme == "https" or parts.hostname == "localhost"
    return parts.path.startswith("assets/") and parts.path in package


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _problem(sentence: str, cure: str) -> Problem:
    return Problem(MANIFEST, sentence, cure)


RULES: tuple[Rule, ...] = (
    check_readable, check_required, check_types, check_versions, check_author, check_default_locale, check_location,
    check_domain_whitelist,
)  # fmt: skip
