"""Trang công khai và điều hành: pages that join plans, money, units and results."""
