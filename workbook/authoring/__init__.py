"""YAML files to exercises, with `file:line:column` for every fault."""

from workbook.authoring.exercise import Reading as Reading
from workbook.authoring.exercise import read_exercise as read_exercise
from workbook.authoring.faults import AuthorFault as AuthorFault
