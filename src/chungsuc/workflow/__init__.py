"""Quy trình: dossiers and reviews, folded from numbered events."""
