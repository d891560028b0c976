"""Vốn: the money that papers promise, as a tree of sources in whole đồng."""
