"""German and French replies: the commonest forms of a promise, because a promise in any language binds."""

from datetime import UTC, datetime

import pytest
from build import JON, make_comment

from suggestions.reading.promises.promises import read_reply

# 2 September 2026 is a Wednesday
SAID_AT = datetime(2026, 9, 2, 15, 30, tzinfo=UTC)


def read(words):
    found = read_reply(make_comment(words, JON, SAID_AT), 1002)
    return [(f.action, f.due_at.date().isoformat() if f.due_at else None) for f in found]


@pytest.mark.parametrize(("words", "action", "day"), [
    ("Ich melde mich bis Freitag.", "answer", "2026-09-04"),
    ("Wir rufen Sie morgen zurück.", "call", "2026-09-03"),
    ("Wir erstatten Ihnen den Betrag innerhalb von 5 Werktagen.", "refund", "2026-09-09"),
    ("Unser Techniker kommt am Montag zwischen 8 und 12 Uhr.", "visit", "2026-09-07"),
    ("Ich schicke Ihnen heute noch das Rücksendeetikett per E-Mail.", "item", "2026-09-02"),
    ("Sie erhalten bis Ende der Woche ein neues Gerät.", "replacement", "2026-09-04"),
    ("Die Lieferung erfolgt am Dienstag.", "delivery", "2026-09-08"),
    ("Ihr Paket wird morgen zugestellt.", "delivery", "2026-09-03"),
    ("Wir werden den Fehler bis zum 10. September beheben.", "fix", "2026-09-10"),
    ("Ich gebe Ihnen bis morgen Mittag Bescheid.", "answer", "2026-09-03"),
    ("Ich werde Sie heute Nachmittag anrufen.", "call", "2026-09-02"),
    ("Der Betrag wird Ihnen in 3 bis 5 Tagen gutgeschrieben.", "refund", "2026-09-07"),
    ("Ein Kollege meldet sich innerhalb von 24 Stunden bei Ihnen.", "answer", "2026-09-03"),
    ("Wir tauschen die Pumpe nächste Woche aus.", "replacement", "2026-09-11"),
    ("Ich kümmere mich bis morgen darum.", "fix", "2026-09-03"),
    ("Ihr Anschluss funktioniert bis heute Abend wieder.", "fix", "2026-09-02"),
    ("Sie erhalten die korrigierte Rechnung bis Freitag.", "item", "2026-09-04"),
    ("Ich prüfe das und melde mich übermorgen bei Ihnen.", "answer", "2026-09-04"),
    ("Wir informieren Sie spätestens am 15.9. über das Ergebnis.", "answer", "2026-09-15"),
    ("Morgen früh rufe ich Sie an.", "call", "2026-09-03"),
    ("Die Gutschrift schicken wir Ihnen nächste Woche zu.", "item", "2026-09-11"),
    ("Wir überweisen Ihnen die 49,90 € bis Mittwoch.", "refund", "2026-09-09"),
    ("Der Monteur kommt am 8. September um 10 Uhr vorbei.", "visit", "2026-09-08"),
    ("Wir halten Sie auf dem Laufenden.", "answer", None),
])  # fmt: skip
def test_a_german_promise_is_found_with_its_day(words, action, day):
    assert read(words) == [(action, day)]


@pytest.mark.parametrize("words", [
    "Wenn das nicht hilft, rufe ich Sie morgen an.",
    "Können wir Sie morgen anrufen?",
    "Erstattungen dauern in der Regel fünf Tage.",
    "Ich habe Ihnen den Betrag gestern erstattet.",
    "Wir können leider keinen Termin nennen.",
    "Bitte schicken Sie uns die Rechnung bis Freitag.",
    "Sobald Sie uns die Fotos schicken, erstatten wir den Betrag.",
    "Gerne helfen wir Ihnen weiter.",
    "Ihr Vertrag endet am 30. September.",
    "Vielen Dank für Ihre Nachricht vom 1. September.",
    "Sie haben geschrieben, dass wir Sie anrufen.",
])  # fmt: skip
def test_german_words_that_commit_to_nothing_are_no_promise(words):
    assert read(words) == []


@pytest.mark.parametrize(("words", "action", "day"), [
    ("Nous vous rappelons demain.", "call", "2026-09-03"),
    ("Je reviens vers vous d'ici vendredi.", "answer", "2026-09-04"),
    ("Nous vous rembourserons sous 5 jours ouvrés.", "refund", "2026-09-09"),
    ("Un technicien passera mardi entre 8 h et 12 h.", "visit", "2026-09-08"),
    ("Vous recevrez un nouvel appareil la semaine prochaine.", "replacement", "2026-09-11"),
    ("Votre colis sera livré demain matin.", "delivery", "2026-09-03"),
    ("Je vous envoie la facture aujourd'hui.", "item", "2026-09-02"),
    ("Nous allons vous appeler cet après-midi.", "call", "2026-09-02"),
    ("Le problème sera résolu d'ici la fin de la semaine.", "fix", "2026-09-04"),
    ("Nous vous tiendrons informée.", "answer", None),
    ("Je vous réponds avant vendredi.", "answer", "2026-09-03"),
    ("Vous recevrez votre remboursement dans les 10 jours.", "refund", "2026-09-12"),
    ("Notre équipe vous contactera sous 48 heures.", "answer", "2026-09-04"),
    ("Nous remplacerons la pièce lundi prochain.", "replacement", "2026-09-07"),
    ("Je m'en occupe demain.", "fix", "2026-09-03"),
    ("Le montant sera crédité sur votre compte le 15 septembre.", "refund", "2026-09-15"),
    ("L'étiquette de retour vous sera envoyée ce soir.", "item", "2026-09-02"),
    ("Nous vous enverrons un bon d'achat d'ici lundi.", "item", "2026-09-07"),
    ("Votre commande sera expédiée vendredi.", "delivery", "2026-09-04"),
    ("Nous vous donnerons une réponse au plus tard jeudi.", "answer", "2026-09-03"),
    ("Mon collègue vous rappellera demain à 10 h.", "call", "2026-09-03"),
    ("Nous annulerons la commande aujourd'hui.", "fix", "2026-09-02"),
])  # fmt: skip
def test_a_french_promise_is_found_with_its_day(words, action, day):
    assert read(words) == [(action, day)]


@pytest.mark.parametrize("words", [
    "Si cela ne marche pas, nous vous rappellerons demain.",
    "Pouvons-nous vous rappeler demain ?",
    "Nous avons remboursé la somme hier.",
    "Nous ne pouvons pas vous promettre une date.",
    "Dès que vous nous enverrez les photos, nous vous rembourserons.",
    "Merci de nous envoyer la facture avant vendredi.",
    "Les remboursements prennent en général cinq jours.",
    "N'hésitez pas à nous rappeler.",
    "Votre contrat se termine le 30 septembre.",
    "Nous pourrions vous rappeler demain.",
    "Je vous remercie de votre message du 1er septembre.",
    "Vous m'avez écrit que nous vous rappellerions.",
])  # fmt: skip
def test_french_words_that_commit_to_nothing_are_no_promise(words):
    assert read(words) == []
