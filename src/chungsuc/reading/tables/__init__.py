"""Bảng: the tables of a document, and what each row, mark and figure of them says."""
