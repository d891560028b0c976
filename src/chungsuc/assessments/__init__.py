"""Đánh giá: observations, who accepted them, and the verdicts computed from them."""
