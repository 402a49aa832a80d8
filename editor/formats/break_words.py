"""Words that tell where a caption must not be cut, for English, German, French and Spanish."""

from __future__ import annotations

from typing import NamedTuple

from editor.formats.tables import word_set


class BreakWords(NamedTuple):
    """The function words of a language, in lower case.

    Attributes:
        determiners: Articles, possessives, quantifiers, intensifiers: nothing comes between them
            and the next word.
        prepositions: Belong to what follows.
        particles: Belong to the verb before them.
        conjunctions: Begin a clause or a member of a list.
        relatives: Begin a relative clause.
        subjects: Subject pronouns, which belong to the verb after them.
        auxiliaries: Auxiliary verbs and negations, likewise.
        titles: Forms of address before a name, without full stop.
        units: Units and other words that belong to the number before them.
        abbreviations: Words with a full stop that does not end a sentence.
        adjective_endings: How adjectives that stand before their noun often end.
    """

    determiners: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    conjunctions: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    adjective_endings: tuple[str, ...] = ()


_UNITS = "% km kg cm mm m g mg l ml hz khz mhz ghz kb mb gb tb °c °f € $ £"

_ENGLISH = BreakWords(
    word_set(
        """a an the this that these those my your his her its our their some any no every each all
        both another other such what which whose many much more most few several very really quite
        too rather pretty so as mr mrs ms dr almost just about only even kind sort lot bit
        i'm you're he's she's it's we're they're there's that's"""
    ),
    word_set(
        """of in on at to for from with by about into onto over under after before between among
        through during without within against toward towards across behind beyond near since until
        upon around along per via than like despite except"""
    ),
    word_set("up out off down away back over apart together forward around along"),
    word_set(
        """and but or nor so yet because although though while if unless whereas that when where
        whether as once since until"""
    ),
    word_set("who whom which whose that where why how what"),
    word_set("i you he she it we they who there"),
    word_set(
        """am is are was were be been being have has had do does did will would shall should can
        could may might must ought not never don't doesn't didn't won't wouldn't can't couldn't
        shouldn't isn't aren't wasn't weren't haven't hasn't hadn't i've you've we've they've i'll
        you'll he'll she'll it'll we'll they'll i'd you'd he'd she'd we'd they'd gonna going let's
        got get let make made want wanted"""
    ),
    word_set("mr mrs ms miss dr prof professor president senator captain doctor sir lady saint st"),
    word_set(
        f"""{_UNITS} percent per cent miles mile feet foot inches inch pounds pound dollars dollar
        euros cents years year months month weeks week days day hours hour minutes minute seconds
        second times people million billion thousand hundred degrees o'clock am pm a.m. p.m."""
    ),
    word_set("mr mrs ms dr prof st jr sr vs etc e.g i.e u.s u.k no inc ltd co gen sen rep gov"),
    (
        "ous",
        "ful",
        "less",
        "ive",
        "able",
        "ible",
        "ical",
        "ial",
        "onal",
        "ish",
        "ese",
        "rean",
        "ican",
        "ian",
        "ic",
        "est",
    ),
)

_GERMAN = BreakWords(
    word_set(
        """der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner
        mein meine meinen dein deine sein seine ihr ihre unser unsere euer eure dieser diese dieses
        diesen diesem jeder jede jedes jeden alle viele wenige einige manche solche sehr ganz so zu
        mehr ziemlich etwas fast nur auch noch im am zum zur beim vom ins ans"""
    ),
    word_set(
        """in an auf mit von bei nach aus zu für über unter vor hinter neben zwischen durch gegen
        ohne um seit während wegen trotz bis ab als wie"""
    ),
    word_set("an auf aus ab ein mit nach vor zu zurück weg los her hin"),
    word_set("und oder aber denn sondern weil dass daß wenn ob obwohl damit bevor nachdem sobald"),
    word_set("der die das welcher welche welches wo wer was wie warum wohin woher"),
    word_set("ich du er sie es wir ihr man"),
    word_set(
        """bin bist ist sind seid war waren habe hast hat haben hatte hatten werde wird werden wurde
        wurden würde würden kann können konnte könnte muss müssen musste soll sollen sollte will
        wollen wollte darf dürfen mag möchte nicht nie"""
    ),
    word_set("herr herrn frau dr prof professor doktor präsident"),
    word_set(
        f"""{_UNITS} prozent meter kilometer euro jahre jahren jahr monate wochen tage tagen stunden
        minuten sekunden uhr mal leute menschen millionen milliarden tausend grad"""
    ),
    word_set("dr prof z.b d.h bzw usw ca nr st u.a evtl ggf vgl"),
)

_FRENCH = BreakWords(
    word_set(
        """le la les l un une des du de d ce cet cette ces mon ma mes ton ta tes son sa
        ses notre nos
        votre vos leur leurs quel quelle quels quelles chaque plusieurs quelques tout toute tous
        toutes aucun aucune très trop plus moins si assez bien au aux"""
    ),
    word_set(
        """à de en dans sur sous avec sans pour par chez vers entre depuis pendant contre
        avant après
        devant derrière jusque malgré selon comme"""
    ),
    frozenset(),
    word_set("et ou mais donc or ni car que parce quand lorsque puisque si comme afin"),
    word_set("qui que quoi dont où lequel laquelle lesquels lesquelles pourquoi comment"),
    word_set("je tu il elle on nous vous ils elles j ça ce c'est y se me te"),
    word_set(
        """suis es est sommes êtes sont étais était étaient ai as a avons avez ont avais avait vais
        vas va allons allez vont peux peut peuvent dois doit doivent veux veut fait faire être avoir
        ne n pas jamais"""
    ),
    word_set("m mme mlle monsieur madame mademoiselle dr docteur professeur président"),
    word_set(
        f"""{_UNITS} pour cent pourcent euros euro ans an mois semaines jours jour heures heure
        minutes secondes fois personnes millions milliards mille degrés mètres kilomètres"""
    ),
    word_set("m mme mlle dr etc p.ex st ste"),
)

_SPANISH = BreakWords(
    word_set(
        """el la los las un una unos unas lo este esta estos estas ese esa esos esas aquel
        aquella mi
        mis tu tus su sus nuestro nuestra nuestros nuestras cada todo toda todos todas algún alguna
        algunos algunas ningún ninguna muchos muchas muy más menos tan bastante demasiado del al"""
    ),
    word_set(
        """a ante bajo con contra de desde en entre hacia hasta para por según sin sobre
        tras durante
        como"""
    ),
    frozenset(),
    word_set("y e o u pero sino ni que porque aunque si cuando mientras pues como"),
    word_set("que quien quienes cual cuales cuyo cuya donde cómo qué dónde"),
    word_set("yo tú él ella usted nosotros nosotras ellos ellas ustedes me te se nos le les"),
    word_set(
        """soy eres es somos son era eran estoy está están estaba he has ha hemos han había habían
        voy vas va vamos van puedo puede pueden debo debe deben quiero quiere ser estar haber no
        nunca"""
    ),
    word_set("sr sra srta don doña dr dra doctor doctora señor señora presidente"),
    word_set(
        f"""{_UNITS} por ciento euros euro dólares años año meses mes semanas días día horas hora
        minutos segundos veces personas millones mil grados metros kilómetros"""
    ),
    word_set("sr sra srta dr dra etc p.ej ee.uu ud uds"),
)

BREAK_WORDS = {"en": _ENGLISH, "de": _GERMAN, "fr": _FRENCH, "es": _SPANISH}
"""By ISO 639-1 code."""

NO_WORDS = BreakWords()
"""For other languages: punctuation and length decide alone."""
