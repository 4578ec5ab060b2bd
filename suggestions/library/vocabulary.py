"""The words a library file may use: parts, slots and conditions, each with its meaning for curators."""

from __future__ import annotations

from enum import StrEnum


class Part(StrEnum):
    """The pieces a response is made of, in the order HEART reads them."""

    HEAR = "hear"
    EMPATHIZE = "empathize"
    APOLOGIZE = "apologize"
    RESPOND = "respond"
    ASK = "ask"
    FOLLOW_UP = "follow_up"
    THANK = "thank"


SLOTS: dict[str, str] = {
    "thing": "the noun phrase of this response, with its article: the double charge",
    "amount": "money the customer named: 49.90 or €49.90",
    "order": "order 48213",
    "invoice": "invoice 33479",
    "tracking": "tracking number JD0146",
    "case": "case 8841",
    "contact_ordinal": "third (only on a repeat contact)",
    "contact_times": "three times (only on a repeat contact)",
    "first_contact_date": "12 August (only on a repeat contact)",
    "last_contact_date": "2 September (only on a repeat contact)",
    "waiting_time": "41 days, since they first wrote about this (only on a repeat contact)",
    "stated_duration": "two days, as the customer put it",
    "since": "since Monday, as the customer put it",
    "deadline": "Friday, a day or date by which the customer needs it",
    "consequence": "a clause about what it cost them: you had to borrow from your sister for rent",
    "broken_promise": "the call you were promised on 2 September (was not kept)",
    "open_promise": "the call you were promised for Friday (not yet due)",
    "tried": "a clause about what was done so far: your request was passed to the billing team on 13 August",
    "colleague": "Priya, the colleague the customer praises",
    "previous_agent": "Priya, who answered last (only on a repeat contact)",
}

CONDITIONS: dict[str, str] = {
    "first": "their first contact about this",
    "repeat": "they have written about this before",
    "third_or_later": "their third contact or a later one",
    "broken_promise": "a promise to them was not kept",
    "failed": "something went wrong: the response's failure is not none",
    "strained": "frustrated, anxious or sad",
    "frustrated": "",
    "anxious": "",
    "sad": "",
    "confused": "",
    "grateful": "",
    "calm": "",
    "asks_person": "they ask for a person or a manager",
    "plain": "framework",
    "heart": "framework",
    "care": "framework",
    "ladder": "framework",
}

# facts that belong to this case and to nobody else; a noun phrase of the response alone is not one
OWN_FACTS = frozenset(SLOTS) - {"thing", "previous_agent"}
