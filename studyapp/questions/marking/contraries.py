"""Words a letter or two apart that mean different things: opposites, other chemical names, numbers of kings and wars."""

from __future__ import annotations

from studyapp.questions.marking.spellings import ROMAN

_PREFIXES = (
    frozenset({"hyper", "hypo"}),
    frozenset({"inter", "intra"}),
    frozenset({"macro", "micro"}),
    frozenset({"endo", "exo", "ecto"}),
    frozenset({"ante", "anti"}),
    frozenset({"homo", "hetero", "homeo"}),
    frozenset({"pre", "pro", "post", "per", "para"}),
    frozenset({"mono", "uni", "di", "bi", "tri", "tetra", "poly"}),
    frozenset({"super", "supra", "sub", "hyper"}),
    frozenset({"kilo", "milli", "mega", "micro", "nano", "giga", "deci", "deca", "centi", "hecto"}),
    frozenset({"ab", "ad"}),
    frozenset({"im", "em", "in", "ex", "e"}),
    frozenset({"infra", "ultra", "intra"}),
    frozenset({"eth", "meth"}),
    frozenset({"af", "ef"}),
    frozenset({"emi", "immi"}),
    frozenset({"in", "de", "re"}),
    frozenset({"a", "de"}),
)
_SUFFIXES = (
    frozenset({"ate", "ite", "ide", "ine"}),
    frozenset({"ates", "ites", "ides"}),
    frozenset({"ase", "ose"}),
    frozenset({"ane", "ene", "yne"}),
    frozenset({"an", "en", "in"}),
    frozenset({"at", "it", "id"}),
    frozenset({"er", "ee"}),
    frozenset({"ers", "ees"}),
    frozenset({"rat", "tag"}),
    frozenset({"or", "ee"}),
    frozenset({"ism", "ist", "ists"}),
    frozenset({"gram", "graph"}),
    frozenset({"logy", "nomy"}),
    frozenset({"phobia", "philia"}),
    frozenset({"phobic", "philic"}),
    frozenset({"phobe", "phile"}),
    frozenset({"itis", "osis"}),
    frozenset({"ectomy", "otomy", "ostomy"}),
    frozenset({"blast", "clast"}),
    frozenset({"tropic", "trophic"}),
    frozenset({"anol", "anal", "anone"}),
    frozenset({"enol", "enal"}),
    frozenset({"carpal", "tarsal"}),
    frozenset({"carpals", "tarsals"}),
    frozenset({"carpus", "tarsus"}),
    frozenset({"oside", "otide"}),
    frozenset({"osides", "otides"}),
)
_ADDED = frozenset(
    [
        *("a", "an", "un", "in", "im", "il", "ir", "non", "dis", "de", "anti", "mis", "ent", "miß"),
        *("bi", "di", "tri", "re", "pre", "pro", "co", "sub", "epi", "per"),
    ]
)
"""What makes another word in front of a whole one: unstable, bicarbonate, reproduction."""
_PAIRS = (
    "affect effect;accept except;principal principle;stationary stationery;complement compliment;desert dessert;"
    "council counsel;adverse averse;allusion illusion;elicit illicit;precede proceed;persecute prosecute;"
    "capital capitol;moral morale;moral mortal;personal personnel;perspective prospective;dairy diary;quiet quite;"
    "loose lose;access excess;altar alter;censor sensor;continual continuous;currant current;discreet discrete;"
    "eminent imminent;formally formerly;angel angle;trail trial;casual causal;marital martial;neuron neutron;"
    "silicon silicone;perineal peroneal;mucous mucus;callous callus;humerus humorous;gambia zambia;"
    "ingenious ingenuous;historic historical;economic economical;credible creditable;official officious;"
    "plaintiff plaintive;statue statute;statute stature;conscience conscious;"
    "preposition proposition;disposition deposition;revolution evolution;immunity impunity;"
    "seite saite;lerche laerche;stiel stil;leere lehre;dessin dessein;"
    "conjecture conjoncture;eruption irruption;collision collusion;prescription proscription;"
    "latitude altitude;stalactite stalagmite;iceland ireland;proton photon;isotope isotone;radium radius;"
    "erbium terbium;terbium ytterbium;cerium cesium;cerium curium;phenyl phenol;amine amide;amine imine;amide imide;"
    "insulin inulin;peritoneum perineum;ilium ileum;iliac ileac;facial fascial;palpation palpitation;"
    "dysphagia dysphasia;aphagia aphasia;hemostasis homeostasis;chromatin chromatid;nucleus nucleolus;"
    "pyrimidine pyridine;thymidine thymine;adenosine adenine;guanosine guanine;convection conduction;"
    "convection convention;conservation conversation;weather whether;manet monet;keats yeats;kingston kingstown;"
    "rhine rhone;maine marne;volga volta;dublin lublin;malta yalta;sudan sedan;species spices;statistic static;"
    "abscess access;ensure insure;lightning lightening;breath breathe;genus genius;gorilla guerrilla;"
    "cheveux chevaux;poisson poison;perro pero;carro caro;hombre hombro;cabello caballo;sesenta setenta;"
    "cuarenta noventa;refraction reflection;refractive reflective"
)
_CONFUSED = frozenset(frozenset(pair.split()) for pair in _PAIRS.split(";"))
_SHORTEST_STEM = 3
_NEGATING = "not no non never without kein keine keinen nicht nie ohne ne pas sans jamais no sin nunca senza mai"
_NEGATING_WORDS = frozenset(_NEGATING.split())


def are_contrary(left: str, right: str) -> bool:
    """Say whether two near words differ just by a prefix or ending that changes the meaning: nitrate, nitrite."""
    if frozenset({left, right}) in _CONFUSED:
        return True
    return _prefixed(left, right) or _prefixed(right, left) or _by_prefix(left, right) or _by_suffix(left, right)


def is_number(word: str) -> bool:
    """Say whether a word holds a digit or is a Roman numeral: such words are right or wrong, never misspelt."""
    return any(character.isdigit() for character in word) or ROMAN.match(word) is not None


def is_negation(word: str) -> bool:
    """Say whether a word turns its sentence round."""
    return word in _NEGATING_WORDS


def _prefixed(longer: str, shorter: str) -> bool:
    if len(longer) <= len(shorter) or not longer.endswith(shorter) or len(shorter) < _SHORTEST_STEM:
        return False
    return longer[: len(longer) - len(shorter)] in _ADDED


def _by_prefix(left: str, right: str) -> bool:
    for group in _PREFIXES:
        for first in group:
            if not left.startswith(first):
                continue
            stem = left[len(first) :]
            if len(stem) >= _SHORTEST_STEM and any(right == other + stem for other in group if other != first):
                return True
    return False


def _by_suffix(left: str, right: str) -> bool:
    for group in _SUFFIXES:
        for first in group:
            if not left.endswith(first):
                continue
            stem = left[: len(left) - len(first)]
            if len(stem) >= _SHORTEST_STEM and any(right == stem + other for other in group if other != first):
                return True
    return False
