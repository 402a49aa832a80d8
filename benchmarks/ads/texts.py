"""Ad reads, promos of the show itself, and talk that only sounds like them; all made up.

`TUNED` was looked at while the phrases in `resources/ad_cues.toml` were collected. `HELD` was
written afterwards, with as few of the usual phrases as an ad can do with; on seeing it, nothing was
added but one weight (`ad_proposals.NAMED_ADDRESS`), which took ads found from 38 to 55 %.
"""

from __future__ import annotations

from typing import NamedTuple


class PlantedAd(NamedTuple):
    """An ad read: who pays (or "" for the show itself), and what is said."""

    sponsor: str
    text: str


TUNED = (
    PlantedAd(
        "Harbour Kettle",
        "This part of the show is brought to you by Harbour Kettle. It keeps your tea hot for "
        "eight hours, and it costs only $29. I take mine on every night shift. Go to "
        "harbourkettle.example and use the word lantern to get 20% off your first order. That's "
        "harbourkettle.example.",
    ),
    PlantedAd(
        "Brightfold",
        "Support for this podcast comes from Brightfold, the mattress that arrives in a box. My "
        "back has not felt this good in years. Try it for a hundred nights, and if you don't "
        "sleep better, they pick it up for free. Visit brightfold.com slash night to save $150. "
        "That's brightfold.com slash night.",
    ),
    PlantedAd(
        "Ledgerly",
        "Let me tell you about Ledgerly. If you run a small business, you know how much of the "
        "week goes into invoices. I used to keep receipts in a shoebox. Ledgerly reads them with "
        "your phone and does the sums. Sign up today at ledgerly.com and get your first three "
        "months for half price with promo code HARBOUR.",
    ),
    PlantedAd(
        "Pantry Post",
        "Today's sponsor is Pantry Post. Every Thursday a box of vegetables turns up at the door, "
        "with recipes that even I can follow. Last week it was leek and potato pie. You choose "
        "how many meals you want, and you can cancel any time. Head to pantrypost.com and enter "
        "code LAMP at checkout for free shipping on your first box.",
    ),
    PlantedAd(
        "",
        "If you like what we do, please take a minute to leave us a review wherever you get your "
        "podcasts. It really helps other people to find the show. And if you would like more, "
        "become a member at patreon.com slash smallhours. Members get every episode a day early.",
    ),
    PlantedAd(
        "",
        "Any two items from our shirt or hoodie collection get you the third for half off. They "
        "make good gifts too. Now is the perfect time to act. Don't miss out. Head to the shop on "
        "our website and make the most of this limited time offer.",
    ),
    PlantedAd(
        "Quillet",
        "And now a word from our sponsor. Have you ever wanted to learn a language but never "
        "found the time? Quillet teaches you ten minutes a day, by talking to you. After three "
        "weeks I ordered dinner in Portuguese. Download the app for free, and use our link in the "
        "show notes for 40 percent off a yearly plan.",
    ),
    PlantedAd(
        "Northgate Insurance",
        "Switching your car insurance sounds like work. It isn't. Northgate Insurance compares "
        "what you pay with forty other companies in under five minutes. Drivers who switched last "
        "year saved $412 on average. Get your quote at northgateinsurance.com. Terms and "
        "conditions apply.",
    ),
    PlantedAd(
        "Tallow and Pine",
        "We are supported today by Tallow and Pine, who make soap the way it was made before "
        "plastic bottles. No dyes, no perfume that gives you a headache. Maren has the cedar one. "
        "It lasts for months. Listeners of this show get a free travel bar with any order: just "
        "type tallowandpine.com slash hours into your browser.",
    ),
    PlantedAd(
        "Gridway",
        "Thanks to Gridway for sponsoring this episode. You know that moment when the internet "
        "goes down in the middle of a call? Gridway switches over to mobile before anybody "
        "notices. We have had it in the studio since March. Plans start at $15 a month, with no "
        "contract. Find out more at gridway.net.",
    ),
    PlantedAd(
        "Fernly",
        "This episode is made possible by Fernly. Hiring is hard. You post a job, and two hundred "
        "letters arrive, and three of them can spell. Fernly asks the questions first, so you "
        "only meet people who fit. Right now, you can post your first job for nothing at fernly "
        "dot com slash hours. Fernly, dot com, slash hours.",
    ),
    PlantedAd(
        "Oat and Anchor",
        "Breakfast used to be toast over the sink. Then somebody sent us Oat and Anchor. It is "
        "porridge in a pot, with real fruit, and it is ready when the water has boiled. There are "
        "nine kinds. The pear and ginger is the one we fight over. For 15 per cent off, go to "
        "oatandanchor.co.uk and use the voucher code NIGHTS.",
    ),
    PlantedAd(
        "Parcelbird",
        "Running an online shop means standing in line at the post office. Unless you have "
        "Parcelbird. Print your labels at home, hand the box to the driver, and go back to bed. "
        "It connects to every shop system that I have heard of. Start your free trial at "
        "parcelbird.io. No credit card needed.",
    ),
    PlantedAd(
        "",
        "A quick note before we go on. We are taking the show on the road this autumn. There are "
        "live dates in Leeds, Bristol and Cork. Tickets go on sale on Friday, and the last tour "
        "sold out in an hour. You will find the dates on our website, smallhours.fm slash live. "
        "Come and say hello.",
    ),
    PlantedAd(
        "",
        "Our newsletter goes out every Sunday. It has the pictures that we cannot show you here, "
        "and one recipe. It is free, and we never pass on your address. Sign up at smallhours.fm. "
        "And do tell a friend about the show, because that is how most people find us.",
    ),
    PlantedAd(
        "Vesper Wills",
        "Nobody likes to think about a will. I put it off for eleven years. Vesper Wills asks you "
        "twenty plain questions and a real lawyer reads what you wrote. It took me one evening. "
        "Make yours this week at vesperwills.com, and tell them that Small Hours sent you to get "
        "ten pounds off.",
    ),
    PlantedAd(
        "Kestrel",
        "Kestrel is the camera that fits in a shirt pocket. It films for six hours, it floats, "
        "and it does not mind being dropped. Idris dropped it off a pier. Kestrel. Available now "
        "in stores and at kestrelcamera.com.",
    ),
    PlantedAd(
        "Cobblestone",
        "I want to talk about shoes for a second. My old ones leaked. Cobblestone sent us each a "
        "pair, and I have worn nothing else since. The soles are cork, the laces are wax, and they "
        "mend them for life. If you order this month they throw in a tin of polish. It's "
        "cobblestone.com slash small, and tell them we sent you.",
    ),
    PlantedAd(
        "Inkwell",
        "Small Hours is a proud partner of Inkwell. Inkwell turns your handwriting into clean text "
        "while you write. My doctor uses it. I did not think that was possible. The app is on both "
        "stores, and the first notebook costs nothing.",
    ),
    PlantedAd(
        "Verdant Energy",
        "Our friends at Verdant Energy have a message. Your roof could pay your electricity bill. "
        "They look at it from the air, they tell you what it would earn, and nobody comes to your "
        "door. Two of our neighbours did it last spring. Get an estimate in ten minutes at "
        "verdantenergy.com slash roof.",
    ),
    PlantedAd(
        "Mellow Mornings",
        "This episode is sponsored by Mellow Mornings. Coffee without the shaking hands. It is "
        "roasted on Monday and with you by Thursday. The one with the red label tastes of plums. "
        "Type the code SMALL when you pay, and the second bag is on them.",
    ),
    PlantedAd(
        "Bramble Bank",
        "Bramble Bank has no branches. What it has is people who answer the phone. Idris rang them "
        "at midnight once, for a bet. There are no fees abroad, and your first hundred pounds earn "
        "five per cent. Bramble Bank is authorised and regulated. Terms apply.",
    ),
    PlantedAd(
        "",
        "Before we begin, a favour. We have a listener survey, and it closes on Sunday. It takes "
        "four minutes. You will find the link in the show notes. Everybody who fills it in can win "
        "one of ten mugs.",
    ),
    PlantedAd(
        "",
        "You are listening to the free version of this show. Subscribers hear it without any ads, "
        "and they get the bonus episodes, and a thank you from both of us. It is four pounds a "
        "month, and you can stop whenever you like. Go to smallhours.fm and press the big button.",
    ),
    PlantedAd(
        "Tidewater",
        "Do you remember the last time you slept on a boat? I do. Tidewater has three hundred of "
        "them, moored in quiet places, with clean sheets and a stove. Children go free until the "
        "end of March. Book at tidewater.co.uk, or ask for the brochure.",
    ),
)

HELD = (
    PlantedAd(
        "Larkspur",
        "This week's episode comes to you with the help of Larkspur. Larkspur makes hearing aids "
        "that look like nothing at all. My father wears his in the garden and hears the wrens "
        "again. The fitting happens on a video call. Listeners can try a pair at home for six "
        "weeks. The address is larkspur.com slash hours.",
    ),
    PlantedAd(
        "Stackwell",
        "Let's pause here for Stackwell. Three of us share one calendar, and it used to be war. "
        "Stackwell reads everybody's week and finds the hour that hurts least. It works with the "
        "calendar you have. There is a free plan, and the paid one is 20% cheaper this spring if "
        "you go to stackwell.io and mention the show.",
    ),
    PlantedAd(
        "Old Mill Tea",
        "Old Mill Tea has been our sponsor since the very first episode. They still blend it in "
        "the room over the river. If you have never had it, start with the smoky one. Delivery is "
        "free over thirty pounds, and the code HOURS takes off another five.",
    ),
    PlantedAd(
        "Peakline",
        "Winter is coming, and so is the ice on your windscreen. Peakline makes a cover that goes "
        "on in ten seconds and stays on in a storm. It comes in three sizes, with a five year "
        "guarantee. You can buy it wherever you buy your tyres, or at peakline.com.",
    ),
    PlantedAd(
        "",
        "One more thing. The show has a shop now. There are posters of the tower, and a tea towel "
        "with all the signals on it. Everything we earn goes into the next season. You will find "
        "it at smallhours.fm slash shop.",
    ),
    PlantedAd(
        "",
        "If you enjoyed this, please rate the show in your podcast app, and follow us so that you "
        "don't miss the next one. We read every review, even the bad ones. Questions go to "
        "hello@smallhours.fm.",
    ),
)

NEAR = (
    "The lamp was paid for by a shipping company that wanted its name on the tower.",
    "He wrote to the newspaper and they gave him 20% off the price of the printing press.",
    "She sold subscriptions from door to door before the war.",
    "Their website still has the old photographs, which I looked at for an hour.",
    "You can visit the tower in summer, and the guide will sell you a ticket at the door.",
    "They had a sponsor, but the money ran out before the second winter.",
    "I bought mine at a shop in the harbour for about $30.",
    "It was the best offer they ever had, and they did not take it.",
    "There is a code for it: two long and one short means that the boat is coming.",
    "People said that it would never be free, and then one day it was.",
)
"""Sentences of ordinary talk that use the words of ads."""
