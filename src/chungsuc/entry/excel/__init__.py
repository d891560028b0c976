"""Nhập bằng Excel: a form goes out, comes back filled, is looked at, and is stored once it is accepted."""
