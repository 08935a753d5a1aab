"""What the tests of exercises and block types import."""

from workbook.testing.clock import FakeClock as FakeClock
from workbook.testing.laws import HOSTILE as HOSTILE
from workbook.testing.laws import BlockTypeLaws as BlockTypeLaws
from workbook.testing.laws import talk as talk
