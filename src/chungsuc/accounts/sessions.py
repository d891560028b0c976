"""Who is signed in: asked at every page and save, so as two short questions that Django composes once."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import BigIntegerField, CharField, DateTimeField
from django.utils import timezone

from chungsuc.accounts.models import User
from chungsuc.stores.questions import Blank, Rows

_SESSION = Rows(
    Session,
    lambda: Session.objects.filter(
        session_key=Blank("key", CharField()), expire_date__gt=Blank("now", DateTimeField())
    ).order_by(),
)
_USER = Rows(User, lambda: User.objects.filter(pk=Blank("id", BigIntegerField())).order_by())


class SessionStore(db.SessionStore):
    """As Django keeps sessions."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        found = _SESSION.found(key=self.session_key, now=timezone.now())
        if not found:
            self._session_key = None  # never made, ended, or out of date
            return None
        session: Session = found[0]
        return session


class ByUsername(AuthenticationBackend):  # type: ignore[misc]
    """As allauth signs people in; who does not, or no more, is nobody."""

    def get_user(self, user_id: Any) -> User | None:
        found: list[User] = _USER.found(id=int(user_id))
        return found[0] if found and self.user_can_authenticate(found[0]) else None
