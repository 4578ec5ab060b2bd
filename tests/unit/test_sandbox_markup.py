import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.zendesk import markup


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p>Hi <b>there</b></p>", "<p>Hi <b>there</b></p>"),
        ("<p>open <b>both", "<p>open <b>both</b></p>"),
        ("</p>stray", "stray"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("<script>alert(1)</script>after", "after"),
        ("<style>p{}</style>after", "after"),
        ("<SCRIPT src=x>", ""),
        ("<form><input>text</form>", "text"),
        ('<a href="javascript:alert(1)" onclick="x()">link</a>', "<a>link</a>"),
        ('<a href="https://example.org/?a=1&b=2">link</a>', '<a href="https://example.org/?a=1&amp;b=2">link</a>'),
        ('<img src="data:text/html,x" onerror=x()>', "<img>"),
        ('<p style="color:red" class="x" dir="auto">x</p>', '<p dir="auto">x</p>'),
        ("<br/><hr>", "<br><hr>"),
        ("<b><i>crossed</b></i>", "<b><i>crossed</i></b>"),
        ("<!-- hidden -->shown", "shown"),
    ],
)
def test_only_harmless_html_is_kept_and_every_tag_is_closed(html, kept):
    assert markup.sanitise(html) == kept


@given(st.text(alphabet="<>/abp\"'= &;!-{}", max_size=60))
def test_cleaning_clean_html_changes_nothing_more(html):
    once = markup.sanitise(html)
    assert markup.sanitise(once) == once


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("one<br>two", "one\ntwo"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("<p>  many \n blanks </p>", "many\nblanks"),
        ("&lt;b&gt; &amp;", "<b> &"),
        ("", ""),
    ],
)
def test_html_is_read_as_lines_of_text(html, text):
    assert markup.to_text(html) == text


def test_text_becomes_paragraphs_and_breaks():
    assert markup.from_text("a < b\nc\n\nd") == '<p dir="auto">a &lt; b<br>c</p><p dir="auto">d</p>'


@pytest.mark.parametrize("letter", ["a", "ä", "€", "😀"])
@pytest.mark.parametrize("before", ["", "x", "xx", "xxx"])
def test_a_cut_text_is_at_most_64_kb_and_ends_between_characters(letter, before):
    text = before + letter * 70_000
    cut = markup.truncate(text)
    assert 65_536 - 4 < len(cut.encode()) <= 65_536
    assert text.startswith(cut)


def test_what_was_wrapped_can_be_unwrapped():
    assert markup.unwrap(markup.wrap("<p>x</p>")) == "<p>x</p>"
