"""Nhật ký: who did what, when and to what, for those whom it concerns."""
