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
from hashlib import sha256
from importlib.metadata import EntryPoint
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from workbook._version import __version__
from workbook.engine import Compiled, Shape, compile_exercise, shape_of
from workbook.engine.blocks import core_types
from workbook.errors import ContentError, NotFound
from workbook.host import Plugins, load_plugins
from workbook.model import BlockType, Exercise
from workbook.usecases.exercise_files import ExerciseFile, Unusable, files_in
from workbook.usecases.library_index import Card, Index, Shelved, card_of, print_of
from workbook.words import _

if TYPE_CHECKING:
    from workbook.authoring import AuthorFault, Reading

FAMILIES = (
    "trigger_mapping",
    "high_risk",
    "communication",
    "twelve_step",
    "co_occurring",
    "safety",
    "people",
)
"""The order of the list; other families follow by name."""

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
    found = list(_found(installed, plugins, added))
    index = Index(cache, print_of(__version__, types))
    library = Library(types, plugins)
    library.gather(found, index)
    index.save()
    return library


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

    def __init__(self, types: Mapping[str, BlockType], plugins: Plugins) -> None:
        self.types = types
        self.plugins = plugins
        #: Every collection there is, by name.
        self.shapes: Mapping[str, Shape] = {}
        #: What was not loaded and why, and warnings of what was.
        self.faults: tuple[AuthorFault, ...] = ()
        self._cards: dict[str, Card] = {}
        self._files: dict[str, ExerciseFile] = {}
        self._readings: dict[str, Reading] = {}
        self._compiled: dict[str, Compiled] = {}

    # -- what there is ----------------------------------------------------------

    def cards(self) -> tuple[Card, ...]:
        """All exercises, in the order of the list."""
        return tuple(self._cards.values())

    def ids(self) -> tuple[str, ...]:
        """The ids of all exercises."""
        return tuple(self._cards)

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
            reading = self._read(self._files[exercise_id])
            if reading.exercise is None:
                message = _("The exercise “{id}” cannot be read any more.")
                raise _broken(message.format(id=exercise_id), reading)
            self._readings[exercise_id] = reading
        return self._readings[exercise_id]

    def _read(self, file: ExerciseFile) -> "Reading":
        from workbook.authoring import read_exercise, unread

        try:
            raw = file.read()
        except OSError as error:
            return unread(file.name, error)
        return read_exercise(raw, file.name, file.family, self.types)

    # -- gathering --------------------------------------------------------------

    def gather(self, found: Iterable[ExerciseFile | Unusable], index: Index) -> None:
        """Take in all files; called once, by `open_library`.

        YAML and all that reads it are imported only when a file is not in the
        index: most runs list and open what did not change.
        """
        shelved: dict[str, tuple[ExerciseFile, Shelved]] = {}
        faults: list[AuthorFault] = []
        for one in found:
            if isinstance(one, Unusable):
                faults.append(_unusable(one))
                continue
            kept = index.get(one) or self._shelve(one, index, faults)
            if kept is not None:
                shelved[one.name] = (one, kept)
        self._refuse_doubled(shelved, faults)
        self._refuse_broken(shelved, index, faults)
        self._put_in_order(shelved)
        self.faults = tuple(sorted(faults))

    def _shelve(
        self, file: ExerciseFile, index: Index, faults: "list[AuthorFault]"
    ) -> Shelved | None:
        reading = self._read(file)
        faults += reading.faults
        if reading.exercise is None:
            return None
        self._readings[reading.exercise.id] = reading
        shapes = shape_of(reading.exercise, self.types)
        kept = Shelved(card=card_of(reading.exercise, file.name, shapes), shapes=shapes)
        if not reading.faults:
            index.put(file, kept)
        return kept

    def _refuse_doubled(
        self,
        shelved: dict[str, tuple[ExerciseFile, Shelved]],
        faults: "list[AuthorFault]",
    ) -> None:
        """Two files of one id: both are named, neither is loaded."""
        by_id: dict[str, list[ExerciseFile]] = {}
        for file, kept in shelved.values():
            by_id.setdefault(kept.card.id, []).append(file)
        for exercise_id, files_ in by_id.items():
            if len(files_) == 1:
                continue
            self._readings.pop(exercise_id, None)
            for file in files_:
                del shelved[file.name]
                others = ", ".join(other.name for other in files_ if other is not file)
                faults.append(self._doubled(file, exercise_id, others))

    def _doubled(
        self, file: ExerciseFile, exercise_id: str, others: str
    ) -> "AuthorFault":
        from workbook.authoring import AuthorFault

        line, column = self._read(file).locate(("id",))
        return AuthorFault(
            file.name,
            line,
            column,
            "WB603",
            "error",
            _("The id “{id}” is also that of {others}: none of them is loaded.").format(
                id=exercise_id, others=others
            ),
            _("Take one file away, or give it another id."),
        )

    def _refuse_broken(
        self,
        shelved: dict[str, tuple[ExerciseFile, Shelved]],
        index: Index,
        faults: "list[AuthorFault]",
    ) -> None:
        """Compile what others wrote, unless it was among these collections before."""
        self.shapes = _shapes(kept for _file, kept in shelved.values())
        among = _print(self.shapes)
        for file, kept in list(shelved.values()):
            if file.origin == "installed" or kept.among == among:
                continue
            found = self._compile_faults(file, kept.card.id)
            if any(fault.is_error for fault in found):
                del shelved[file.name]
                index.drop(file)
            elif not found:
                index.put(file, evolve(kept, among=among))
            faults += found
        self.shapes = _shapes(kept for _file, kept in shelved.values())

    def _compile_faults(
        self, file: ExerciseFile, exercise_id: str
    ) -> "tuple[AuthorFault, ...]":
        from workbook.authoring import expression_faults

        reading = self._readings.get(exercise_id) or self._read(file)
        if reading.exercise is None:
            return reading.faults
        self._readings[exercise_id] = reading
        compiled = compile_exercise(reading.exercise, self.types, self.shapes)
        return tuple(expression_faults(reading, compiled))

    def _put_in_order(self, shelved: dict[str, tuple[ExerciseFile, Shelved]]) -> None:
        ordered = sorted(shelved.values(), key=lambda pair: _rank(pair[1].card))
        for number, (file, kept) in enumerate(ordered, start=1):
            card = evolve(kept.card, number=number)
            self._cards[card.id] = card
            self._files[card.id] = file

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


def _rank(card: Card) -> tuple[int, str, str]:
    known = card.family in FAMILIES
    return (
        FAMILIES.index(card.family) if known else len(FAMILIES),
        card.family,
        card.id,
    )


def _shapes(kept: Iterable[Shelved]) -> dict[str, Shape]:
    """Collections by name; the first home of a name is its home."""
    shapes: dict[str, Shape] = {}
    for one in kept:
        for shape in one.shapes:
            shapes.setdefault(shape.name, shape)
    return shapes


def _print(shapes: Mapping[str, Shape]) -> str:
    """A short name for exactly these collections."""
    return sha256(repr(sorted(shapes.items())).encode()).hexdigest()[:32]


def _unusable(one: Unusable) -> "AuthorFault":
    from workbook.authoring import AuthorFault

    return AuthorFault(one.name, 1, 1, "WB601", "error", one.why, one.mend)


def _broken(message: str, reading: "Reading") -> ContentError:
    return ContentError(
        message, reading.faults, _("“workbook author check” names what is wrong.")
    )
