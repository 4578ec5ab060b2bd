"""Plain cases that must hold with the packaged model, a new team, and the library that ships."""

from pathlib import Path

import pytest
from build import RULES, days_ago, load_starter, make_passage, make_ticket

from plugin.embedder import SentenceTransformerEmbedder
from suggestions.evaluation.repeat import evaluate_repeat
from suggestions.library.index import LibraryIndex
from suggestions.model import Feeling, History, Status
from suggestions.reading.facts.statements import find_statements
from suggestions.reading.feeling.feeling import feel
from suggestions.reading.repeats.repeats import find_repeat_contacts
from suggestions.reading.situation import read_situation

pytestmark = pytest.mark.model

NEIGHBOURS = Path(__file__).parents[2] / "training/texts/repeats.neighbours.jsonl"
SAME = [
    ("My parcel still has not arrived.", "Where is my parcel? It should have been here on Monday."),
    pytest.param(
        "You took the money twice for my subscription.",
        "I was charged two times this month, please check.",
        marks=pytest.mark.xfail(reason="too few words in common and too little between them: 0.13", strict=True),
    ),
    ("You charged me twice.", "I was charged two times this month."),
    ("The internet is down again since this morning.", "We have no internet connection at home."),
    (
        "I still cannot log in, the password reset mail never comes.",
        "I can't get into my account and get no reset mail.",
    ),
    ("The refund for the shoes is still not on my card.", "When will I get my money back for the returned shoes?"),
    ("The app still crashes when I open it.", "Your app closes itself right after the start."),
    ("I asked you to cancel my membership and you charged me again.", "Please cancel my membership."),
    ("The engineer did not come again.", "Nobody showed up for my engineer appointment."),
]
DIFFERENT = [
    ("Where is my parcel?", "How do I reset my password?"),
    ("You took the money twice.", "Can I change my delivery address?"),
    ("The app crashes when I open it.", "I would like a copy of my March invoice."),
    ("Please delete my account and my data.", "The left shoe has a hole."),
    ("When do you open on Sundays?", "My internet connection is very slow in the evening."),
    ("I want to return the lamp.", "Someone has logged into my account from another country."),
    ("The promo code does not work.", "The engineer did not come."),
    ("Can I pause my membership in August?", "Two cups were missing from the box."),
]
FOREIGN = [
    ("Wo ist mein Paket?", "Ich möchte mein Abo kündigen."),
    ("Die App stürzt beim Start ab.", "Bitte ändern Sie meine Adresse."),
    ("Onde está a minha encomenda?", "Quero cancelar a minha assinatura."),
    ("Où est mon colis ?", "Je voudrais une copie de ma facture."),
    ("Var är mitt paket?", "Jag vill säga upp mitt abonnemang."),
    ("¿Dónde está mi pedido?", "La aplicación se cierra sola."),
    ("Gdzie jest moja paczka? Miała przyjść w poniedziałek.", "Chciałbym zrezygnować z subskrypcji w tym miesiącu."),
    ("Aplikacja zamyka się zaraz po otwarciu.", "Proszę przesłać mi jeszcze raz fakturę za marzec."),
    ("Jak mogę zmienić adres dostawy?", "Nie mogę zalogować się na swoje konto."),
    ("Hesabıma giriş yapamıyorum, lütfen yardım edin.", "Ayakkabıları iade etmek istiyorum, çok küçükler."),
    ("Ich kann mich nicht in mein Konto einloggen.", "Ich möchte die Schuhe zurückgeben, sie sind zu klein."),
]
FEELINGS = [
    ("This is the third time I write and nobody cares. Unacceptable!", Feeling.FRUSTRATED),
    ("I am furious. You promised a call and again nothing happened.", Feeling.FRUSTRATED),
    ("I am really scared that somebody has stolen all my savings, what do I do now?", Feeling.ANXIOUS),
    ("I'm worried sick, my mother's medication is in that parcel and it has not come.", Feeling.ANXIOUS),
    ("My wife died last month and her photos are gone from the account.", Feeling.SAD),
    ("I am heartbroken, it was my late father's watch and it arrived in pieces.", Feeling.SAD),
    ("I don't understand this bill at all, which of the two amounts am I supposed to pay?", Feeling.CONFUSED),
    ("Thank you so much, Priya was wonderful and everything works again!", Feeling.GRATEFUL),
    ("What are your opening hours on Saturday?", Feeling.CALM),
    ("Please send me a copy of the invoice for March.", Feeling.CALM),
]
STRAINED = [text for text, feeling in FEELINGS if feeling in {Feeling.FRUSTRATED, Feeling.ANXIOUS, Feeling.SAD}]
AT_EASE = [text for text, feeling in FEELINGS if feeling in {Feeling.GRATEFUL, Feeling.CALM}]


@pytest.fixture(scope="module")
def embedder():
    return SentenceTransformerEmbedder()


@pytest.fixture(scope="module")
def index(embedder):
    return LibraryIndex(load_starter(), embedder)


@pytest.fixture(scope="module")
def places(index):
    return index.place_among()


@pytest.fixture
def count(embedder, places):
    def count(new, old):
        earlier = make_ticket(old, number=1002, at=days_ago(9), status=Status.SOLVED)
        situation = read_situation(make_ticket(new), RULES)
        return find_repeat_contacts(situation, History((earlier,)), places, embedder, RULES).contact_count

    return count


@pytest.fixture
def read(embedder):
    return lambda text: feel(read_situation(make_ticket(text), RULES), embedder)


@pytest.mark.parametrize(("new", "old"), SAME)
def test_the_same_problem_in_other_words_is_a_second_contact(count, new, old):
    assert count(new, old) == 2


@pytest.mark.parametrize(("new", "old"), DIFFERENT)
def test_another_problem_is_a_first_contact(count, new, old):
    assert count(new, old) == 1


@pytest.mark.parametrize(("new", "old"), [
    ("The internet is down again since this morning.", "My laptop charger came with the wrong plug."),
    ("The app crashed again.", "How do I change my email address in the app?"),
    ("Nobody answered the phone again.", "The lamp arrived with a broken shade."),
])  # fmt: skip
def test_trouble_that_is_back_is_no_repeat_of_other_trouble(count, new, old):
    assert count(new, old) == 1


@pytest.mark.parametrize(("new", "old"), [
    ("This is the second time I write that we have no internet.", "The internet is down since Tuesday."),
    ("Ich schreibe zum zweiten Mal: Die App stürzt noch immer ab.", "Die App stürzt beim Öffnen ab."),
    ("Es la segunda vez que escribo, el paquete no ha llegado.", "Mi paquete no ha llegado."),
])  # fmt: skip
def test_a_claimed_count_is_believed_about_the_same_problem_in_any_of_our_languages(count, new, old):
    assert count(new, old) == 2


@pytest.mark.parametrize(("new", "old"), [
    ("This is the second time I write about the internet.", "Please change my name on the invoice."),
    ("Ich schreibe zum zweiten Mal: Wo ist mein Paket?", "Ich möchte mein Abo kündigen."),
    ("Es la segunda vez que escribo, ¿dónde está mi pedido?", "La aplicación se cierra sola."),
])  # fmt: skip
def test_a_claimed_count_makes_no_repeat_of_another_problem(count, new, old):
    assert count(new, old) == 1


def test_two_problems_in_one_field_are_never_counted_as_one_and_most_that_change_their_wish_are(index, embedder):
    found = evaluate_repeat(NEIGHBOURS.read_text(encoding="utf-8"), index, embedder, RULES)
    assert found["counted_precision"] == 1
    assert found["counted_recall"] > 0.5


@pytest.mark.parametrize(("new", "old"), FOREIGN)
def test_another_problem_in_a_language_the_library_does_not_know_is_a_first_contact(count, new, old):
    assert count(new, old) == 1


@pytest.mark.parametrize("text", ["Wo ist mein Paket?", "¿Dónde está mi pedido?", "Where is my walnut desk?"])
def test_the_very_same_words_are_a_second_contact_in_any_language(count, text):
    assert count(text, text) == 2


@pytest.mark.parametrize(("new", "old"), [
    ("Where is order 48213?", "Where is order 77777?"),
    ("Invoice INV-2034 shows the wrong amount.", "Invoice INV-1178 shows the wrong amount."),
])  # fmt: skip
def test_another_order_or_invoice_is_a_first_contact_in_the_same_words(count, new, old):
    assert count(new, old) == 1


def test_an_order_both_name_makes_a_reminder_a_second_contact(count):
    assert count("Any news about order 48213?", "Order 48213 arrived without the charger.") == 2


@pytest.mark.parametrize("own", ["Call me on 0701234567.", "My customer number is 1234567."])
def test_a_number_of_the_person_makes_no_second_contact(count, own):
    assert count(f"Where is my order? {own}", f"I want to change my delivery address. {own}") == 1


@pytest.mark.parametrize(("text", "feeling"), FEELINGS)
def test_a_plain_feeling_is_read_as_a_person_would(read, text, feeling):
    assert read(text).feeling is feeling


@pytest.mark.parametrize("text", STRAINED)
def test_a_plain_strain_calls_for_empathy_and_is_shown_in_their_words(read, text):
    felt = read(text)
    assert felt.needs_empathy
    assert felt.feeling_quotes
    assert all(quote in text for quote in felt.feeling_quotes)


@pytest.mark.parametrize("text", AT_EASE)
def test_ease_calls_for_no_empathy(read, text):
    assert not read(text).needs_empathy


@pytest.mark.parametrize(("text", "told"), [
    ("I lost a day of work because of it.", [("consequence", None)]),
    ("We had to drive to the library to hand in my son's essay.", [("consequence", None)]),
    ("I restarted the app twice.", [("tried", None)]),
    ("I cleaned the filter and swapped the hose.", [("tried", None), ("tried", None)]),
    ("I want my money back.", [("ask", "refund")]),
    ("I'd like a replacement, please.", [("ask", "replacement")]),
    ("Please cancel my subscription.", [("ask", "cancellation")]),
    ("I demand to speak to your manager.", [("ask", "manager")]),
    ("Can I talk to a real person?", [("ask", "person")]),
    ("What compensation do you offer?", [("ask", "compensation")]),
    ("I need a copy of my March invoice.", [("ask", "invoice_copy")]),
    ("Could somebody ring me after six?", [("ask", "callback")]),
])  # fmt: skip
def test_a_clause_is_read_as_a_person_would(embedder, text, told):
    assert [(s.name, s.asked) for s in find_statements([make_passage(text)], embedder)[0]] == told


@pytest.mark.parametrize("text", [
    "I don't want a refund.",
    "Your colleague offered me a refund.",
    "If I cancel, what happens to my points?",
    "I cleaned the house before the party.",
    "When do you open on Sundays?",
    "Ich musste ein Taxi bezahlen. Bitte rufen Sie mich zurück.",
    "He reiniciado el router. Quiero un reembolso.",
])  # fmt: skip
def test_a_clause_that_only_looks_like_it_tells_nothing(embedder, text):
    assert find_statements([make_passage(text)], embedder)[0] == []
