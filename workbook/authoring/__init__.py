"""YAML files to exercises, with `file:line:column` for every fault."""

from workbook.authoring.check import Beside as Beside
from workbook.authoring.check import check_exercise as check_exercise
from workbook.authoring.check import check_paths as check_paths
from workbook.authoring.check import expression_faults as expression_faults
from workbook.authoring.exercise import Reading as Reading
from workbook.authoring.exercise import read_exercise as read_exercise
from workbook.authoring.exercise import unread as unread
from workbook.authoring.faults import AuthorFault as AuthorFault
