"""Kết quả của các đơn vị: what the units below a unit came to in a year, read from what is stored.

The matrix at each level, one criterion across units, units beside one another, and the map stand on the
same scope: a unit, a year, a criteria set, a series.
"""
