"""Sentences in other languages, put together from parts that fit each other in any order.

Plain words only: how a number is said is another question in every language.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Parts(NamedTuple):
    """A sentence is an opening, a middle and an ending.

    Attributes:
        voices: Names of eSpeak NG's voices, for the speakers.
        openings: How a sentence begins.
        middles: What happens.
        endings: How it ends, without punctuation.
    """

    voices: tuple[str, ...]
    openings: tuple[str, ...]
    middles: tuple[str, ...]
    endings: tuple[str, ...]


PARTS = {
    "de": Parts(
        ("de", "de+f3"),
        (
            "Am frühen Morgen", "Gestern Abend", "Nach dem langen Winter", "Im alten Hafen",
            "Vor vielen Jahren", "Jeden zweiten Sonntag", "Kurz vor der Brücke",
            "Am Ende der Straße",
        ),
        (
            "wartete der Lehrer auf den Zug", "öffnete die Bäckerin ihren Laden",
            "sprachen wir über das neue Buch", "hörte mein Bruder leise Musik",
            "fanden die Kinder einen kleinen Schlüssel", "schrieb sie einen Brief an ihre Tante",
            "erzählte der Fischer eine Geschichte", "suchten alle nach dem roten Mantel",
        ),
        (
            "weil es wieder regnete", "obwohl niemand zu Hause war", "und keiner wusste warum",
            "bis die Sonne unterging", "ohne ein Wort zu sagen", "denn die Zeit war knapp",
            "während draußen der Wind wehte", "und das war erst der Anfang",
        ),
    ),
    "es": Parts(
        ("es", "es+f3"),
        (
            "Por la mañana temprano", "Ayer por la tarde", "Después del largo invierno",
            "En el puerto viejo", "Hace muchos años", "Cada segundo domingo",
            "Cerca del puente", "Al final de la calle",
        ),
        (
            "el maestro esperaba el tren", "la panadera abrió su tienda",
            "hablamos del libro nuevo", "mi hermano escuchaba música suave",
            "los niños encontraron una llave pequeña", "ella escribió una carta a su tía",
            "el pescador contó una historia", "todos buscaban el abrigo rojo",
        ),
        (
            "porque llovía otra vez", "aunque no había nadie en casa", "y nadie sabía la razón",
            "hasta que se puso el sol", "sin decir una palabra", "pues quedaba poco tiempo",
            "mientras soplaba el viento", "y eso fue solo el principio",
        ),
    ),
    "fr": Parts(
        ("fr", "fr+f3"),
        (
            "Tôt le matin", "Hier soir", "Après le long hiver", "Dans le vieux port",
            "Voici bien des années", "Un dimanche sur deux", "Tout près du pont",
            "Au bout de la rue",
        ),
        (
            "le professeur attendait le train", "la boulangère ouvrait sa boutique",
            "nous parlions du nouveau livre", "mon frère écoutait de la musique douce",
            "les enfants trouvaient une petite clé", "elle écrivait une lettre à sa tante",
            "le pêcheur racontait une histoire", "tous cherchaient le manteau rouge",
        ),
        (
            "parce que la pluie tombait encore", "mais personne ne répondait",
            "et personne ne savait pourquoi", "pendant que le soleil se couchait",
            "sans dire un mot", "car le temps manquait", "tandis que le vent soufflait",
            "et ce fut seulement le début",
        ),
    ),
}  # fmt: skip
"""The languages, by code."""


def sentences(language: str, seed: int) -> Iterator[str]:
    """Sentences without end; the same seed gives the same ones."""
    rng, parts = random.Random(seed), PARTS[language]
    while True:
        row = (rng.choice(parts.openings), rng.choice(parts.middles), rng.choice(parts.endings))
        yield " ".join(row) + "."
