"""Đơn vị hành chính: stored units, their tree through time, and what became of them."""
