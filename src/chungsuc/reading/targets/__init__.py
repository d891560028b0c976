"""Mục tiêu: sentences to statements, by a small grammar of administrative Vietnamese."""
