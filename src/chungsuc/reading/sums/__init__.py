"""Phép tính nêu trong văn bản: totals with the parts that a text lists for them, and formulas written out."""
