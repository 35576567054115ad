"""Figures: one target, many targets, what the tables reveal; each saved beside its numbers."""

from ..odds.fan import deaths_allowed, fan
from ..paper.style import BLUE, GREEN, GREY, ORANGE, save_figure, sign, source_of, use_style
from .assumptions import because, scenarios
from .brief import doubts_in_brief, pace_in_brief, prospects_in_brief, verdicts_in_brief
from .districts import district_grid
from .due import schedule
from .evaluation import department_map, main_indicators, verdict_bars
from .events import deaths
from .evidence import nation_worth, own_decade
from .gaps import district_and_nation, strata_gaps
from .ladder import ladder
from .many import overview, small_multiples
from .methods import method_grid, verdicts_came_true
from .model import from_more_values, hindcasts, reliability, skills
from .page import domain_page, pace
from .panels import caterpillar, funnel_plot, likelihood_shares, provinces
from .printed import departments_in_print, schedule_in_print, verdicts_in_print
from .printed_panels import deaths_in_print, main_indicators_in_print, nation_in_print
from .tables import births_that_fit, findings_map, implied_weights, missed_numbers, verdicts

__all__ = [
    "BLUE",
    "GREEN",
    "GREY",
    "ORANGE",
    "because",
    "births_that_fit",
    "caterpillar",
    "deaths",
    "deaths_allowed",
    "deaths_in_print",
    "department_map",
    "departments_in_print",
    "district_and_nation",
    "district_grid",
    "domain_page",
    "doubts_in_brief",
    "fan",
    "findings_map",
    "from_more_values",
    "funnel_plot",
    "hindcasts",
    "implied_weights",
    "ladder",
    "likelihood_shares",
    "main_indicators",
    "main_indicators_in_print",
    "method_grid",
    "missed_numbers",
    "nation_in_print",
    "nation_worth",
    "overview",
    "own_decade",
    "pace",
    "pace_in_brief",
    "prospects_in_brief",
    "provinces",
    "reliability",
    "save_figure",
    "scenarios",
    "schedule",
    "schedule_in_print",
    "sign",
    "skills",
    "small_multiples",
    "source_of",
    "strata_gaps",
    "use_style",
    "verdict_bars",
    "verdicts",
    "verdicts_came_true",
    "verdicts_in_brief",
    "verdicts_in_print",
]
