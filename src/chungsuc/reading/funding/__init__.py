"""Nguồn vốn: amounts of money in prose, and the tree of sources that they make."""
