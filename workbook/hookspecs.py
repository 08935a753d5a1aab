"""The whole plugin contract on one page.

A plugin is the module its entry point (group `workbook`) names.  It marks its
hooks with `workbook.hookimpl` and may leave out any argument.  Every plugin is
loaded and called by itself: one that fails is set aside with its reason, and
everything else goes on.  A further hook appears with its first shipped implementer.
"""

from collections.abc import Iterable
from importlib.resources.abc import Traversable

import pluggy

from workbook.model import BlockType

hookspec = pluggy.HookspecMarker("workbook")
hookimpl = pluggy.HookimplMarker("workbook")


@hookspec
def workbook_block_types() -> Iterable[BlockType]:
    """Block types this plugin brings, as instances.

    Called once, when the library is opened.  Two types of one name: the first
    one stays, the second plugin is set aside.  If it raises, the plugin is set
    aside and its blocks show a placeholder; their answers are kept.

    Example: `return [ZonesBlock(), ChainBlock()]`
    """
    raise NotImplementedError


@hookspec
def workbook_exercise_dirs() -> Iterable[Traversable]:
    """Folders with exercise files (`<family>/<slug>.yaml`) this plugin brings.

    Called once, when the library is opened.  If it raises, the plugin is set
    aside.

    Example: `return [importlib.resources.files("my_plugin") / "exercises"]`
    """
    raise NotImplementedError
