"""Kế hoạch: from an uploaded paper, through its reading and review, to targets that are followed."""
