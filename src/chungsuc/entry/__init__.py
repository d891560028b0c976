"""Nhập liệu: figures brought in, on the grid or by Excel."""
