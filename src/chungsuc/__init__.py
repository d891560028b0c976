"""Chung sức: reads a rural-development plan, proves whether it adds up, and follows it through."""

__version__ = "0.1.0"
