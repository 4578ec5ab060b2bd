"""What the note says when somebody who knows should take over, and when many repeat one problem."""

from dataclasses import replace

import pytest
from build import (
    NOW,
    RULES,
    days_ago,
    make_comment,
    make_facts,
    make_ledger,
    make_library,
    make_order,
    make_promise,
    make_situation,
    make_suggestion,
    make_ticket,
    reply,
    ticket_url,
)

from suggestions.drafting.composing import compose_draft
from suggestions.drafting.frameworks import Framework
from suggestions.drafting.note import render_note
from suggestions.handoff import NO_DRAFT, gather_signs
from suggestions.model import Feeling, Ledger
from suggestions.reading.feeling.signs import SignKind
from suggestions.root_cause import RootCause

LIBRARY = make_library()
CAUSE = RootCause("billing.duplicate_charge", 7, 20, days_ago(13), (901, 902, 903))


def note_on(*comments, feeling=Feeling.CALM, framework=Framework.HEART, ledger=None, withheld=None, root_cause=None):
    ticket = make_ticket(*comments)
    ledger = ledger or Ledger()
    situation = make_situation(ticket.requester_comments[-1].body, feeling=feeling, ticket=ticket)
    order = make_order(LIBRARY, situation=situation, ledger=ledger, facts=make_facts(), framework=framework)
    suggestion = make_suggestion(
        situation=situation, ledger=ledger, choice=order.choice, draft=compose_draft(order), root_cause=root_cause,
        signs=gather_signs(ticket, ledger, RULES.text_limit),
    )  # fmt: skip
    if withheld:
        suggestion = replace(suggestion, choice=None, draft=None, withheld=withheld)
    return render_note(suggestion, ticket_url, RULES)


def paragraphs(note):
    return note.text.split("\n\n")


@pytest.mark.parametrize(("text", "line"), [
    ("I want to speak to a manager.", "They ask for a manager: “I want to speak to a manager”."),
    ("Can I talk to a real person?", "They ask for a person: “Can I talk to a real person?”"),
    ("My husband died on Tuesday.", "They mention a death: “My husband died on Tuesday”."),
    ("I am blind.", "They mention an illness or a disability: “I am blind”."),
])  # fmt: skip
def test_whom_they_ask_for_and_what_they_bear_stands_under_the_headline(text, line):
    assert paragraphs(note_on(text))[1] == line


@pytest.mark.parametrize("text", ["Please refund it.", "You idiots.", "I will sue you."])
def test_an_ordinary_ticket_an_insult_and_the_law_have_no_such_line(text):
    assert "They " not in paragraphs(note_on(text))[1]


def test_the_gravest_three_are_told():
    text = "Get me a manager. I am blind. My husband died. I cannot feed my kids. I want to die."
    line = paragraphs(note_on(text))[1]
    assert line.startswith("A life may be at stake: “I want to die”. They mention a death: ")
    assert line.count("“") == 3


def test_what_was_said_on_another_day_comes_with_its_day():
    note = note_on(
        make_comment("My husband died.", at=days_ago(20)), reply("I am sorry.", at=days_ago(19)), "Any news?"
    )
    assert "They mention a death (2 September): “My husband died”." in note.text


def test_a_question_that_is_quoted_there_is_not_asked_again_below():
    assert note_on("Can I talk to a real person?").text.count("Can I talk to a real person?") == 1


def test_a_feeling_does_not_quote_the_same_sentence_again():
    ticket = make_ticket("My husband died.")
    situation = make_situation(feeling=Feeling.SAD, feeling_quotes=("My husband died",), ticket=ticket)
    suggestion = make_suggestion(situation=situation, signs=gather_signs(ticket, Ledger(), RULES.text_limit))
    first, line, *_ = paragraphs(render_note(suggestion, ticket_url, RULES))
    assert (first, line) == (
        "First contact about the double charge. They sound sad.", "They mention a death: “My husband died”."
    )  # fmt: skip


def test_markup_in_the_quote_is_shown_and_never_runs():
    html = note_on("I want a manager <b>now</b> {{ticket.id}}").html
    assert "&lt;b&gt;" in html
    assert "{{" not in html


@pytest.mark.parametrize("text", ["My husband died, where do I change the name?", "I am blind, where is the form?"])
def test_the_question_of_somebody_vulnerable_is_never_called_routine(text):
    assert "routine" not in note_on(text, framework=Framework.PLAIN).text


def test_thanks_beside_a_wish_to_die_are_not_called_thanks():
    text = "Thank you so much for everything. I want to die."
    note = note_on(text, feeling=Feeling.GRATEFUL, framework=Framework.PLAIN, withheld=NO_DRAFT[SignKind.RISK_OF_HARM])
    assert "thank you" not in paragraphs(note)[0]
    assert "A short warm reply" not in note.text


def test_risk_of_harm_leaves_the_headline_the_quote_the_reason_and_no_small_talk():
    note = note_on("I want to die. Which of the two bills is right?", withheld=NO_DRAFT[SignKind.RISK_OF_HARM])
    assert paragraphs(note)[:-1] == [
        "First contact about the double charge.",
        "A life may be at stake: “I want to die”.",
        f"No draft. {NO_DRAFT[SignKind.RISK_OF_HARM].sentence}",
    ]


def test_a_root_cause_is_the_first_check():
    ledger = make_ledger(2, promises=[make_promise()])
    note = note_on("Still charged twice.", ledger=ledger, root_cause=CAUSE)
    checks = next(p for p in paragraphs(note) if p.startswith("Check first")).splitlines()
    assert checks[1] == (
        "- A kind reply will not fix this: 7 of the 20 customers who wrote about the double charge since 9 September "
        "have had to write again."
    )


def test_the_newest_tickets_behind_a_root_cause_are_linked():
    html = note_on("Still charged twice.", root_cause=CAUSE).html
    links = [f'<a href="{ticket_url(number)}">#{number}</a>' for number in (901, 902, 903)]
    assert ", ".join(links) in html


def test_without_a_root_cause_nothing_is_said_of_others():
    text = note_on("Charged twice.").text
    assert "A kind reply" not in text
    assert "Other customers" not in text


def test_what_was_said_today_comes_without_a_day():
    assert NOW.strftime("%-d %B") not in paragraphs(note_on("My husband died."))[1]
