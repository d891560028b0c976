"""Nhật ký: who did what, when and to what, in a chain that shows if a line was changed."""
