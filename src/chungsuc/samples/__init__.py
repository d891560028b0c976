"""Thế giới mẫu: real units with invented figures, to try the system on. Everything in it comes from a seed."""
