import json
import os
from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from recorded_suggestions import COMMENT, HEAR, MAYA, NOON, REFERENCE, RESPOND, TICKET, make_suggestion, make_withheld
from sqlalchemy import select
from toy_embedder import ToyEmbedder

from plugin.embedding_cache import CachedEmbedder
from plugin.store import Store, migrate
from plugin.store.engine import open_engine
from plugin.store.records import Recorded
from plugin.store.tables import metadata
from plugin.story import StoryHelpdesk, parse_story
from suggestions.drafting.sameness import digest_sentences
from suggestions.library.files import load_library
from suggestions.library.index import LibraryIndex
from suggestions.model import CommentId, TicketId, UserId
from suggestions.rules import Rules
from suggestions.suggester import Suggester

pytest_plugins = ["postgres_server"]
ROOT = Path(__file__).parents[2]
NOTE = CommentId(9_100_000_555_002)
OTHER = TicketId(TICKET + 1)
SILENT = TicketId(TICKET + 2)


@pytest.fixture
def store(database_url):
    migrate(database_url)
    store = Store(database_url)
    yield store
    store.close()


def record_many(store, number, **how):
    for n in range(number):
        store.record(make_suggestion(TicketId(n + 1), CommentId(n + 1), f"wh-{n:010}", **how), None, NOON)


def dump(address):
    engine = open_engine(address)
    with engine.connect() as connection:
        found = {t.name: [dict(r) for r in connection.execute(select(t)).mappings()] for t in metadata.sorted_tables}
    engine.dispose()
    return found


def test_a_recorded_suggestion_is_found_by_its_reference(store):
    store.record(make_suggestion(), NOTE, NOON)
    assert store.find_by_reference(REFERENCE) == Recorded(
        reference=REFERENCE, ticket_id=TICKET, comment_id=COMMENT, requester_id=MAYA, note_comment_id=NOTE,
        created_at=NOON, language="en", feeling="frustrated", contact_count=1, framework="ladder",
        reason="billing.duplicate_charge", response_id="billing.duplicate_charge.en", score=0.71, withheld_reason=None,
        wording_ids=(HEAR, RESPOND),
    )  # fmt: skip


def test_a_withheld_suggestion_keeps_its_reason_and_nothing_of_a_draft(store):
    store.record(make_withheld(), NOTE, NOON)
    found = store.find_by_reference(REFERENCE)
    assert {f.name: getattr(found, f.name) for f in fields(found)}.items() >= {
        "framework": None, "reason": None, "response_id": None, "score": None, "withheld_reason": "no_match",
        "wording_ids": (),
    }.items()  # fmt: skip


def test_an_unknown_reference_is_nothing(store):
    assert store.find_by_reference("wh-ffffffffff") is None


def test_a_time_comes_back_aware_and_in_utc_whatever_zone_it_was_given_in(store):
    stockholm = timezone(timedelta(hours=2))
    store.record(make_suggestion(), NOTE, NOON.astimezone(stockholm).replace(microsecond=123456))
    found = store.find_by_reference(REFERENCE).created_at
    assert (found, found.tzinfo) == (NOON.replace(microsecond=123456), UTC)


def test_a_time_without_a_zone_is_refused(store):
    with pytest.raises(Exception, match="aware times only"):
        store.record(make_suggestion(), NOTE, datetime(2026, 9, 22))  # noqa: DTZ001 # the mistake in question


def test_recording_a_reference_twice_keeps_the_first(store):
    store.record(make_suggestion(), NOTE, NOON)
    first = store.find_by_reference(REFERENCE)
    store.record(make_suggestion(wordings=("another", "two", "three")), CommentId(5), NOON + timedelta(hours=1))
    assert store.find_by_reference(REFERENCE) == first


def test_a_notes_id_learned_later_is_filled_in(store):
    store.record(make_suggestion(), None, NOON)
    store.record(make_suggestion(), NOTE, NOON)
    assert store.find_by_reference(REFERENCE).note_comment_id == NOTE


def test_a_notes_id_is_not_lost_when_a_later_record_does_not_know_it(store):
    store.record(make_suggestion(), NOTE, NOON)
    store.record(make_suggestion(), None, NOON)
    assert store.find_by_reference(REFERENCE).note_comment_id == NOTE


def test_a_suggestion_that_names_one_wording_twice_is_recorded(store):
    store.record(make_suggestion(wordings=(HEAR, HEAR)), NOTE, NOON)
    assert store.find_by_reference(REFERENCE).wording_ids == (HEAR, HEAR)


def test_a_requester_has_had_the_wordings_of_all_their_tickets(store):
    store.record(make_suggestion(wordings=(HEAR,)), NOTE, NOON)
    store.record(make_suggestion(OTHER, reference="wh-1", wordings=(RESPOND,)), NOTE, NOON)
    assert store.find_wordings_sent(MAYA) == {HEAR, RESPOND}


def test_the_sentences_of_a_responses_drafts_are_known_as_digests(store):
    suggestion = make_suggestion()
    store.record(suggestion, NOTE, NOON)
    response = suggestion.ranking.match.response
    assert store.find_sentences(response.id) == (digest_sentences(suggestion.draft),)
    assert store.find_sentences(response.id, but=REFERENCE) == ()
    assert store.find_sentences("another.en") == ()


def test_a_requester_has_not_had_the_wordings_of_another(store):
    store.record(make_suggestion(), NOTE, NOON)
    assert store.find_wordings_sent(UserId(MAYA + 1)) == frozenset()


def test_wordings_are_counted_over_all_requesters(store):
    record_many(store, 3, wordings=(HEAR, RESPOND))
    store.record(make_suggestion(requester_id=UserId(1), wordings=(HEAR,)), None, NOON)
    assert store.count_wordings(NOON) == {HEAR: 4, RESPOND: 3}


def test_wordings_offered_before_the_moment_asked_for_do_not_count(store):
    store.record(make_suggestion(), NOTE, NOON)
    assert store.count_wordings(NOON + timedelta(microseconds=1)) == {}


def test_a_ticket_is_handled_when_a_suggestion_or_a_silence_was_recorded(store):
    store.record(make_suggestion(), NOTE, NOON)
    store.record_silence(SILENT, "not_open", "event-1", NOON + timedelta(minutes=1))
    assert store.find_handled([TICKET, OTHER, SILENT]) == {TICKET: NOON, SILENT: NOON + timedelta(minutes=1)}


def test_the_latest_of_a_tickets_records_tells_when_it_was_handled(store):
    for minutes in (3, 9, 5):
        store.record_silence(TICKET, "not_open", "event-1", NOON + timedelta(minutes=minutes))
    store.record(make_suggestion(), NOTE, NOON)
    assert store.find_handled([TICKET]) == {TICKET: NOON + timedelta(minutes=9)}


def test_a_claim_alone_does_not_make_a_ticket_handled(store):
    store.claim(TICKET, COMMENT, "event-1", NOON)
    assert store.find_handled([TICKET]) == {}


def test_no_tickets_are_handled_when_none_are_asked_for(store):
    assert store.find_handled([]) == {}


def test_more_tickets_than_one_statement_takes_are_found(store):
    record_many(store, 3)
    assert len(store.find_handled([TicketId(n) for n in range(40_000)])) == 3


def test_forgetting_tickets_leaves_nothing_but_cached_vectors(store, database_url):
    store.claim(TICKET, COMMENT, "event-1", NOON)
    store.record(make_suggestion(), NOTE, NOON)
    store.record_silence(TICKET, "not_open", "event-1", NOON)
    store.put_vectors("toy", {"ab": b"1234"})
    store.forget_tickets()
    assert {name: len(rows) for name, rows in dump(database_url).items() if rows} == {"embeddings": 1}


def test_the_facts_are_kept_as_names_and_spans(store, database_url):
    store.record(make_suggestion(), NOTE, NOON)
    assert dump(database_url)["suggestions"][0]["facts"] == [
        {"name": "amount", "kind": "money", "ticket_id": TICKET, "comment_id": COMMENT, "start": 9, "end": 14}
    ]


def test_no_word_or_name_of_the_customer_is_kept(store, database_url):
    suggestion = make_suggestion()
    store.claim(TICKET, COMMENT, "event-1", NOON)
    store.record(suggestion, NOTE, NOON)
    store.record_silence(TICKET, "agent_answered", "event-2", NOON)
    CachedEmbedder(ToyEmbedder(), store).encode([suggestion.situation.text])
    kept = json.dumps(dump(database_url), default=str)
    told = ["Maya", "Lindqvist", "You took", "49.90", "twice", "third time", "goes back"]
    assert [words for words in told if words in kept] == []


def test_a_whole_story_leaves_no_three_words_in_a_row_no_name_and_no_mail_in_the_store(store, database_url):
    story = (ROOT / "sandbox" / "stories" / "double-charge-third-contact.json").read_text()
    embedder = CachedEmbedder(ToyEmbedder(), store)
    index = LibraryIndex(load_library(ROOT / "suggestions" / "library" / "starter"), embedder)
    helpdesk = StoryHelpdesk(parse_story(story))
    suggester = Suggester(helpdesk, embedder, index, store, str, lambda: NOON, Rules(pick_line=0.0))
    suggester.suggest_and_deliver(TicketId(1003), "event-1")
    kept = dump(database_url)
    told = [comment.body for ticket in all_tickets(helpdesk) for comment in ticket.comments]
    words = [text.split()[n : n + 3] for text in told for n in range(len(text.split()) - 2)]
    secrets = [" ".join(three) for three in words] + ["Maya", "Lindqvist", "maya@example.org", "49.90", "Priya"]
    assert len(kept["suggestions"]) == 1
    assert [secret for secret in secrets if secret in json.dumps(kept, default=str)] == []


def all_tickets(helpdesk):
    newest = helpdesk.fetch_ticket(TicketId(1003))
    return [newest, *helpdesk.fetch_history(newest).tickets]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_child_and_its_parent_go_on_with_the_same_store(store):
    store.record_silence(TICKET, "not_open", "parent", NOON)
    child = os.fork()
    if child == 0:
        failed = 1
        try:
            for _ in range(20):
                store.record_silence(OTHER, "not_open", "child", NOON)
            failed = 0
        finally:
            os._exit(failed)
    for _ in range(20):
        store.record_silence(SILENT, "not_open", "parent", NOON)
    _, status = os.waitpid(child, 0)
    assert (os.waitstatus_to_exitcode(status), set(store.find_handled([OTHER, SILENT]))) == (0, {OTHER, SILENT})


def test_a_suggestion_can_be_left_out_of_what_was_sent(store):
    suggestion = make_suggestion()
    store.record(suggestion, NOTE, NOON)
    assert store.find_wordings_sent(MAYA, but=suggestion.reference) == frozenset()
    assert store.count_wordings(NOON, but=suggestion.reference) == {}
