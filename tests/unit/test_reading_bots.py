"""Who is a bot, and what bots and people say to each other."""

import pytest
from build import JON, MAYA, make_comment

from suggestions.model import Person, Role, UserId
from suggestions.reading.bots.bots import (
    find_advice,
    find_giving_up,
    introduces_itself,
    is_bot_comment,
    is_bot_name,
    only_acknowledges,
    says_done,
    says_settled,
    strip_lead,
    wants_person,
)


@pytest.mark.parametrize("name", [
    "Bot", "Zendesk bot", "Answer Bot", "answer bot", "HelpBot", "SupportBot 2", "BotPress", "Chatbot", "Acme chat bot",
    "Ava (bot)", "Ava · virtual assistant", "Digital Assistant", "AI agent", "Fin AI", "AI", "Assistant", "Robot",
    "🤖 Bot", "**Bot**", "Assistant virtuel", "Virtueller Assistent", "Asistente virtual",
])  # fmt: skip
def test_a_bot_is_known_by_its_name(name):
    assert is_bot_name(name)


@pytest.mark.parametrize("name", [
    "Sam Talbot", "Abbot", "Botond", "Ai", "Ai Nakamura", "Maya Lindqvist", "Jon", "Priya", "", "Store assistant",
    "Support", "They already told the bot", "Elbotsson", "Agent",
])  # fmt: skip
def test_a_person_is_no_bot_whatever_their_name_holds(name):
    assert not is_bot_name(name)


@pytest.mark.parametrize(("name", "words"), [
    ("Ava", "Hi, I'm Ava, your virtual assistant."),
    ("Ava", "Hello! My name is Ava, I’m the Acme chatbot."),
    ("Ava", "I'm a bot. How can I help?"),
    ("Eva", "Hallo, ich bin Eva, deine virtuelle Assistentin"),
])  # fmt: skip
def test_a_bot_with_a_persons_name_is_known_when_it_introduces_itself(name, words):
    assert introduces_itself(name, words)


@pytest.mark.parametrize("words", [
    "I am not a bot", "I'm talking to a bot", "This is about your chat bot", "I'm a personal assistant",
    "I'm stuck with your virtual assistant",
])  # fmt: skip
def test_who_writes_of_a_bot_is_none(words):
    assert not introduces_itself("Maya", words)


@pytest.mark.parametrize(("words", "sentence"), [
    ("Hm. I didn't understand that. Bye.", "I didn't understand that."),
    ("Sorry, I’m not sure I understand", "Sorry, I’m not sure I understand"),
    ("Could you rephrase that?", "Could you rephrase that?"),
    ("I couldn't find an answer to that.", "I couldn't find an answer to that."),
    ("I can't help with that", "I can't help with that"),
    ("Thanks. I'm connecting you to a member of our team!", "I'm connecting you to a member of our team!"),
    ("One moment, I'll transfer you to a colleague.", "One moment, I'll transfer you to a colleague."),
    ("An agent will be with you shortly", "An agent will be with you shortly"),
    ("Let me get someone from our team.", "Let me get someone from our team."),
    ("All our agents are busy", "All our agents are busy"),
    ("I've created a ticket for you.", "I've created a ticket for you."),
    ("Das habe ich leider nicht verstanden.", "Das habe ich leider nicht verstanden."),
    ("Einen Moment, ich verbinde Sie mit einem Mitarbeiter.", "Einen Moment, ich verbinde Sie mit einem Mitarbeiter."),
    ("Je n'ai pas compris votre question.", "Je n'ai pas compris votre question."),
    ("Je vous mets en relation avec un conseiller.", "Je vous mets en relation avec un conseiller."),
    ("No he entendido tu pregunta", "No he entendido tu pregunta"),
])  # fmt: skip
def test_the_sentence_in_which_a_bot_gives_up_is_found(words, sentence):
    assert find_giving_up(words) == sentence


@pytest.mark.parametrize("words", [
    "What is your order number?", "I found this article: How billing works.", "Can I help you with anything else?",
    "Your parcel will be with you on Friday", "Our team is available from 9 to 5.", "Have you tried restarting it?",
    "", "Great, glad that helped!",
])  # fmt: skip
def test_a_bot_that_goes_on_has_not_given_up(words):
    assert find_giving_up(words) == ""


@pytest.mark.parametrize(("words", "advice"), [
    ("Sorry! Please restart your router.", ["Please restart your router."]),
    ("Have you tried turning it off and on?", ["Have you tried turning it off and on?"]),
    ("First, please unplug it. Then plug it back in.", ["First, please unplug it.", "Then plug it back in."]),
    ("You can also look in our help centre.", ["You can also look in our help centre."]),
    ("Please send me your order number.", []),
    ("What did you order?", []),
    ("I'm transferring you to an agent.", []),
])  # fmt: skip
def test_what_a_bot_tells_them_to_try_is_found_sentence_by_sentence(words, advice):
    assert find_advice(words) == advice


@pytest.mark.parametrize(("advice", "step"), [
    ("Have you tried restarting your router?", "restarting your router"),
    ("Please try to clear your cache.", "clear your cache"),
    ("Could you restart the app?", "restart the app"),
    ("Try clearing your cache", "clearing your cache"),
    ("Try our help centre.", "try our help centre"),
])  # fmt: skip
def test_of_an_advice_only_the_step_is_told(advice, step):
    assert strip_lead(advice) == step


@pytest.mark.parametrize("words", [
    "did that already", "tried that, still nothing", "yes but it is still red", "done", "I did", "no luck",
    "restarted the router", "that did not help", "schon versucht",
])  # fmt: skip
def test_an_answer_can_say_that_it_was_done(words):
    assert says_done(words, "Please restart your router.")


@pytest.mark.parametrize("words", [
    "how do I restart the router?", "I can't restart the router", "where is the router", "ok", "no",
    "I will restart my router",
])  # fmt: skip
def test_an_answer_that_asks_or_puts_off_does_not(words):
    assert not says_done(words, "Please restart your router.")


@pytest.mark.parametrize(("words", "wants"), [
    ("agent", True), ("AGENT!!!", True), ("talk to a human please", True), ("Mitarbeiter bitte", True), ("no", False),
    ("my estate agent told me that I should write to you", False),
])  # fmt: skip
def test_a_word_or_two_ask_a_machine_for_a_person(words, wants):
    assert wants_person(words) is wants


@pytest.mark.parametrize(("words", "settled"), [
    ("that worked, thanks", True), ("all good thanks", True), ("it works now", True), ("that did not work", False),
    ("still nothing works", False),
])  # fmt: skip
def test_whether_it_is_settled_is_theirs_to_say(words, settled):
    assert says_settled(words) is settled


@pytest.mark.parametrize(("words", "only"), [
    ("Thank you for your message. We will reply within 24 hours.", True),
    ("We have received your request.", True),
    ("Thanks for your message! Which order is it about?", False),
    ("Thanks for your message! Please restart your router.", False),
])  # fmt: skip
def test_a_notice_that_the_message_came_in_is_no_answer(words, only):
    assert only_acknowledges(words) is only


@pytest.mark.parametrize(("author", "channel", "is_bot"), [
    (Person(UserId(50), "Zendesk bot", Role.AGENT), "web", True),
    (Person(UserId(50), "Zendesk bot"), "web", True),
    (Person(UserId(-1), "", Role.AGENT), "answer_bot_for_web_widget", True),
    (Person(UserId(-1), "", Role.AGENT), "web", False),
    (JON, "answer_bot_for_web_widget", False),
    (MAYA, "answer_bot_for_web_widget", False),
])  # fmt: skip
def test_a_comment_is_a_bots_by_its_author_or_by_the_channel_of_one_without_a_name(author, channel, is_bot):
    comment = make_comment("Hello", author)
    assert (
        is_bot_comment(type(comment)(comment.id, author, "Hello", True, comment.created_at, channel), MAYA.id) is is_bot
    )


def test_a_requester_called_like_a_bot_is_still_the_requester():
    robot = Person(UserId(1), "Robot")
    assert not is_bot_comment(make_comment("Hello", robot), robot.id)
