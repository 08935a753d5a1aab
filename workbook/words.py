"""Where every engine sentence passes on its way to a person.

The catalogue is chosen once, at start, by the face; until then the sentences
are the ones written in the code.  Safety texts do not come through here: they
are literals, because Help now may depend on nothing (`workbook.safety`).
"""

import gettext

_catalogue = gettext.NullTranslations()


def _(sentence: str) -> str:
    """The sentence in the person's language."""
    return _catalogue.gettext(sentence)


def several(one: str, many: str, count: int) -> str:
    """The form of a sentence that goes with `count`."""
    return _catalogue.ngettext(one, many, count)


def speak(catalogue: gettext.NullTranslations) -> None:
    """Use `catalogue` for every sentence from now on."""
    global _catalogue  # noqa: PLW0603 - the one named place this state lives
    _catalogue = catalogue
