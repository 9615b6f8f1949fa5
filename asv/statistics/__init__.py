"""Statistics of small areas: rates, intervals, standardisation, funnels, shrinkage, trends, inequalities.

Ground package: numpy and scipy only, no word of the trade. Arrays in, arrays out; every function gives an `Estimate`
with value, bounds, what it was made of, method and confidence, and refuses what it cannot estimate with an
`InvalidInputError` (a ValueError) that names the argument and the rank. Methods and sources: docs/methode.md.
"""

from asv.statistics.checks import InvalidInputError
from asv.statistics.comparison import (
    proportion_difference,
    proportion_ratio,
    rate_difference,
    rate_ratio,
    rest_of,
)
from asv.statistics.funnel import (
    effective_denominator,
    funnel_boundary,
    funnel_limits,
    funnel_significance,
    overdispersion,
)
from asv.statistics.inequality import (
    quantile_groups,
    relative_index_of_inequality,
    slope_index_of_inequality,
)
from asv.statistics.means import mean, mean_from_summary
from asv.statistics.proportions import proportion
from asv.statistics.rates import count, rate, ratio
from asv.statistics.result import Estimate
from asv.statistics.shrinkage import empirical_bayes, empirical_bayes_proportion
from asv.statistics.standardisation import (
    AGE_GROUPS,
    EUROPEAN_STANDARD_POPULATION,
    directly_standardised_rate,
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
)
from asv.statistics.trend import trend, trend_departure

__all__ = [
    "AGE_GROUPS",
    "EUROPEAN_STANDARD_POPULATION",
    "Estimate",
    "InvalidInputError",
    "count",
    "directly_standardised_rate",
    "effective_denominator",
    "empirical_bayes",
    "empirical_bayes_proportion",
    "funnel_boundary",
    "funnel_limits",
    "funnel_significance",
    "indirectly_standardised_rate",
    "indirectly_standardised_ratio",
    "mean",
    "mean_from_summary",
    "overdispersion",
    "proportion",
    "proportion_difference",
    "proportion_ratio",
    "quantile_groups",
    "rate",
    "rate_difference",
    "rate_ratio",
    "ratio",
    "relative_index_of_inequality",
    "rest_of",
    "slope_index_of_inequality",
    "trend",
    "trend_departure",
]
