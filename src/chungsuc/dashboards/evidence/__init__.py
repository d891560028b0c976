"""Pages of evidence: they join it with the criteria, the reviews and the map, which do not know of it."""
