import re

import pytest
from build import examples, make_passage
from hypothesis import given
from hypothesis import strategies as st

from suggestions.reading.retelling.telling import find_told

OURS = re.compile(r"\b(?:i|me|my|mine|myself|am)\b", re.IGNORECASE)


def tell(text):
    return [fact.text for fact in find_told(make_passage(text))]


@pytest.mark.parametrize(("text", "told"), [
    ("My wardrobe arrived with a split side panel.", "your wardrobe arrived with a split side panel"),
    ("You took 49.90 from my card twice.", "we took 49.90 from your card twice"),
    ("I was charged twice for my booking.", "you were charged twice for your booking"),
    ("I'm the account holder and I am moving on the 3rd.", "you are the account holder and you are moving on the 3rd"),
    ("We've been without heating for two days.", "you have been without heating for two days"),
    ("The card you sent me doesn't work.", "the card we sent you does not work"),
    ("Your driver left it with my neighbour and she never got a call.",
     "our driver left it with your neighbour and she never got a call"),
    ("I ordered the blue one but you sent the green one.", "you ordered the blue one, and we sent the green one"),
    ("Returned the boots from order 77-30418.", "you returned the boots from order 77-30418"),
    ("Been waiting since the 4th for the engineer.", "you have been waiting since the 4th for the engineer"),
    ("No broadband since Sunday 4pm.", "you have had no broadband since Sunday 4pm"),
    ("Router light is red on the box.", "the router light is red on the box"),
    ("Omar said he had contacted the driver.", "Omar said he had contacted the driver"),
    ("So unfortunately I noticed that the lid is cracked again!", "the lid is cracked"),
    ("My couch (order 33097) is booked for Thursday.", "your couch, order 33097, is booked for Thursday"),
    ("The box label says slate, so they are all mislabelled.", "the box label says slate"),
    ("Nobody called before the visit.", "nobody called before the visit"),
    ("The last one I can find is A-55187-07.", "the last one you can find is A-55187-07"),
    ("Half my road is out of power.", "half your road is out of power"),
    ("i cant open the app since the update", "you cannot open the app since the update"),
    ("I'd like the 16.99 back.", "you would like the 16.99 back"),
    ("I'd ordered two of the lamps.", "you had ordered two of the lamps"),
    ('The app says "no tickets, but soon" and has said that for A month.',
     "the app says “no tickets, but soon” and has said that for a month"),
    ("Dear Sir or Madam, I have had a bill for 1,846.20.", "you have had a bill for 1,846.20"),
    ("I now own two rugs of wool.", "you own two rugs of wool"),
    ("My daughter missed her exam because of it.", "your daughter missed her exam because of it"),
])  # fmt: skip
def test_a_statement_is_turned_to_face_who_wrote_it(text, told):
    assert tell(text) == [told]


@pytest.mark.parametrize("text", [
    "They never called.",
    "It doesn't work at all.",
    "That is what I was told.",
    "You are useless thieves and I hate this shop.",
    "Please send me a new one today.",
    "Thank you for looking into my order.",
    "Label created the 26th, then nothing.",
    "I wrote to you three times about this lamp.",
    "Where is my parcel with the red label?",
    "Have a look at my account and call me.",
    "I'd probably x the thing.",
    "My order is at https://example.com/x today.",
    "MY ORDER NEVER ARRIVED ON FRIDAY",
    "Two adults and my daughter who is 8 months.",
    "Hi there",
    "",
])
def test_what_cannot_be_turned_safely_is_not_said_back(text):
    assert tell(text) == []


@pytest.mark.parametrize(("text", "told"), [
    ("I called the shop yesterday.", "you called the shop on 21 September"),
    ("The kettle broke this morning.", "the kettle broke on the morning of 22 September"),
    ("I took today off for the delivery.", "you took 22 September off for the delivery"),
    ("The flight leaves tomorrow 7:30 from Leeds.", "the flight leaves on 23 September at 7:30 from Leeds"),
    ("The line has been dead since yesterday.", "the line has been dead since 21 September"),
    ("I moved house last week.", "you moved house last week"),
])
def test_a_day_told_from_the_day_of_writing_becomes_a_date(text, told):
    assert tell(text) == [told]


def test_every_sentence_that_can_be_said_back_is_found_in_its_place():
    text = "Hello. The lamp flickers in my kitchen. Help! I changed the bulb twice."
    facts = find_told(make_passage(text))
    assert [fact.text for fact in facts] == ["the lamp flickers in your kitchen", "you changed the bulb twice"]
    assert [text[f.source.start : f.source.end] for f in facts] == [f.quote for f in facts]


WORDS = st.sampled_from([
    "i", "we", "my", "our", "you", "your", "the", "a", "it", "they", "lamp", "order", "parcel", "arrived",
    "is", "was", "am", "were", "did", "not", "broke", "sent", "me", "us", "to", "yesterday", "tomorrow", "and",
    "but", "because", "never", "48213", "€49.90", '"so"', "(red)", "?", "!", ".", ",", "I'd", "I'm",
    "you're", "it's", "Cody", "said",
])  # fmt: skip


@examples(300)
@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_whatever_is_said_back_speaks_to_them_and_of_what_they_wrote(text):
    for fact in find_told(make_passage(text)):
        assert not OURS.search(fact.text)
        assert fact.source.end > fact.source.start


@examples(100)
@given(st.text(max_size=200))
def test_no_text_is_too_odd_to_read(text):
    assert isinstance(find_told(make_passage(text)), list)
