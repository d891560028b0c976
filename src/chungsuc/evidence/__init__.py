"""Minh chứng: files, photos and links that stand beside figures."""
