"""Người dùng và vai trò: who has an account, what each may do, and for which indicators."""
