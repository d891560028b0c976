"""Thế giới mẫu: real units with invented figures, all of them from a seed."""
