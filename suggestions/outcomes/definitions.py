"""What each figure of an audit means, in the words that stand beside it."""

from __future__ import annotations

REPEATS = (
    "A contact is one ticket a customer wrote. Contacts of one customer belong to one problem when their words, the "
    "numbers and amounts they name, follow-up links, or how often the customer says they wrote show that they are "
    "about the same thing, each at most {days} days after another. The rule is the product's own, at the line from "
    "which it counts; it errs in both directions, and docs/measured.md says how often on labelled tickets. A repeat "
    "chain is a problem with two contacts or more; every contact after its first is a repeat."
)
STOCK = (
    "A reply holds a stock phrase when it contains one of the product's list, such as “we apologise for any "
    "inconvenience”. It names no detail when it repeats no number of two digits or more and no telling word of what "
    "the customer had written by then; their name does not count as a detail. A short honest “it is done” also names "
    "no detail. Both kinds together are called stock replies."
)
PERSON = (
    "Of the problems that met at least one stock reply: those whose customer then asked, for the first time, for a "
    "manager, a supervisor, a person or a human being; asking for a callback alone is not that. To compare with, the "
    "same for problems answered only by replies that name a detail. Customers who asked before any reply are in "
    "neither; their line counts them among all problems read. That one thing follows another does not prove that it "
    "caused it."
)
PROMISES = (
    "A promise is a sentence in a public reply that says, without an if, what staff will do: call, refund, send, "
    "answer, visit, fix. Promises in automatic messages are left out, and one repeated before it was kept counts "
    "once. It is kept when something either side wrote later shows that it was done, and late when that was after the "
    "time named. It is broken when that time is past, or without a time when a week is past and the customer wrote "
    "again, and nothing shows that it was done. Where the customer says so, or an answer was promised and the record "
    "holds none, it is broken for sure; else the record is only silent, and a call may have come that nobody noted. "
    "Promises not yet due are left out."
)
TONE = (
    "Only problems on which the customer wrote at least twice. Their first and their last message are read for "
    "feeling by the product's word rules: thanks is grateful, anger is frustrated, strained is frustrated, anxious or "
    "sad. Such reading is wrong now and then: take it as a hint where to look, not as anybody's score."
)
BY_REASON = (
    "Of the problems with this contact reason, those that took more than one contact. The reason is the library's "
    "nearest to what the customer wrote first; a problem none is near to has none."
)
BY_GROUP = (
    "Of the problems whose first ticket is with this group now, those that took more than one contact. Groups get "
    "different work: this shows where to look, not who is better."
)
CAUSES = (
    "Contact reasons by how many different customers wrote again about a problem of that kind. A cause high on this "
    "list is rarely cured by kinder words: look at the product or the process first."
)
INTERVALS = (
    "The two numbers after a percentage are its 95 % interval (Wilson): were tickets of the same kind counted again "
    "and again, about 19 of 20 such intervals would hold the true share. Two shares whose intervals overlap widely "
    "may well be the same. Below {fewest} cases no percentage is given, only the count and the words “{too_few}”. "
    "Customers who write often pull several cases in one direction, so the truth is a little less sure than the "
    "interval says; and it covers chance only, not the mistakes of the rules that count."
)
