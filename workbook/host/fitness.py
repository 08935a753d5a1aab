"""Whether what a plugin brings is what it says it is.

Everything here raises `Unfit` with a sentence its author can act on, before
anything of the plugin is used.
"""

import difflib
import inspect
import keyword
import re
from collections.abc import Iterable, Iterator
from importlib.resources.abc import Traversable
from typing import Any, get_args

import attrs
import pluggy

from workbook import hookspecs
from workbook.host.state import Unfit
from workbook.model import BlockType, Kind
from workbook.words import _

HOOKS = tuple(
    name for name, thing in vars(hookspecs).items() if hasattr(thing, "workbook_spec")
)
"""The names of all hooks there are."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")


def check_spelling(manager: pluggy.PluginManager, module: Any) -> None:
    """Every marked function is a hook, every hook is marked, and there is one."""
    marked = False
    for name in dir(module):
        options = manager.parse_hookimpl_opts(module, name)
        if options is None:
            _check_mark(module, name)
            continue
        marked = True
        hook = options.get("specname") or name
        if hook not in HOOKS and not options.get("optionalhook"):
            raise Unfit(
                _("There is no hook “{name}”.").format(name=hook), _did_you_mean(hook)
            )
    if not marked:
        raise Unfit(
            _("It marks no hook, so it brings nothing."),
            _("Its author can put “@workbook.hookimpl” above the hooks."),
        )


def _check_mark(module: Any, name: str) -> None:
    thing = inspect.getattr_static(module, name, None)
    if name in HOOKS and callable(thing) and not hasattr(thing, "workbook_spec"):
        raise Unfit(
            _("Its function “{name}” is not marked as a hook.").format(name=name),
            _("Its author can put “@workbook.hookimpl” above it."),
        )


def _did_you_mean(hook: str) -> str:
    near = difflib.get_close_matches(hook, HOOKS, n=1, cutoff=0.5)
    if near:
        return _("Did its author mean “{name}”?").format(name=near[0])
    return _("Hooks are: {names}.").format(names=", ".join(HOOKS))


def checked_types(brought: object) -> list[BlockType]:
    """The block types of one hook's answer. Raises Unfit."""
    types = [_checked_type(one) for one in _each(brought, "workbook_block_types")]
    names = [one.name for one in types]
    for name in names:
        if names.count(name) > 1:
            raise Unfit(
                _("It brings two block types of the name “{name}”.").format(name=name),
                _("Its author can give one of them another name."),
            )
    return types


def _checked_type(one: object) -> BlockType:
    if isinstance(one, type) and issubclass(one, BlockType):
        raise Unfit(
            _("{name} is a class, not a block type.").format(name=one.__name__),
            _("Its author can return “{name}()”.").format(name=one.__name__),
        )
    kind = type(one).__name__
    if not isinstance(one, BlockType):
        raise Unfit(
            _("Its hook workbook_block_types gives {kind}.").format(kind=kind),
            _("Its author can return instances of workbook.model.BlockType."),
        )
    name = getattr(one, "name", None)
    if not _is_name(name):
        raise Unfit(
            _("Its block type {kind} has no name that an exercise can use.").format(
                kind=kind
            ),
            _("Its author can set “name” to lower_snake_case text."),
        )
    if not _is_frozen(getattr(one, "options", None)):
        raise Unfit(
            _(
                "The options of its block type “{name}” are no frozen attrs class."
            ).format(name=name),
            _("Its author can set “options” to a class marked with attrs.frozen."),
        )
    if one.kind not in get_args(Kind):
        raise Unfit(
            _("Its block type “{name}” has the kind {kind!r}.").format(
                name=name, kind=one.kind
            ),
            _("Kinds are: {kinds}.").format(kinds=", ".join(get_args(Kind))),
        )
    return one


def _is_name(name: object) -> bool:
    return (
        isinstance(name, str)
        and _NAME.fullmatch(name) is not None
        and not keyword.iskeyword(name)
    )


def _is_frozen(options: object) -> bool:
    """Whether instances of this attrs class refuse to change.

    attrs has no public question for it, so an instance is asked.
    """
    if not isinstance(options, type) or not attrs.has(options):
        return False
    try:
        options.__new__(options).__setattr__("anything", None)
    except attrs.exceptions.FrozenInstanceError:
        return True
    except Exception:  # noqa: BLE001 - any other answer is a no
        return False
    return False


def checked_dirs(brought: object) -> list[Traversable]:
    """The exercise folders of one hook's answer. Raises Unfit."""
    return [_checked_dir(one) for one in _each(brought, "workbook_exercise_dirs")]


def _checked_dir(one: object) -> Traversable:
    if not isinstance(one, Traversable):
        raise Unfit(
            _("Its hook workbook_exercise_dirs gives {kind}.").format(
                kind=type(one).__name__
            ),
            _("Its author can return importlib.resources.files(…) / “folder”."),
        )
    if not one.is_dir():
        raise Unfit(
            _("Its exercise folder “{name}” is not there.").format(name=one.name),
            _("Its author can put the folder into the package's data."),
        )
    return one


def _each(brought: object, hook: str) -> Iterator[object]:
    if not isinstance(brought, Iterable) or isinstance(brought, str | bytes):
        raise Unfit(
            _("Its hook {hook} gives {kind}, not a list.").format(
                hook=hook,
                kind=_("nothing") if brought is None else type(brought).__name__,
            ),
            _("Its author can return a list."),
        )
    return iter(brought)
