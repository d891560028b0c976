"""Kết nối: what other programs read and write."""
