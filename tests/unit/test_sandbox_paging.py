import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.zendesk.errors import ApiError
from sandbox.zendesk.paging import Asked, Order, cursor, page, read_cursor

ORDER = Order(lambda item: item)
ITEMS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 99)), unique=True, max_size=20)


def walk(items, order, size):
    found, query = [], {"page[size]": str(size)}
    while True:
        shown, around = page(items, Asked(query, "http://x"), order)
        found += shown
        if not around["meta"]["has_more"]:
            return found
        query["page[after]"] = around["meta"]["after_cursor"]


@given(ITEMS, st.integers(1, 7), st.booleans())
def test_following_the_cursors_shows_everything_once_and_in_order(items, size, descending):
    order = Order(lambda item: item, descending=descending)
    assert walk(items, order, size) == sorted(items, reverse=descending)


def test_the_item_a_cursor_stands_on_may_leave_the_list():
    items = [(n, n) for n in range(5)]
    _, around = page(items, Asked({"page[size]": "2"}, "http://x"), ORDER)
    items.remove((1, 1))
    query = {"page[size]": "2", "page[after]": around["meta"]["after_cursor"]}
    assert page(items, Asked(query, "http://x"), ORDER)[0] == [(2, 2), (3, 3)]


def test_an_empty_list_has_no_cursors_and_no_links():
    _, around = page([], Asked({"page[size]": "2"}, "http://x"), ORDER)
    assert around == {
        "meta": {"has_more": False, "after_cursor": None, "before_cursor": None},
        "links": {"prev": None, "next": None},
    }


def test_a_link_repeats_the_rest_of_the_query():
    items = [(n, n) for n in range(3)]
    _, around = page(items, Asked({"page[size]": "1", "sort": "-id"}, "http://x/y"), ORDER)
    assert around["links"]["next"].startswith("http://x/y?page%5Bsize%5D=1&sort=-id&page%5Bafter%5D=")


def test_a_cursor_says_where_it_was_made():
    assert read_cursor(cursor((5, 7))) == (5, 7)


@given(st.text(max_size=40))
def test_a_cursor_nobody_made_is_refused(text):
    with pytest.raises(ApiError):
        read_cursor(f"{text}!")


@pytest.mark.parametrize("place", [("a", "b"), (None, 1), (1, 2, 3)])
def test_a_cursor_of_another_list_is_refused(place):
    query = {"page[size]": "1", "page[after]": cursor(place)}
    with pytest.raises(ApiError):
        page([(1, 1)], Asked(query, "http://x"), ORDER)
