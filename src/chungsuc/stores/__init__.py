"""Kho dữ liệu: SQLite and PostgreSQL as this system uses them, where Django's own way takes too long."""
