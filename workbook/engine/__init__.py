"""The engine: pure decisions about an exercise. No clock, disk, chance or screen."""

from workbook.engine.compile import compile_exercise as compile_exercise
from workbook.engine.evaluate import evaluate as evaluate
from workbook.engine.evaluation import Answered as Answered
from workbook.engine.evaluation import Answers as Answers
from workbook.engine.evaluation import BlockState as BlockState
from workbook.engine.evaluation import Context as Context
from workbook.engine.evaluation import Evaluation as Evaluation
from workbook.engine.evaluation import Offer as Offer
from workbook.engine.evaluation import RowState as RowState
from workbook.engine.evaluation import ScoreState as ScoreState
from workbook.engine.graph import Compiled as Compiled
from workbook.engine.shapes import Column as Column
from workbook.engine.shapes import Shape as Shape
from workbook.engine.shapes import shape_of as shape_of
from workbook.engine.stops import lacking as lacking
from workbook.engine.stops import stops as stops
