"""The library: every exercise that can be opened here, and why one cannot.

Cards are known at once; an exercise is read and compiled when it is opened, once
per text.  A file with a fault is not loaded and takes nothing with it: its faults
are kept, the rest opens.  Two files of one id are both refused, since nothing
says which of them a person's answers belong to.

Files of the installed package are checked before they are shipped; those from
plugins and `added/` are compiled here too, so that a mistyped condition is told
when it is put there, not met on a bad night.
"""

from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import EntryPoint
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from workbook._version import __version__
from workbook.engine import Compiled, Shape, compile_exercise
from workbook.engine.blocks import core_types
from workbook.errors import ContentError, NotFound
from workbook.host import Plugins, load_plugins
from workbook.model import Exercise
from workbook.usecases.exercise_files import ExerciseFile, Unusable, files_in
from workbook.usecases.gathering import Gathering, read_file
from workbook.usecases.library_index import Card, Index, print_of
from workbook.words import _

if TYPE_CHECKING:
    from workbook.authoring import AuthorFault, Reading

PACKAGE = "workbook_exercises"


def open_library(
    added: Path | None,
    cache: Path | None,
    *,
    installed: Traversable | None = None,
    entry_points: Iterable[EntryPoint] | None = None,
) -> "Library":
    """The library of this installation and of one `added/` folder.

    `cache` is the folder of the index, None for none.  `installed` and
    `entry_points` stand in for the installed package and plugins in tests.
    Raises nothing of a file's or a plugin's.
    """
    core = core_types()
    plugins = load_plugins(entry_points, core)
    types = {**core, **plugins.types}
    gathering = Gathering(types, Index(cache, print_of(__version__, types)))
    gathering.gather(_found(installed, plugins, added))
    return Library(plugins, gathering)


def _found(
    installed: Traversable | None, plugins: Plugins, added: Path | None
) -> Iterator[ExerciseFile | Unusable]:
    if installed is None:
        try:
            installed = files(PACKAGE)
        except ModuleNotFoundError:
            yield Unusable(
                PACKAGE,
                _("The exercises that come with the workbook are not installed."),
                _("Install the workbook again, as its README says."),
            )
    if installed is not None:
        yield from files_in(installed, "installed")
    for folder in plugins.dirs:
        yield from files_in(folder, "plugin")
    if added is not None:
        yield from files_in(added, "added")


class Library:
    """Exercises by id, in a stable order, with the block types they need."""

    def __init__(self, plugins: Plugins, gathered: Gathering) -> None:
        self.plugins = plugins
        self.types = gathered.types
        #: Every collection there is, by name.
        self.shapes: Mapping[str, Shape] = gathered.shapes
        #: What was not loaded and why, and warnings of what was.
        self.faults: tuple[AuthorFault, ...] = tuple(sorted(gathered.faults))
        self._cards: dict[str, Card] = {}
        self._files: dict[str, ExerciseFile] = {}
        self._readings: dict[str, Reading] = gathered.readings
        self._compiled: dict[str, Compiled] = {}
        for card, file in gathered.in_order():
            self._cards[card.id] = card
            self._files[card.id] = file

    # -- what there is ----------------------------------------------------------

    def cards(self) -> tuple[Card, ...]:
        """All exercises, in the order of the list."""
        return tuple(self._cards.values())

    def ids(self) -> tuple[str, ...]:
        """The ids of all exercises."""
        return tuple(self._cards)

    def blocks_of(self, exercise_id: str) -> tuple[str, ...]:
        """The ids of an exercise's blocks. Raises NotFound or ContentError."""
        exercise = self.compiled(exercise_id).exercise
        return tuple(block.id for block in exercise.blocks())

    def card(self, exercise_id: str) -> Card:
        """The card of an exercise. Raises NotFound."""
        if exercise_id not in self._cards:
            raise self._not_found(exercise_id)
        return self._cards[exercise_id]

    def find(self, words: str) -> Card:
        """The exercise of an id, a number of the list, or words of its title.

        Raises NotFound, with what is near, when none fits or several do.
        """
        words = words.strip()
        if words in self._cards:
            return self._cards[words]
        if words.isdecimal():
            for card in self._cards.values():
                if card.number == int(words):
                    return card
        fits = self._by_title(words)
        if len(fits) == 1:
            return fits[0]
        if fits:
            raise NotFound(
                _("Several exercises fit “{words}”.").format(words=words),
                _("Say which: {names}.").format(names=_listed(fits)),
            )
        raise self._not_found(words)

    # -- opening one ------------------------------------------------------------

    def exercise(self, exercise_id: str) -> Exercise:
        """An exercise as authored. Raises NotFound or ContentError."""
        exercise = self._reading(exercise_id).exercise
        assert exercise is not None  # noqa: S101 - _reading saw to it
        return exercise

    def compiled(self, exercise_id: str) -> Compiled:
        """An exercise ready to be evaluated. Raises NotFound or ContentError."""
        exercise = self.exercise(exercise_id)
        if exercise.hash not in self._compiled:
            compiled = compile_exercise(exercise, self.types, self.shapes)
            self._compiled[exercise.hash] = compiled
        return self._compiled[exercise.hash]

    def text(self, exercise_id: str) -> str:
        """The file's text, which an entry keeps as its definition.

        Line ends are one newline each, as its hash has them.  Raises NotFound or
        ContentError.
        """
        return self._reading(exercise_id).source.text

    def compile_text(self, text: str, hash_: str, family: str) -> Compiled:
        """An exercise from a text an entry kept, read leniently.

        What does not read any more (its plugin changed) becomes a placeholder.
        Raises ContentError when the text is no exercise at all.
        """
        if hash_ not in self._compiled:
            from workbook.authoring import read_exercise

            reading = read_exercise(text, _("kept definition"), family, self.types)
            if reading.draft is None:
                raise _broken(
                    _("The exercise this was written with cannot be read."), reading
                )
            draft = evolve(reading.draft, hash=hash_)
            self._compiled[hash_] = compile_exercise(draft, self.types, self.shapes)
        return self._compiled[hash_]

    def _reading(self, exercise_id: str) -> "Reading":
        self.card(exercise_id)
        if exercise_id not in self._readings:
            reading = read_file(self._files[exercise_id], self.types)
            if reading.exercise is None:
                message = _("The exercise “{id}” cannot be read any more.")
                raise _broken(message.format(id=exercise_id), reading)
            self._readings[exercise_id] = reading
        return self._readings[exercise_id]

    # -- finding ----------------------------------------------------------------

    def _by_title(self, words: str) -> list[Card]:
        """Cards whose title has all these words; the whole title goes first."""
        wanted = words.casefold().split()
        if not wanted:
            return []
        cards = self.cards()
        for fits in (_is_title, _has_words, _has_beginnings):
            found = [card for card in cards if fits(card, wanted)]
            if found:
                return found
        return []

    def _not_found(self, words: str) -> NotFound:
        from difflib import get_close_matches

        names: dict[str, Card] = {}
        for card in self._cards.values():
            for name in (card.id, card.id.rpartition(".")[2], card.title.casefold()):
                names.setdefault(name, card)
        near = get_close_matches(words.casefold(), names, n=3, cutoff=0.5)
        cards = list(dict.fromkeys(names[name] for name in near))
        hint = _("“workbook list” shows all exercises.")
        if cards:
            hint = _("Did you mean {names}?").format(names=_listed(cards))
        return NotFound(_("There is no exercise “{words}”.").format(words=words), hint)


def _is_title(card: Card, wanted: list[str]) -> bool:
    return card.title.casefold().split() == wanted


def _has_words(card: Card, wanted: list[str]) -> bool:
    return set(wanted) <= set(_title_words(card))


def _has_beginnings(card: Card, wanted: list[str]) -> bool:
    there = _title_words(card)
    return all(any(word.startswith(one) for word in there) for one in wanted)


def _title_words(card: Card) -> list[str]:
    """The words of a title, and of the id: both are shown in the list."""
    title = "".join(c if c.isalnum() else " " for c in card.title.casefold())
    return [*title.split(), *card.id.replace(".", " ").replace("_", " ").split()]


def _listed(cards: Iterable[Card]) -> str:
    return ", ".join(f"{card.number} “{card.title}” ({card.id})" for card in cards)


def _broken(message: str, reading: "Reading") -> ContentError:
    return ContentError(
        message, reading.faults, _("“workbook author check” names what is wrong.")
    )
