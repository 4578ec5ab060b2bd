import json
from pathlib import Path
from typing import get_type_hints

import pytest

from suggestions.conditions import Conditions
from suggestions.library.parsing import parse_response
from suggestions.library.schema import make_schema
from suggestions.library.vocabulary import BRANCH_KEYS, CONDITIONS, EXAMPLE_KEYS, KEYS, VALUED, WORDING_KEYS, Part

SCHEMA = make_schema()
DEFINED = SCHEMA["definitions"]


def test_the_published_schema_is_the_one_the_code_makes():
    page = (Path(__file__).parents[2] / "docs" / "library.schema.json").read_text(encoding="utf-8")
    assert page == json.dumps(SCHEMA, ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize(("described", "keys"), [
    (SCHEMA, KEYS),
    (DEFINED["wording"]["anyOf"][1], WORDING_KEYS),
    (DEFINED["branch"], BRANCH_KEYS),
    (SCHEMA["properties"]["example"], EXAMPLE_KEYS),
    (SCHEMA["properties"]["parts"], list(Part)),
    (DEFINED["branch"]["properties"]["if"], list(get_type_hints(Conditions))),
])  # fmt: skip
def test_an_editor_knows_every_key_and_no_other(described, keys):
    assert list(described["properties"]) == list(keys)
    assert described["additionalProperties"] is False


def test_an_editor_offers_every_condition_with_its_meaning():
    offered = DEFINED["condition"]["anyOf"]
    assert [c["const"] for c in offered if "const" in c] == list(CONDITIONS)
    assert len([c for c in offered if "pattern" in c]) == len(VALUED)
    assert all(c["description"] for c in offered)


def test_a_file_of_just_the_required_keys_is_a_response():
    values = {"exemplars": '["Where is it?"]', "parts": '{respond: ["I will look."]}'}
    text = "\n".join(f"{key}: {values.get(key, 'a.word')}" for key in SCHEMA["required"])
    assert parse_response(text, "test.yaml").reason == "a.word"
