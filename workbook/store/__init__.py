"""The sealed store: the log, TinyDB over it, the keys, and what lies open.

Names are imported when they are used: Help now reads the settings and open plans,
and must not wait for ciphers and TinyDB.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook.store.memory import MemoryStore as MemoryStore
    from workbook.store.opening import create as create
    from workbook.store.opening import open_store as open_store
    from workbook.store.opening import recover as recover
    from workbook.store.opening import state_of as state_of
    from workbook.store.sealed import SealedStore as SealedStore
    from workbook.store.settings import OpenPlan as OpenPlan
    from workbook.store.settings import Settings as Settings
    from workbook.store.settings import read_plans as read_plans
    from workbook.store.settings import read_settings as read_settings
    from workbook.store.settings import write_plans as write_plans
    from workbook.store.settings import write_settings as write_settings
    from workbook.store.transaction import Store as Store
    from workbook.store.transaction import Stored as Stored
    from workbook.store.transaction import Transaction as Transaction

_HOME = {
    "MemoryStore": "memory",
    "SealedStore": "sealed",
    "create": "opening",
    "open_store": "opening",
    "recover": "opening",
    "state_of": "opening",
    "OpenPlan": "settings",
    "Settings": "settings",
    "read_plans": "settings",
    "read_settings": "settings",
    "write_plans": "settings",
    "write_settings": "settings",
    "Store": "transaction",
    "Stored": "transaction",
    "Transaction": "transaction",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(name)
    return getattr(import_module(f"workbook.store.{_HOME[name]}"), name)
