"""From the files there are to the exercises that can be opened, and what was wrong.

YAML and all that reads it are imported only when a file is not in the index: most
runs list and open what did not change since the last one.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING

from attrs import define, evolve, field

from workbook.engine import Shape, compile_exercise, shape_of
from workbook.model import BlockType
from workbook.usecases.exercise_files import ExerciseFile, Unusable
from workbook.usecases.library_index import Card, Index, Shelved, card_of
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


def read_file(file: ExerciseFile, types: Mapping[str, BlockType]) -> "Reading":
    """A file read; what the system does not give is a fault like others."""
    from workbook.authoring import read_exercise, unread  # only for what changed

    try:
        raw = file.read()
    except OSError as error:
        return unread(file.name, error)
    return read_exercise(raw, file.name, file.family, types)


@define
class Gathering:
    """Takes in files, once. `shelved` are those that can be opened, by name."""

    types: Mapping[str, BlockType]
    index: Index
    shapes: Mapping[str, Shape] = field(factory=dict)
    shelved: dict[str, tuple[ExerciseFile, Shelved]] = field(factory=dict)
    faults: "list[AuthorFault]" = field(factory=list)
    readings: "dict[str, Reading]" = field(factory=dict)

    def gather(self, found: Iterable[ExerciseFile | Unusable]) -> None:
        """Take in all files, refuse what cannot stand, keep the rest in the index."""
        for one in found:
            if isinstance(one, Unusable):
                self._tell(one.name, (1, 1), "WB601", one.why, one.mend)
                continue
            kept = self.index.get(one) or self._read(one)
            if kept is not None:
                self.shelved[one.name] = (one, kept)
        self._refuse_doubled()
        self._refuse_second_homes()
        self._refuse_broken()
        self.index.save()

    def in_order(self) -> tuple[tuple[Card, ExerciseFile], ...]:
        """The cards in the order of the list, with their numbers."""
        ordered = sorted(self.shelved.values(), key=lambda pair: _rank(pair[1].card))
        return tuple(
            (evolve(kept.card, number=number), file)
            for number, (file, kept) in enumerate(ordered, start=1)
        )

    def _read(self, file: ExerciseFile) -> Shelved | None:
        reading = read_file(file, self.types)
        self.faults += reading.faults
        if reading.exercise is None:
            return None
        self.readings[reading.exercise.id] = reading
        shapes = shape_of(reading.exercise, self.types)
        kept = Shelved(card=card_of(reading.exercise, file.name, shapes), shapes=shapes)
        if not reading.faults:
            self.index.put(file, kept)
        return kept

    def _refuse_doubled(self) -> None:
        """Two files of one id: both are named, neither is loaded."""
        by_id: dict[str, list[ExerciseFile]] = {}
        for file, kept in self.shelved.values():
            by_id.setdefault(kept.card.id, []).append(file)
        for exercise_id, files in by_id.items():
            if len(files) > 1:
                self.readings.pop(exercise_id, None)
                for file in files:
                    self._refuse_one(file, exercise_id, files)

    def _refuse_one(
        self, file: ExerciseFile, exercise_id: str, files: list[ExerciseFile]
    ) -> None:
        del self.shelved[file.name]
        others = ", ".join(other.name for other in files if other is not file)
        self._tell(
            file.name,
            read_file(file, self.types).locate(("id",)),
            "WB603",
            _("The id “{id}” is also that of {others}: none of them is loaded.").format(
                id=exercise_id, others=others
            ),
            _("Take one file away, or give it another id."),
        )

    def _refuse_second_homes(self) -> None:
        """A collection has one home: the first there is, and no other is loaded."""
        homes: dict[str, str] = {}
        for file, kept in list(self.shelved.values()):
            taken = [shape.name for shape in kept.shapes if shape.name in homes]
            if not taken:
                homes |= {shape.name: kept.card.id for shape in kept.shapes}
                continue
            del self.shelved[file.name]
            self.readings.pop(kept.card.id, None)
            self._tell(
                file.name,
                read_file(file, self.types).locate(("id",)),
                "WB605",
                _("It collects “{name}”, and so does {home}: it is not loaded.").format(
                    name=taken[0], home=homes[taken[0]]
                ),
                _("Give the collection another name, or take one file away."),
            )

    def _refuse_broken(self) -> None:
        """Compile what others wrote, unless it was among these collections before."""
        self.shapes = _shapes(kept for _file, kept in self.shelved.values())
        among = _name_of(self.shapes)
        for file, kept in list(self.shelved.values()):
            if file.origin == "installed" or kept.among == among:
                continue
            found = self._compile_faults(file, kept.card.id)
            if any(fault.is_error for fault in found):
                del self.shelved[file.name]
                self.index.drop(file)
            elif not found:
                self.index.put(file, evolve(kept, among=among))
            self.faults += found
        self.shapes = _shapes(kept for _file, kept in self.shelved.values())

    def _compile_faults(
        self, file: ExerciseFile, exercise_id: str
    ) -> "tuple[AuthorFault, ...]":
        from workbook.authoring import expression_faults  # only for what changed

        reading = self.readings.get(exercise_id) or read_file(file, self.types)
        if reading.exercise is None:
            return reading.faults
        self.readings[exercise_id] = reading
        compiled = compile_exercise(reading.exercise, self.types, self.shapes)
        return tuple(expression_faults(reading, compiled))

    def _tell(
        self, file: str, place: tuple[int, int], code: str, message: str, hint: str
    ) -> None:
        from workbook.authoring import AuthorFault  # only when something is wrong

        self.faults.append(AuthorFault(file, *place, code, "error", message, hint))


def _rank(card: Card) -> tuple[int, str, str]:
    known = card.family in FAMILIES
    place = FAMILIES.index(card.family) if known else len(FAMILIES)
    return (place, card.family, card.id)


def _shapes(kept: Iterable[Shelved]) -> dict[str, Shape]:
    """Collections by name; the first home of a name is its home."""
    shapes: dict[str, Shape] = {}
    for one in kept:
        for shape in one.shapes:
            shapes.setdefault(shape.name, shape)
    return shapes


def _name_of(shapes: Mapping[str, Shape]) -> str:
    """A short name for exactly these collections."""
    return sha256(repr(sorted(shapes.items())).encode()).hexdigest()[:32]
