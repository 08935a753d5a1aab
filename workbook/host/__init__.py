"""Finds, loads, checks and calls plugins, one by one."""

from workbook.host.guard import guarded as guarded
from workbook.host.loading import Plugins as Plugins
from workbook.host.loading import load_plugins as load_plugins
from workbook.host.state import PluginState as PluginState
