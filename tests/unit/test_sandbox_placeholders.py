import pytest

from sandbox.zendesk import placeholders

VALUES = {"ticket.id": "7", "ticket.title": 'a "b" <c>', "ticket.latest_comment_html": "<p>x</p>"}


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("{{ticket.id}}", "7"),
        ("{{ ticket.id }}", "7"),
        ("{{ticket.id | upcase}}", "7"),
        ("{{Ticket.Id}}", ""),
        ("{{nobody}}", ""),
        ("{{}}", ""),
        ("a {% if x %}b{% endif %}", "a b"),
        ("{{ticket\n.id}}", ""),
        ("{ {ticket.id} }", "{ {ticket.id} }"),
        ("{\u200b{ticket.id}}", "{\u200b{ticket.id}}"),
        ("no end {{ticket.id", "no end {{ticket.id"),
        ("{{ticket.title}}", 'a "b" <c>'),
    ],
)
def test_a_placeholder_becomes_its_value_or_nothing(text, expanded):
    assert placeholders.expand(text, VALUES) == expanded


@pytest.mark.parametrize(
    ("html", "expanded"),
    [
        ("<p>{{ticket.title}}</p>", "<p>a &quot;b&quot; &lt;c&gt;</p>"),
        ("{{ticket.latest_comment_html}}", "<p>x</p>"),
        ("<code>{{ticket.id}}</code>{{ticket.id}}", "<code>{{ticket.id}}</code>7"),
        ("<CODE class=x>{{a}}</CODE>{{a}}", "<CODE class=x>{{a}}</CODE>"),
    ],
)
def test_in_html_values_are_escaped_and_code_is_left_alone(html, expanded):
    assert placeholders.expand_html(html, VALUES) == expanded
