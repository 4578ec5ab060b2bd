import re

from sandbox.zendesk.ids import Ids, ulid


def test_numbers_grow_by_kind():
    ids = Ids()
    assert [ids.take("ticket"), ids.take("ticket"), ids.take("user")] == [1, 2, 5_000_000_001]


def test_a_reserved_number_is_never_given():
    ids = Ids()
    ids.reserve("ticket", 1003)
    assert ids.take("ticket") == 1004


def test_a_ulid_is_26_characters_of_its_alphabet_and_sorts_by_time():
    first = ulid()
    assert re.fullmatch(r"[0-7][0-9A-HJKMNP-TV-Z]{25}", first)
    assert first[:10] <= ulid()[:10]
