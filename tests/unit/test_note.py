import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from build import (
    REPEAT_TEXTS,
    RULES,
    examples,
    make_entry,
    make_facts,
    make_ledger,
    make_library,
    make_order,
    make_promise,
    make_situation,
    make_suggestion,
    make_ticket,
    ticket_url,
)
from hypothesis import given
from hypothesis import strategies as st

from suggestions.drafting.composing import compose_draft
from suggestions.drafting.frameworks import Choice, Framework
from suggestions.drafting.note import break_placeholders, render_note
from suggestions.drafting.ranking import Ranking
from suggestions.model import Feeling, Ledger, Person, Reason, UserId, Withheld

# what Zendesk keeps of a note's HTML (zendesk.md 3.2)
KEPT = {"p", "strong", "em", "ul", "li", "a", "blockquote"}
LIBRARY = make_library()
HOSTILE = "<script>alert('x')</script> {{ticket.requester.email}} {% raw %} <img src=x onerror=y> & \" '"


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.opened, self.links = [], []

    def handle_starttag(self, tag, attrs):
        self.opened.append(tag)
        self.links += [value for name, value in attrs if name == "href"]
        assert [name for name, _ in attrs] in ([], ["href"])


def read(html):
    tags = Tags()
    tags.feed(html)
    return tags


def render(suggestion, rules=RULES):
    return render_note(suggestion, ticket_url, rules)


def with_draft(*, situation=None, ledger=None, facts=None, framework=Framework.HEART, **more):
    order = make_order(LIBRARY, situation=situation, ledger=ledger, facts=facts, framework=framework)
    return make_suggestion(
        situation=order.situation, ledger=order.ledger, facts=order.facts, choice=order.choice,
        draft=compose_draft(order), **more,
    )  # fmt: skip


THIRD = with_draft(
    ledger=make_ledger(3, promises=[make_promise()]),
    facts=make_facts(**REPEAT_TEXTS),
    framework=Framework.LADDER,
    situation=make_situation(feeling=Feeling.FRUSTRATED, feeling_quotes=("Third time I'm writing",)),
)


def test_the_first_line_says_what_this_is():
    first = render(THIRD).text.splitlines()[0]
    assert first.startswith("Third contact about the double charge. First wrote 13 August, 40 days ago.")


def test_a_routine_question_says_that_a_short_reply_is_enough():
    routine = with_draft(framework=Framework.PLAIN)
    assert render(routine).text.startswith("First contact, routine question. A short plain reply is enough.")


def test_the_draft_stands_in_the_note_word_for_word():
    said = " ".join(render(THIRD).text.split())
    for passage in THIRD.draft.passages:
        assert passage.text in said


def test_every_blank_of_the_draft_is_bold():
    html = render(THIRD).html
    for blank in THIRD.draft.blanks:
        assert f"<strong>[[{blank}]]</strong>" in html


def test_every_earlier_contact_is_linked():
    links = read(render(THIRD).html).links
    assert links == [ticket_url(e.ticket.id) for e in THIRD.ledger.entries]


def test_the_ledger_is_five_lines_and_says_how_many_are_left():
    note = render(with_draft(ledger=make_ledger(9), facts=make_facts()))
    assert len(read(note.html).links) == RULES.ledger_lines
    assert "and 3 more" in note.text


def test_what_may_be_related_is_said_to_be_only_that():
    doubtful = make_entry(make_ticket("A question", number=1001, subject="A question"), counted=False)
    note = render(with_draft(ledger=Ledger((doubtful,))))
    assert "may be related: #1001" in note.text


def test_a_broken_promise_is_quoted_at_once_after_the_first_line():
    assert (
        render(THIRD)
        .text.split("\n\n")[1]
        .startswith("Broken promise: Priya said on 2 September “I will call you back this afternoon”.")
    )


def test_a_promise_said_at_the_top_is_not_said_again_among_the_checks():
    assert render(THIRD).text.count("I will call you back this afternoon") == 1


def test_what_is_said_of_a_broken_promise_is_bold():
    assert "<strong>Broken promise: Priya said on 2 September" in render(THIRD).html


def test_a_count_they_dispute_is_shown_as_theirs():
    situation = make_situation(claimed_contacts=5)
    text = render(with_draft(situation=situation)).text
    assert "They say it is the fifth time; no earlier tickets were found." in text


def test_the_reason_for_the_choice_is_told():
    text = render(THIRD).text
    assert "Charged twice" in text
    assert "Ladder of Inference: a reason" in text


def test_no_draft_is_explained_and_never_silent():
    withheld = Withheld(Reason.NO_MATCH, "Nothing in the library is close enough to this message.")
    note = render(make_suggestion(withheld=withheld, ranking=Ranking(None, (), 0.0)))
    assert f"No draft. {withheld.sentence}" in note.text
    assert "<blockquote>" not in note.html


def test_without_a_draft_the_nearest_guide_is_asked_instead():
    withheld = Withheld(Reason.NO_ACTION, "All its ways to act were sent.")
    assert "Which of the two payments do they expect to keep?" in render(make_suggestion(withheld=withheld)).text


def test_the_reference_is_on_both_faces_of_the_note():
    note = render(THIRD)
    assert note.reference == "wh-0123456789"
    assert note.html.rstrip().endswith("ref wh-0123456789</em></p>")
    assert note.text.endswith("ref wh-0123456789")


def test_a_note_that_replaces_another_says_so():
    assert "Replaces the note wh-aaaaaaaaaa." in render(replace(THIRD, replaces="wh-aaaaaaaaaa")).text


@pytest.mark.parametrize("suggestion", [THIRD, with_draft(framework=Framework.PLAIN), with_draft()])
def test_only_tags_the_helpdesk_keeps_are_used(suggestion):
    assert set(read(render(suggestion).html).opened) <= KEPT


def make_hostile(text):
    person = Person(UserId(1), text)
    entry = make_entry(make_ticket(text, number=1001, subject=text, requester=person, channel=text), evidence=(text,))
    ticket = make_ticket(text, subject=text, requester=person)
    situation = make_situation(text, feeling=Feeling.FRUSTRATED, feeling_quotes=(text,), ticket=ticket)
    facts = make_facts(amount=text, consequence=text, contact_times="twice", contact_ordinal="second")
    ledger = Ledger((entry,), (replace(make_promise(), made_by=text, quote=text, noun=text),))
    return with_draft(situation=situation, ledger=ledger, facts=facts, framework=Framework.LADDER)


def test_markup_in_a_customers_words_is_shown_and_never_runs():
    html = render(make_hostile(HOSTILE)).html
    assert set(read(html).opened) <= KEPT
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_no_placeholder_of_the_customers_is_expanded():
    html = render(make_hostile(HOSTILE)).html
    assert "{{" not in html
    assert "{%" not in html


@pytest.mark.parametrize("text", ["{{a}}", "{{{a}}}", "{%a%}", "{{%", "{{{{{%%"])
def test_placeholders_are_broken_up_however_they_are_stacked(text):
    broken = break_placeholders(text)
    assert not re.search(r"\{[{%]", broken)
    assert broken.replace("\u200b", "") == text


@pytest.mark.parametrize("text", [HOSTILE * 400, "{" * 9_000, "&" * 9_000, "\u9f98" * 9_000, "word " * 9_000])
def test_a_monstrous_ticket_still_makes_a_note_under_eight_thousand_bytes(text):
    note = render(make_hostile(text))
    assert len(note.html.encode()) <= 8_000
    assert note.html.rstrip().endswith("ref wh-0123456789</em></p>")


@examples(60)
@given(st.text(max_size=200))
def test_any_words_make_a_note_of_whole_tags(text):
    html = render(make_hostile(text)).html
    assert set(read(html).opened) <= KEPT
    assert len(html.encode()) <= 8_000
    for tag in KEPT:
        assert len(re.findall(rf"<{tag}[ >]", html)) == html.count(f"</{tag}>")


def test_the_choice_of_a_plain_reply_is_told_without_steps():
    plain = replace(with_draft(framework=Framework.PLAIN), choice=Choice(Framework.PLAIN, "routine"))
    assert "Plain: routine." in render(plain).text


def test_the_ladder_has_four_short_lines_before_assuming():
    lines = render(THIRD).text.split("Before assuming\n")[1].split("\n\n")[0].splitlines()
    assert [line.partition(":")[0] for line in lines] == ["- Said", "- Signals", "- May be", "- Ask yourself"]


def test_the_guideline_of_the_reason_stands_above_the_draft():
    response = replace(THIRD.draft.response, guideline="Find the second charge.")
    text = render(replace(THIRD, draft=replace(THIRD.draft, response=response))).text
    assert 0 < text.find("Guideline: ") < text.find("\nDraft\n")


def test_the_customers_own_questions_are_told():
    situation = make_situation("My bill is wrong. Which of the two figures is right?")
    assert "They ask: “Which of the two figures is right?”" in render(with_draft(situation=situation)).text


def test_in_prompt_only_mode_one_specific_sentence_stands_in_place_of_the_draft():
    suggestion = with_draft(facts=make_facts(amount="49.90"))
    note = render(suggestion, replace(RULES, prompt_only=True))
    assert "Begin with\n\n    You were charged 49.90 twice." in note.text
    assert "Hi Maya" not in note.text
    assert "[[" not in note.text
    assert read(note.html).opened.count("blockquote") == 1


def test_in_prompt_only_mode_a_routine_question_needs_no_sentence():
    suggestion = with_draft(framework=Framework.PLAIN)
    assert "no line of empathy is needed" in render(suggestion, replace(RULES, prompt_only=True)).text
