"""The words for numbers of each language that counts word by word: English, French, Spanish, Arabic."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

HALF, THIRD, QUARTER = Fraction(1, 2), Fraction(1, 3), Fraction(1, 4)


def counted(words: str, start: int = 0, step: int = 1) -> dict[str, int]:
    """Return words → numbers, counted on from `start`."""
    return {word: start + index * step for index, word in enumerate(words.split())}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The number words of a language, in small letters without accents."""

    small: dict[str, int]
    hundreds: frozenset[str]
    """Words that multiply what stands before them by a hundred."""
    scales: dict[str, int]
    joints: frozenset[str]
    ones: frozenset[str]
    """Articles that count as one before a scale or a part: a hundred, a half."""
    parts: dict[str, Fraction]
    points: frozenset[str] = frozenset()
    """Words for the decimal mark."""
    ones_first: bool = False
    """Ones stand before tens: five and twenty."""


ENGLISH = Vocabulary(
    small=counted(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen"
    )
    | counted("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
    | {"nil": 0, "none": 0, "nought": 0},
    hundreds=frozenset({"hundred", "hundreds"}),
    scales={
        "dozen": 12,
        "thousand": 10**3,
        "million": 10**6,
        "millions": 10**6,
        "mln": 10**6,
        "billion": 10**9,
        "billions": 10**9,
        "bn": 10**9,
        "trillion": 10**12,
        "lakh": 10**5,
        "crore": 10**7,
    },
    joints=frozenset({"and"}),
    ones=frozenset({"a", "an"}),
    parts={
        "half": HALF,
        "halves": HALF,
        "third": THIRD,
        "thirds": THIRD,
        "quarter": QUARTER,
        "quarters": QUARTER,
    },
    points=frozenset({"point"}),
)
FRENCH = Vocabulary(
    small=counted("zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize")
    | counted("vingt trente quarante cinquante soixante septante huitante nonante", 20, 10)
    | {"une": 1, "vingts": 20, "octante": 80, "aucun": 0, "aucune": 0},
    hundreds=frozenset({"cent", "cents"}),
    scales={
        "mille": 10**3,
        "milliers": 10**3,
        "million": 10**6,
        "millions": 10**6,
        "milliard": 10**9,
        "milliards": 10**9,
        "md": 10**9,
        "mds": 10**9,
        "douzaine": 12,
    },
    joints=frozenset({"et", "de"}),
    ones=frozenset({"un", "une"}),
    parts={"demi": HALF, "demie": HALF, "moitie": HALF, "tiers": THIRD, "quart": QUARTER, "quarts": QUARTER},
    points=frozenset({"virgule"}),
)
SPANISH = Vocabulary(
    small=counted(
        "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete "
        "dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete "
        "veintiocho veintinueve"
    )
    | counted("treinta cuarenta cincuenta sesenta setenta ochenta noventa cien", 30, 10)
    | counted("ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos", 100, 100)
    | counted("doscientas trescientas cuatrocientas quinientas seiscientas setecientas", 200, 100)
    | {"ochocientos": 800, "ochocientas": 800, "novecientos": 900, "novecientas": 900}
    | {"un": 1, "una": 1, "veintiun": 21, "veintiuna": 21, "ninguno": 0, "ninguna": 0},
    hundreds=frozenset(),
    scales={"mil": 10**3, "miles": 10**3, "millon": 10**6, "millones": 10**6, "billon": 10**12, "docena": 12},
    joints=frozenset({"y", "de"}),
    ones=frozenset({"un", "una"}),
    parts={
        "medio": HALF,
        "media": HALF,
        "mitad": HALF,
        "tercio": THIRD,
        "tercios": THIRD,
        "cuarto": QUARTER,
        "cuartos": QUARTER,
    },
    points=frozenset({"coma", "punto"}),
)
# Letters that writers interchange made one: ا for أ, ه for ة.
ARABIC = Vocabulary(
    small=counted("صفر واحد اثنان ثلاثه اربعه خمسه سته سبعه ثمانيه تسعه عشره")
    | counted("ثلاث اربع خمس ست سبع ثماني تسع عشر", 3)
    | {"واحده": 1, "اثنين": 2, "اثنتان": 2, "اثنتين": 2, "اثنا": 2, "اثني": 2, "احد": 1, "احدي": 1, "ثمان": 8}
    | counted("عشرون ثلاثون اربعون خمسون ستون سبعون ثمانون تسعون", 20, 10)
    | counted("عشرين ثلاثين اربعين خمسين ستين سبعين ثمانين تسعين", 20, 10)
    | counted("مئه مئتان ثلاثمئه اربعمئه خمسمئه ستمئه سبعمئه ثمانمئه تسعمئه", 100, 100)
    | counted("مائه مائتان ثلاثمائه اربعمائه خمسمائه ستمائه سبعمائه ثمانمائه تسعمائه", 100, 100)
    | {"مئتين": 200, "مائتين": 200, "الفان": 2000, "الفين": 2000},
    hundreds=frozenset(),
    scales={
        "الف": 10**3,
        "الاف": 10**3,
        "الفا": 10**3,
        "مليون": 10**6,
        "ملايين": 10**6,
        "مليونا": 10**6,
        "مليار": 10**9,
        "مليارات": 10**9,
    },
    joints=frozenset({"و"}),
    ones=frozenset(),
    parts={"نصف": HALF, "ثلث": THIRD, "ربع": QUARTER},
    points=frozenset({"فاصله"}),
    ones_first=True,
)
VOCABULARIES = {"en": ENGLISH, "fr": FRENCH, "es": SPANISH, "ar": ARABIC}

GERMAN_UNDER_20 = counted(
    "null eins zwei drei vier fuenf sechs sieben acht neun zehn elf zwoelf dreizehn vierzehn fuenfzehn sechzehn "
    "siebzehn achtzehn neunzehn"
) | {"ein": 1, "eine": 1, "einen": 1, "zwo": 2, "kein": 0, "keine": 0}
GERMAN_TENS = counted("zwanzig dreissig vierzig fuenfzig sechzig siebzig achtzig neunzig", 20, 10)
GERMAN_SCALES = {
    "tausend": 10**3,
    "tsd": 10**3,
    "million": 10**6,
    "millionen": 10**6,
    "mio": 10**6,
    "milliarde": 10**9,
    "milliarden": 10**9,
    "mrd": 10**9,
    "billion": 10**12,
    "billionen": 10**12,
    "dutzend": 12,
}
GERMAN_PARTS = {
    "halb": HALF,
    "halbe": HALF,
    "halbes": HALF,
    "haelfte": HALF,
    "drittel": THIRD,
    "viertel": QUARTER,
}
GERMAN_MIXED = {"anderthalb": Fraction(3, 2), "eineinhalb": Fraction(3, 2), "einhalb": HALF}
