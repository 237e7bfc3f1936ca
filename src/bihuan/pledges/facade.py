"""Names that other apps may use."""

from bihuan.pledges.domain.confirming import confirm_plan
from bihuan.pledges.domain.correcting import MeasureCorrection, PlanCorrection, ProblemCorrection, correct_plan
from bihuan.pledges.domain.dropping import drop_plan
from bihuan.pledges.domain.gaps import counted_gaps, gaps_of_measure, gaps_of_problem, open_points
from bihuan.pledges.domain.importing import import_plan
from bihuan.pledges.domain.matching import Directory, directory_of
from bihuan.pledges.domain.refusals import PlanRefused

__all__ = [
    "Directory",
    "MeasureCorrection",
    "PlanCorrection",
    "PlanRefused",
    "ProblemCorrection",
    "confirm_plan",
    "correct_plan",
    "counted_gaps",
    "directory_of",
    "drop_plan",
    "gaps_of_measure",
    "gaps_of_problem",
    "import_plan",
    "open_points",
]
