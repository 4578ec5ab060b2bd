"""What an admin is asked on installation (zendesk.md 6.2, parameters and oauth)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from manifest.check_files import MANIFEST
from manifest.problem import Package, Problem, read_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from manifest.problem import Rule

TYPES = ("text", "checkbox", "url", "number", "multiline", "hidden", "oauth")
SCOPES = ("header", "body", "url", "jwt_secret_key", "jwt_claim", "basic_auth_username", "basic_auth_password")
OAUTH_KEYS = ("client_id", "client_secret", "authorize_uri", "access_token_uri")


def read_parameters(package: Package) -> list[dict[str, Any]]:
    """The well-formed ones; `check_shape` reports the others."""
    found = read_object(package, MANIFEST).get("parameters")
    return [p for p in found if _is_well_formed(p)] if isinstance(found, list) else []


def check_shape(package: Package) -> Iterator[Problem]:
    found = read_object(package, MANIFEST).get("parameters", [])
    if not isinstance(found, list):
        yield _problem("parameters is not a list.", "List one object for each parameter.")
    elif not all(_is_well_formed(p) for p in found):
        yield _problem("A parameter has no name.", "Give each parameter an object with a name and a type.")


def check_names(package: Package) -> Iterator[Problem]:
    for name, count in Counter(p["name"] for p in read_parameters(package)).items():
        if name == "name":
            yield _problem('A parameter is called "name", which Zendesk keeps for itself.', "Choose another name.")
        if count > 1:
            yield _problem(f"{count} parameters are called {name!r}.", "Give each its own name.")


def check_types(package: Package) -> Iterator[Problem]:
    parameters = read_parameters(package)
    for p in parameters:
        kind = p.get("type", "text")
        if kind not in TYPES:
            yield _problem(f"{p['name']} has the type {kind!r}.", f"Use one of {', '.join(TYPES)}.")
        if kind == "hidden" and p.get("required") is True:
            yield _problem(f"{p['name']} is hidden and required, so nobody could fill it in.", "Drop one of the two.")
    if sum(p.get("type") == "oauth" for p in parameters) > 1:
        yield _problem("There are several oauth parameters.", "Keep one.")


def check_flags(package: Package) -> Iterator[Problem]:
    for p in read_parameters(package):
        for key in ("required", "secure"):
            if not isinstance(p.get(key, False), bool):
                yield _problem(f"{p['name']}.{key} is neither true nor false.", "Write true or false, without quotes.")


def check_scopes(package: Package) -> Iterator[Problem]:
    """Zendesk only warns about a secure parameter without scopes; here the warning is a problem, so that it is read."""
    for p in read_parameters(package):
        scopes, secure = p.get("scopes"), p.get("secure") is True
        if secure and not scopes:
            yield _problem(f"{p['name']} is secure but has no scopes.", "Say where it may be used, in scopes.")
        if scopes and not secure:
            yield _problem(f"{p['name']} has scopes but is not secure.", "Make it secure or drop the scopes.")
        unknown = [s for s in scopes if s not in SCOPES] if isinstance(scopes, list) else [scopes] if scopes else []
        if unknown:
            yield _problem(f"{p['name']} has unknown scopes: {unknown}.", f"List some of {', '.join(SCOPES)}.")


def check_oauth(package: Package) -> Iterator[Problem]:
    oauth = read_object(package, MANIFEST).get("oauth")
    if oauth is None:
        return
    missing = [key for key in OAUTH_KEYS if not (isinstance(oauth, dict) and oauth.get(key))]
    if missing:
        yield _problem(f"oauth lacks {', '.join(missing)}.", "Fill them in or drop oauth.")
    if not any(p.get("type") == "oauth" for p in read_parameters(package)):
        yield _problem("oauth is described, but no parameter has the type oauth.", "Add one or drop oauth.")


def _is_well_formed(parameter: Any) -> bool:
    return isinstance(parameter, dict) and isinstance(parameter.get("name"), str) and bool(parameter["name"])


def _problem(sentence: str, cure: str) -> Problem:
    return Problem(MANIFEST, sentence, cure)


RULES: tuple[Rule, ...] = (check_shape, check_names, check_types, check_flags, check_scopes, check_oauth)
