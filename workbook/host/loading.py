"""Loads plugins one by one; what fails is set aside, and everything else goes on.

An entry point of the group `workbook` names a module; the module's hooks are
checked against `workbook.hookspecs` and called once, by themselves, through
`PluginManager.subset_hook_caller`.  pluggy's own loader stops at the first
plugin that raises, and a misspelt hook is silent there: hence a loader of ours.
A plugin is taken whole or not at all.

What a plugin prints while it loads goes to standard error: standard output may
be one JSON value.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import redirect_stdout
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any, TypeVar

import pluggy
from attrs import frozen

from workbook import hookspecs
from workbook.host.fitness import check_spelling, checked_dirs, checked_types
from workbook.host.guard import NO_TYPES, guarded
from workbook.host.state import PluginState, Unfit, in_words
from workbook.model import BlockType
from workbook.words import _

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

T = TypeVar("T")

GROUP = "workbook"
"""The entry-point group, and pluggy's project name."""


@frozen(kw_only=True)
class Plugins:
    """All that plugins bring, and what became of each.

    `types` are guarded (`workbook.host.guarded`) and never take a core name;
    `dirs` hold exercise files; `states` come in the order of loading.
    """

    types: Mapping[str, BlockType]
    dirs: tuple[Traversable, ...]
    states: tuple[PluginState, ...]


def load_plugins(
    entry_points: Iterable[EntryPoint] | None = None,
    core: Mapping[str, BlockType] = NO_TYPES,
) -> Plugins:
    """Load, check and call every plugin once. Raises nothing of a plugin's.

    `core` are the core's block types, whose names no plugin may take and whose
    types a plugin's columns may be of.  `entry_points` replaces the installed
    ones.
    """
    loader = _Loader(core)
    for entry in _in_order(_installed() if entry_points is None else entry_points):
        loader.take(entry)
    return Plugins(
        types=loader.types, dirs=tuple(loader.dirs), states=tuple(loader.states)
    )


def _installed() -> Iterable[EntryPoint]:
    # Imported here: only a command that needs plugins pays for it.
    from importlib.metadata import entry_points

    return entry_points(group=GROUP)


def _in_order(entries: Iterable[EntryPoint]) -> list[EntryPoint]:
    """Ours first, then by name: which of two equal names stays is no accident."""

    def rank(entry: EntryPoint) -> tuple[bool, str, str]:
        ours = entry.value.startswith("workbook_plugins.")
        return not ours, entry.name, entry.value

    return sorted(entries, key=rank)


class _Loader:
    """The loading of all plugins: what stands so far."""

    def __init__(self, core: Mapping[str, BlockType]) -> None:
        self.manager = pluggy.PluginManager(GROUP)
        self.manager.add_hookspecs(hookspecs)
        self.core = core
        self.types: dict[str, BlockType] = {}
        #: What columns may be of: the core's types and every plugin's.
        self.known: dict[str, BlockType] = dict(core)
        self.owners: dict[str, str] = {}
        self.dirs: list[Traversable] = []
        self.states: list[PluginState] = []

    def take(self, entry: EntryPoint) -> None:
        """Load one plugin and keep what it brings, or say why it is set aside."""
        dist, version = _origin(entry)
        reason = mend = ""
        try:
            with redirect_stdout(sys.stderr):
                self._load(entry)
        except Unfit as unfit:
            reason, mend = unfit.reason, unfit.mend
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - a plugin stops nothing, not even by sys.exit
            reason = _("It stopped while it was loaded: {what}.").format(
                what=in_words(error).rstrip(".")
            )
            mend = _removal(dist)
        self.states.append(
            PluginState(
                name=entry.name,
                dist=dist,
                version=version,
                state="set aside" if reason else "loaded",
                reason=reason,
                mend=mend,
            )
        )

    def _load(self, entry: EntryPoint) -> None:
        name = entry.name
        taken = self.manager.has_plugin(name)
        if taken:
            raise Unfit(
                _("Another plugin is called “{name}” too.").format(name=name),
                _("Remove one of the two, or rename the entry point of one."),
            )
        module: Any = entry.load()
        check_spelling(self.manager, module)
        self._register(module, name)
        try:
            self._call(module, name)
        except BaseException:
            self.manager.unregister(module, name)
            raise

    def _register(self, module: Any, name: str) -> None:
        twin = self.manager.get_name(module)
        if twin is not None:
            raise Unfit(
                _("Its module is already loaded as the plugin “{name}”.").format(
                    name=twin
                ),
                _("Its author can name the module in one entry point only."),
            )
        try:
            self.manager.register(module, name)
        except pluggy.PluginValidationError as error:
            if self.manager.has_plugin(name):
                self.manager.unregister(name=name)
            raise Unfit(
                _("A hook does not fit: {what}.").format(
                    what=" ".join(str(error).split()).rstrip(".")
                ),
                _(
                    "Its author can compare its arguments with “workbook.hookspecs”; "
                    "a hook may leave arguments out, not add any."
                ),
            ) from None

    def _call(self, module: Any, name: str) -> None:
        """Call each hook of one plugin; nothing is kept before all have passed."""
        others = self.manager.get_plugins() - {module}
        types = self._bring("workbook_block_types", others, checked_types)
        dirs = self._bring("workbook_exercise_dirs", others, checked_dirs)
        for type_ in types:
            self._check_name(type_.name)
        for type_ in types:
            self.types[type_.name] = guarded(type_, name, self.known)
            self.owners[type_.name] = name
        self.known.update({type_.name: self.types[type_.name] for type_ in types})
        self.dirs.extend(dirs)

    def _bring(
        self, hook: str, others: set[Any], check: Callable[[object], list[T]]
    ) -> list[T]:
        """What one plugin's hook brings, checked; none when it has no such hook."""
        caller = self.manager.subset_hook_caller(hook, others)
        if all(impl.plugin in others for impl in caller.get_hookimpls()):
            return []
        try:
            return [one for brought in caller() or [None] for one in check(brought)]
        except (Unfit, KeyboardInterrupt):
            raise
        except BaseException as error:
            raise Unfit(
                _("Its hook {hook} stopped: {what}.").format(
                    hook=hook, what=in_words(error).rstrip(".")
                ),
                _("Its author can mend the hook; until then it can be removed."),
            ) from error

    def _check_name(self, name: str) -> None:
        if name in self.core:
            raise Unfit(
                _("Its block type “{name}” has the name of one of the core's.").format(
                    name=name
                ),
                _("Its author can give the block type another name."),
            )
        owner = self.owners.get(name)
        if owner is not None:
            raise Unfit(
                _("Its block type “{name}” is already brought by “{owner}”.").format(
                    name=name, owner=owner
                ),
                _("Remove one of the two plugins, or ask an author for another name."),
            )


def _origin(entry: EntryPoint) -> tuple[str, str]:
    """The distribution an entry point came with; "" where that is unknown."""
    try:
        return (entry.dist.name, entry.dist.version) if entry.dist else ("", "")
    except Exception:  # noqa: BLE001 - a broken METADATA is no reason to stop
        return "", ""


def _removal(dist: str) -> str:
    if dist:
        return _("Update it, or remove it with “pip uninstall {dist}”.").format(
            dist=dist
        )
    return _("Update it, or remove it.")
