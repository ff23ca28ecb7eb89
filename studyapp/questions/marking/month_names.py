"""Names of months in several languages, and the other words that stand in dates."""

from __future__ import annotations

from studyapp.questions.marking.distance import mistakes
from studyapp.questions.marking.fold import primary
from studyapp.questions.marking.letters import without_accents

_MONTHS = (
    "january jan januar jänner jaenner janvier janv enero ene gennaio gen janeiro januari 一月 يناير",
    "february feb february febr februar feber février fevrier févr fevr febrero febbraio fevereiro fev februari 二月 فبراير شباط",
    "march mar maerz märz mrz mars marzo março maart mrt 三月 مارس اذار آذار",
    "april apr avril avr abril abr aprile 四月 ابريل أبريل نيسان",
    "may mai mayo maggio mag maio mei 五月 مايو ايار أيار",
    "june jun juni juin junio giugno giu junho 六月 يونيو حزيران",
    "july jul juli juillet juil julio luglio lug julho 七月 يوليو تموز",
    "august aug août aout agosto ago augustus 八月 اغسطس أغسطس آب",
    "september sep sept septembre septiembre settembre set setembro 九月 سبتمبر ايلول أيلول",
    "october oct oktober okt octobre octubre ottobre ott outubro out 十月 اكتوبر أكتوبر",
    "november nov novembre noviembre novembro 十一月 نوفمبر",
    "december dec dezember dez décembre decembre diciembre dic dicembre dezembro december déc 十二月 ديسمبر",
)
_ARABIC_TWO_WORDS = {
    "كانون الثاني": "يناير",
    "تشرين الاول": "اكتوبر",
    "تشرين الأول": "اكتوبر",
    "تشرين الثاني": "نوفمبر",
    "كانون الاول": "ديسمبر",
    "كانون الأول": "ديسمبر",
}
MONTH_OF_NAME = {
    without_accents(name): number for number, names in enumerate(_MONTHS, start=1) for name in names.split()
}
_SHOWN = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
_BEFORE_MONTH = {"de": ". ", "es": " de ", "pt": " de "}
_BEFORE_YEAR = {"es": " de ", "pt": " de "}
_IN_HAN = frozenset({"zh", "ja"})
SHORTEST_MISSPELT = 5
"""Month names from this length on may have one typing mistake."""

# Weekdays, articles and prepositions, eras and ordinals that may stand in a date without changing it.
_FILLERS = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so "
    "lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo "
    "lunedì martedì mercoledì giovedì venerdì sabato domenica "
    "on in the of at by year day am im den der vom jahr jahre le la l en du de del el al il lo nel anno año année "
    "an year's ad ce a.d. c.e. n.chr nchr chr n circa ca about around um etwa vers year date it was "
    "st nd rd th er ère ème eme º ª o a 年 月 日 号 號 في عام سنة يوم من م"
)
FILLERS = frozenset(map(without_accents, _FILLERS.split()))


def date_in_words(year: int | None, month: int | None, day: int | None, language: str) -> str:
    """Return a date, as far as it is known, as the language writes it; in English where its way is not known."""
    tongue = primary(language)
    if tongue in _IN_HAN:
        return "".join(f"{part}{sign}" for part, sign in ((year, "年"), (month, "月"), (day, "日")) if part)
    name = _SHOWN.get(tongue, _SHOWN["en"]).split()[month - 1] if month else ""
    text = f"{day}{_BEFORE_MONTH.get(tongue, ' ')}{name}" if day else name
    return f"{text}{_BEFORE_YEAR.get(tongue, ' ')}{year}" if text and year else text or str(year or "")


def month_called(name: str) -> int | None:
    """Return the number 1–12 of the month that a word names, with one typing mistake in longer names."""
    word = without_accents(name.casefold().rstrip("."))
    if word in MONTH_OF_NAME:
        return MONTH_OF_NAME[word]
    if len(word) < SHORTEST_MISSPELT:
        return None
    near = {
        number
        for known, number in MONTH_OF_NAME.items()
        if len(known) >= SHORTEST_MISSPELT and mistakes(word, known, 1) <= 1
    }
    return near.pop() if len(near) == 1 else None


def joined_names(text: str) -> str:
    """Return `text` with month names of two words replaced by names of one."""
    for two_words, one_word in _ARABIC_TWO_WORDS.items():
        text = text.replace(two_words, one_word)
    return text
