"""Reading dossiers and reviews."""

from chungsuc.workflow.queries.reviews import lock, locks, reviews, reviews_of, reviews_open

__all__ = ["lock", "locks", "reviews", "reviews_of", "reviews_open"]
