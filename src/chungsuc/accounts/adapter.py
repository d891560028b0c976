"""Sign-in rules: accounts are made by an administrator, nobody signs up alone."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAdapter(DefaultAccountAdapter):
    """No open sign-up; a system account does not sign in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
