"""Invented names, and every way in which a page may spell them: made without the program's own tables."""

from __future__ import annotations

import random
import re
import unicodedata
from urllib.parse import quote

_FIRST_CYRILLIC = """Олена Дмитро Юрій Наталія Сергій Оксана Андрій Тетяна Микола Ганна Василь Марія Євген Людмила
Тарас Катерина Богдан Софія Максим Ірина""".split()
_SURNAME_STARTS = "Брод Кравч Гнатю Захар Мельн Поліщ Руденк Тимош Шевч Яровен Ковал Остап Левч Панас Чорн".split()
_SURNAME_ENDS = ("енко", "ук", "ський", "овець", "ик", "аренко", "чук", "ець", "инський", "ар")
_LATIN_SYLLABLES = (
    "bra ško dél mür ván řek łos çen tøm grü nöl pèr zań vik hol dor mež kal šin tur".split()
)
_NATIONAL = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяёыэъ",
        "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch _ iu ia yo y e _".split(),
        strict=True,
    )
)
_RUSSIAN = _NATIONAL | dict(zip("гийюяє", "g i y yu ya ye".split(), strict=True))
_SCHOLARLY = _NATIONAL | dict(
    zip("гєжийїхцчшщюя", "h je ž y j ji x c č š šč ju ja".split(), strict=True)
)
_SCHEMES = (_NATIONAL, _RUSSIAN)
_LOOKALIKE = {"a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "i": "і"}


def names(count: int, seed: int = 7) -> list[str]:
    """So many names, no word of one in another: most in Cyrillic, the rest in Latin with accents."""
    chance, found, seen = random.Random(seed), [], set()
    while len(found) < count:
        name = _cyrillic(chance, len(found)) if len(found) % 5 else _latin(chance)
        parts = set(name.lower().split()[1:])
        if not parts & seen:
            seen |= parts
            found.append(name)
    return found


def _cyrillic(chance: random.Random, at: int) -> str:
    middle = chance.choice(["", "ав", "ит", "ол", "ед", "юх", "ан", "ур"])
    surname = chance.choice(_SURNAME_STARTS) + middle + chance.choice(_SURNAME_ENDS)
    return f"{_FIRST_CYRILLIC[at % len(_FIRST_CYRILLIC)]} {surname}"


def _latin(chance: random.Random) -> str:
    def word() -> str:
        return "".join(chance.sample(_LATIN_SYLLABLES, 3)).capitalize()

    return f"{word()} {word()}"


def latin(word: str, scheme: dict[str, str]) -> str:
    """A Cyrillic word in Latin letters."""
    made = "".join(scheme.get(c, c).replace("_", "") for c in word.lower())
    return made.capitalize() if word[:1].isupper() else made


def bent(word: str) -> list[str]:
    """The cases of a Cyrillic name (genitive, dative, instrumental, vocative)."""
    if not re.search("[а-яіїєґ]", word):
        return []
    for ending, others in (
        ("ський", ("ського", "ському", "ським")),
        ("енко", ("енка", "енку", "енком")),
        ("ець", ("ця", "цю", "цем")),
        ("ія", ("ії", "ію", "ією")),
        ("ій", ("ія", "ію", "ієм")),
        ("ро", ("ра", "ру", "ром")),
        ("а", ("и", "і", "у", "ою", "о")),
        ("ь", ("я", "ю", "ем")),
        ("ен", ("ена", "ену", "еном")),
    ):
        if word.endswith(ending):
            return [word.removesuffix(ending) + other for other in others]
    return [word + other for other in ("а", "у", "ом", "ові", "е")]


def plain_letters(word: str) -> str:
    """Without accents, as a keyboard without them has it."""
    word = word.translate(str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O"}))
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def written(name: str) -> list[str]:
    """The name and each part of it, in every script and case."""
    parts = [name, *name.split()]
    found = [*parts, *(form for part in name.split() for form in bent(part))]
    if re.search("[а-яіїєґ]", name):
        base = list(found)
        for scheme in _SCHEMES:
            found += [" ".join(latin(w, scheme) for w in form.split()) for form in base]
        found += [" ".join(latin(w, _SCHOLARLY) for w in form.split()) for form in parts]
    else:
        found += [plain_letters(form) for form in parts]
    return list(dict.fromkeys(found))


def cut(name: str) -> list[str]:
    """Ways to spell a full name so that a search for it fails."""
    first, last = name.split()
    half = len(last) // 2
    return [
        f"{name}’s",
        f"{last}'s",
        name.upper(),
        name.lower(),
        f"{first}\u00a0{last}",
        f"{first}\n{last}",
        f"{first} {last[:half]}-\n{last[half:]}",
        f"{last[:half]}\u00ad{last[half:]}",
        f"{last[:half]}\u200b{last[half:]}",
        f"{first[0]}. {last}",
        f"{last}, {first}",
        f"#{first}{last}",
        f"@{plain_letters(first)}_{plain_letters(last)}".lower(),
        unicodedata.normalize("NFD", last),
        " ".join(last.upper()),
        "".join(_LOOKALIKE.get(c, c) if n % 2 else c for n, c in enumerate(last)),
    ]


def address(name: str) -> str:
    """An address with the name in it, as a slug and percent-encoded."""
    slug = "-".join(latin(w, _NATIONAL) for w in plain_letters(name).lower().split())
    return f"https://news.example/2026/{slug}-speaks?who={quote(name)}"


def level(text: str) -> str:
    """What a reader who searches would make of a text: no accents, joiners, line ends or case."""
    text = re.sub(r"[\-‐]\s*\n\s*", "", text)
    text = unicodedata.normalize("NFKD", text.casefold()).translate({0x142: "l", 0xF8: "o"})
    text = "".join(c for c in text if unicodedata.category(c) not in ("Mn", "Cf"))
    return " ".join(text.split())


def sought(name: str) -> set[str]:
    """Everything that must not be found, level."""
    return {level(form) for form in written(name) if len(form) > 2}
