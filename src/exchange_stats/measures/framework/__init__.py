"""The results framework: what was promised, what is known of it, and how it is judged."""

from exchange_stats.measures.framework.aims import load_results
from exchange_stats.measures.framework.ratings import add_ratings
from exchange_stats.measures.framework.results import judge_results
from exchange_stats.measures.framework.windows import add_counts, load_framework

__all__ = ["add_counts", "add_ratings", "judge_results", "load_framework", "load_results"]
