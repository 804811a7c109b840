"""What will be closed by the end of a period, from a team's own history alone. Knows plain deals and days: no
database, no file, no clock."""

from sales.projection.backtest import Backtest, Point, Summary, backtest
from sales.projection.history import History, Past
from sales.projection.projecting import Guess, Part, Projection, TooLittle, project
from sales.projection.words import how_made

__all__ = [
    "Backtest",
    "Guess",
    "History",
    "Part",
    "Past",
    "Point",
    "Projection",
    "Summary",
    "TooLittle",
    "backtest",
    "how_made",
    "project",
]
