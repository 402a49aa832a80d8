"""The words and sentences that long test episodes are put together from. All our own.

A sentence is a template: `{slot}` takes an entry of the topic's list, or of `COMMON`. Entries may
hold slots again. Numbers come from `{n:LOW-HIGH}`, years from `{year}`; a digit after a slot's name
tells two of a kind apart, and `_first` makes it begin with a capital.

Longer than our other modules because it is a table with one entry on a line.
"""

from __future__ import annotations

COMMON: dict[str, tuple[str, ...]] = {
    "name": (
        "Oonagh Threlkeld",
        "Piet Zwartkop",
        "Marisol Quintero",
        "Bram Holloway",
        "Ingrid Solberg",
        "Tobias Fenwick",
        "Hester Blythe",
        "Kwame Adjei",
        "Yuki Tanabe",
        "Leopold Grainger",
        "Saoirse Doyle",
        "Anselm Brandt",
        "Delphine Marchetti",
        "Rufus Okonkwo",
        "Wilhelmina Stroud",
    ),
    "place": (
        "Gannet Bay",
        "Morrow Hill",
        "Saltmarsh",
        "Kettering Bridge",
        "Upper Wexcombe",
        "Port Ellery",
        "Fallow Cross",
        "Northgate",
        "Stonehaven Road",
        "Little Marden",
        "Ravensby",
        "Cold Harbour",
    ),
    "when": (
        "last winter",
        "in the spring of {year}",
        "on the {n:1-28}th of October",
        "about {n:2-40} years ago",
        "in {year}",
        "one morning at {clock}",
        "just before the war",
        "the summer before that",
        "on a Tuesday in {year}",
        "a week later",
        "the next day",
    ),
    "clock": ("6:30", "9:15", "4:45", "11:20", "7:05", "2:30", "5:00", "10:10"),
    "feeling": (
        "delighted",
        "a little worried",
        "quite calm",
        "completely lost",
        "proud of it",
        "tired",
        "not convinced",
        "rather curious",
        "furious at first",
        "relieved in the end",
    ),
    "quality": (
        "careful",
        "stubborn",
        "patient",
        "clever",
        "quiet",
        "generous",
        "practical",
        "cheerful",
        "honest",
        "restless",
        "gentle",
        "precise",
        "forgetful",
        "brave",
    ),
    "adverb": (
        "slowly",
        "carefully",
        "by hand",
        "twice",
        "in the dark",
        "before breakfast",
        "on their own",
        "without any help",
        "every single day",
        "as quickly as they could",
        "in complete silence",
    ),
    "opinion": (
        "the best part of the whole story",
        "harder than it sounds",
        "worth every penny",
        "a strange way to do it",
        "exactly what we needed",
        "the reason people still talk about it",
        "more luck than skill",
        "what surprised me most",
        "an old argument",
    ),
}

TOPICS: dict[str, dict[str, tuple[str, ...]]] = {
    "lighthouses": {
        "thing": (
            "lamp",
            "lens",
            "tower",
            "staircase",
            "log book",
            "fog signal",
            "supply boat",
            "clockwork",
            "oil store",
            "window",
            "railing",
            "weather glass",
            "landing stage",
            "lantern room",
        ),
        "person": (
            "keeper",
            "keeper's daughter",
            "engineer",
            "harbour master",
            "pilot",
            "inspector",
        ),
        "act": (
            "climbed the {thing}",
            "cleaned the {thing}",
            "wrote about the {thing}",
            "painted the {thing} white",
            "carried oil to the {thing}",
            "waited beside the {thing}",
        ),
        "trouble": (
            "a storm",
            "thick fog",
            "a broken {thing}",
            "rust",
            "an empty oil store",
            "ice",
        ),
        "measure": (
            "{n:20-70} metres",
            "{n:90-400} steps",
            "{n:8-30} miles",
            "{n:2-9} tons of glass",
        ),
    },
    "amateur radio": {
        "thing": (
            "antenna",
            "receiver",
            "battery",
            "headset",
            "morse key",
            "transmitter",
            "wire",
            "dial",
            "signal report",
            "notebook",
            "mast",
            "loudspeaker",
            "frequency",
            "card from Brazil",
        ),
        "person": (
            "operator",
            "club president",
            "neighbour",
            "radio teacher",
            "sailor",
            "beginner",
        ),
        "act": (
            "built the {thing}",
            "repaired the {thing}",
            "listened to the {thing}",
            "put the {thing} on the roof",
            "borrowed a {thing}",
            "tested the {thing}",
        ),
        "trouble": (
            "noise",
            "a solar flare",
            "a dead {thing}",
            "a power cut",
            "static",
            "a loose wire",
        ),
        "measure": (
            "{n:5-400} watts",
            "{n:7-50} megahertz",
            "{n:100-9000} kilometres",
            "{n:2-30} metres of wire",
        ),
    },
    "bread": {
        "thing": (
            "oven",
            "flour",
            "starter",
            "loaf",
            "mixing bowl",
            "crust",
            "scale",
            "rye",
            "basket",
            "dough",
            "recipe",
            "bakery",
            "window of the shop",
            "wooden table",
        ),
        "person": ("baker", "miller", "apprentice", "grandmother", "customer", "farmer"),
        "act": (
            "weighed the {thing}",
            "looked after the {thing}",
            "opened the {thing}",
            "changed the {thing}",
            "ruined the {thing}",
            "shared the {thing}",
        ),
        "trouble": (
            "wet flour",
            "a cold kitchen",
            "a lazy {thing}",
            "too much salt",
            "burnt crust",
        ),
        "measure": (
            "{n:200-900} grams",
            "{n:12-48} hours",
            "{n:180-260} degrees",
            "{n:3-90} loaves",
        ),
    },
    "night trains": {
        "thing": (
            "engine",
            "sleeping car",
            "timetable",
            "platform",
            "whistle",
            "ticket",
            "signal box",
            "dining car",
            "bridge",
            "tunnel",
            "suitcase",
            "blanket",
            "conductor's watch",
            "window seat",
        ),
        "person": ("driver", "conductor", "passenger", "station master", "cook", "signal woman"),
        "act": (
            "slept in the {thing}",
            "missed the {thing}",
            "checked the {thing}",
            "ran along the {thing}",
            "paid for the {thing}",
            "remembered the {thing}",
        ),
        "trouble": (
            "snow on the line",
            "a late {thing}",
            "a missing {thing}",
            "a strike",
            "a flood",
        ),
        "measure": (
            "{n:90-320} kilometres an hour",
            "{n:4-19} hours",
            "{n:6-24} carriages",
            "{n:15-90} minutes",
        ),
    },
    "beekeeping": {
        "thing": (
            "hive",
            "queen",
            "honey jar",
            "smoker",
            "frame",
            "garden",
            "swarm",
            "veil",
            "meadow",
            "wax",
            "lime tree",
            "ladder",
            "market stall",
            "notebook",
        ),
        "person": (
            "beekeeper",
            "gardener",
            "school teacher",
            "shopkeeper",
            "scientist",
            "neighbour",
        ),
        "act": (
            "moved the {thing}",
            "lost the {thing}",
            "counted the {thing}",
            "watched the {thing}",
            "covered the {thing}",
            "sold the {thing}",
        ),
        "trouble": (
            "a wet spring",
            "mites",
            "an angry {thing}",
            "a late frost",
            "wasps",
            "a dry July",
        ),
        "measure": (
            "{n:10-60} kilos of honey",
            "{n:10-60},000 bees",
            "{n:2-40} hives",
            "{n:3-8} kilometres",
        ),
    },
}

OPENINGS: tuple[str, ...] = (
    "Let us talk about the {thing}.",
    "So, tell me about the {person} from {place}.",
    "I want to go back to something you said about the {thing}.",
    "We have had a lot of letters about the {thing}.",
    "There is one question I have wanted to ask all week.",
    "Before we go on, we should explain the {thing}.",
)

STATEMENTS: tuple[str, ...] = (
    "The {person} {act} {adverb}.",
    "{when_first}, the {person} {act}, and nobody at {place} noticed.",
    "It was {measure}, which is more than you would think.",
    "{name} told me that the {thing} was {opinion}.",
    "I was {feeling} when I first saw the {thing}.",
    "You need a {quality} {person} for that, and they are hard to find.",
    "In {year}, there were {n:3-90} of them, and now there are only {n2:1-9}.",
    "The {thing} cost ${n:5-900}, and that was a lot of money at {place}.",
    "Nobody had told the {person} about {trouble}.",
    "They did it {adverb}, and then they did it again.",
    "If you have {trouble}, you start again from the beginning.",
    "{name} and {name2} never agreed about the {thing}.",
    "About {n:3-97}% of the people we asked had never seen a {thing}.",
    "The {person} was {feeling}, but the {thing} still worked.",
    "That {thing} is still there, on the road between {place} and {place2}.",
    "It takes {measure}, and you cannot hurry it.",
    "My grandfather always said that a {quality} {person} needs a good {thing}.",
    "And then came {trouble}, {when}.",
    "I think that is {opinion}.",
    "They wrote {n:2-60},000 letters about it, and {name} answered every one.",
    "She {act}, and he {act2}, and that was the whole day.",
    "People forget how {quality} you have to be.",
    "What I like about {name} is how {quality} the work looks.",
    "We found the {thing} in a box, under {n:2-30} old newspapers.",
    "The first one was built {when}, and the second one never worked.",
    "You can hear the {thing} from {measure2} away.",
    "For every {person} at {place}, there are {n:2-12} at {place2}.",
    "It is a small thing, but it is {opinion}.",
)

QUESTIONS: tuple[str, ...] = (
    "Why did the {person} do that?",
    "And how long did it take?",
    "Did {name} ever come back to {place}?",
    "What happened to the {thing}?",
    "Was that before or after {trouble}?",
    "How do you know when the {thing} is ready?",
    "Who paid for the {thing}?",
    "Is it true that it was {measure}?",
    "Would you do it again?",
)

INTERJECTIONS: tuple[str, ...] = (
    "Mm-hmm.",
    "Right.",
    "Yes.",
    "Really?",
    "Okay.",
    "Oh, I see.",
    "No.",
    "Of course.",
    "Wow.",
    "Exactly.",
    "That's true.",
)

AD_TEXTS: dict[str, str] = {
    "Harbour Kettle": (
        "This part of the show is brought to you by Harbour Kettle. It keeps your tea hot for "
        "{n:6-12} hours, and it costs only ${n2:12-60}. Go to harbourkettle.example and use the "
        "word lantern to get {n3:10-40}% off your first order. That's harbourkettle.example."
    ),
    "Slow Post": (
        "Do you miss real letters? With Slow Post, you write on your phone, and we print it, fold "
        "it, and put a stamp on it. Your first {n:2-5} letters are free. Visit slowpost.example "
        "today, and tell them that we sent you."
    ),
    "Moss and Daughter": (
        "Good boots should last longer than good advice. Moss and Daughter have made boots by hand "
        "since 1911. Order before the {n:3-28}th and they will add a pair of wool socks. Find "
        "your size at mossanddaughter.example."
    ),
    "Field Notes Bank": (
        "Field Notes is the bank account for people who forget. It rounds up every coffee, and "
        "puts the rest away. Last year our members saved ${n:100-900} each. Open yours in "
        "{n2:3-9} minutes at fieldnotes.example."
    ),
}

UNSPOKEN_AD = (
    "Are your evenings too short? Then try the Twilight Box, a small wooden box that switches off "
    "every screen in the house. Put it on a shelf, press the brass button once, and enjoy two "
    "quiet hours. Families in 30 countries love it. Order this week at twilightbox.example and pay "
    "nothing for delivery. The first hundred buyers also get a candle made of beeswax."
)

SAY = {
    "harbourkettle": "harbor kettle",
    "harbour": "harbor",
    "slowpost": "slow post",
    "mossanddaughter": "moss and daughter",
    "fieldnotes": "field notes",
    "oonagh": "oona",
    "threlkeld": "threll keld",
    "zwartkop": "zwart kop",
    "saoirse": "seersha",
    "okonkwo": "oh conkwo",
    "adjei": "ajay",
}
