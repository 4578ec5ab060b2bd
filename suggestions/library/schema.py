"""The JSON schema of library files, for editors; docs/library.schema.json is what make_schema gives."""

from __future__ import annotations

from typing import Any, Final, get_type_hints

from suggestions.conditions import MEANINGS as ASKED
from suggestions.conditions import Conditions
from suggestions.library.responses import Failure
from suggestions.library.trees import VALUES
from suggestions.library.vocabulary import (
    BRANCH_KEYS,
    CONDITIONS,
    EXAMPLE_KEYS,
    KEYS,
    LANGUAGE,
    VALUED,
    WORDING_KEYS,
    Key,
    Part,
    Shape,
)

# editors read this draft best
DRAFT: Final = "http://json-schema.org/draft-07/schema#"
TEXT: Final = {"type": "string", "minLength": 1}


def make_schema() -> dict[str, Any]:
    """The schema of a file with a response, as plain data."""
    definitions = {
        "condition": _describe_condition(),
        "wording": {"anyOf": [TEXT, _describe_keys(WORDING_KEYS)]},
        "branch": _describe_keys(BRANCH_KEYS) | {"oneOf": [{"required": ["if", "use"]}, {"required": ["if", "tree"]}]},
    }
    top = _describe_keys(KEYS)
    top["properties"]["failure"]["enum"] = [str(failure) for failure in Failure]
    top["properties"]["language"]["pattern"] = f"^{LANGUAGE}$"
    definitions["branch"]["properties"]["if"] = _describe_checks()
    head = {"$schema": DRAFT, "title": "A response of a Wellheard library"}
    return head | top | {"definitions": definitions}


def _describe_keys(keys: dict[str, Key]) -> dict[str, Any]:
    required = [name for name, key in keys.items() if key.required]
    properties = {name: {"description": key.meaning} | _describe_shape(key.shape) for name, key in keys.items()}
    return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}


def _describe_shape(shape: Shape) -> dict[str, Any]:
    match shape:
        case Shape.LINE:
            return TEXT
        case Shape.LINES:
            return {"type": "array", "items": TEXT}
        case Shape.CONDITIONS:
            one = {"$ref": "#/definitions/condition"}
            return {"anyOf": [one, {"type": "array", "items": one}]}
        case Shape.PARTS:
            wordings = {"type": "array", "items": {"$ref": "#/definitions/wording"}}
            parts = {str(part): wordings for part in Part}
            return {"type": "object", "additionalProperties": False, "required": ["respond"], "properties": parts}
        case Shape.EXAMPLE:
            return _describe_keys(EXAMPLE_KEYS)
        case Shape.TREE:
            return {"type": "array", "items": {"$ref": "#/definitions/branch"}}


def _describe_condition() -> dict[str, Any]:
    named = [{"const": name, "description": meaning} for name, meaning in CONDITIONS.items()]
    valued = [
        {"type": "string", "pattern": f"^{kind}:(?:{value})$", "description": meaning}
        for kind, (value, meaning) in VALUED.items()
    ]
    return {"anyOf": [*named, *valued]}


def _describe_checks() -> dict[str, Any]:
    kinds = get_type_hints(Conditions)
    properties = {
        name: {"description": meaning} | _describe_any(_describe_value(name, kinds[name]))
        for name, meaning in ASKED.items()
    }
    return {"type": "object", "additionalProperties": False, "minProperties": 1, "properties": properties}


def _describe_any(value: dict[str, Any]) -> dict[str, Any]:
    """The value, or a list of values of which any will do."""
    return {"anyOf": [value, {"type": "array", "items": value, "minItems": 1}]}


def _describe_value(name: str, kind: object) -> dict[str, Any]:
    if kind is bool:
        return {"type": "boolean"}
    if kind is int:
        signed = {"type": "string", "pattern": "^(>=|<=|>|<|=)? *[0-9]{1,4}$"}
        return {"anyOf": [{"type": "integer", "minimum": 0}, signed]}
    return {"enum": [str(value) for value in VALUES[name]]} if name in VALUES else {"type": "string"}
