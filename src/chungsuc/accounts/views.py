"""Changing one's own password."""

from __future__ import annotations

from typing import Any

from allauth.account.internal import flows
from allauth.account.views import PasswordChangeView
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator

from chungsuc.accounts.actions import change_password


@method_decorator(login_required, name="dispatch")
class ChangePassword(PasswordChangeView):  # type: ignore[misc]
    """Đổi mật khẩu: asked with the old one; every other session of the person ends."""

    def form_valid(self, form: Any) -> HttpResponse:
        change_password(user=form.user, password=form.cleaned_data["password1"], now=timezone.now())
        flows.password_change.finalize_password_change(self.request, form.user)
        return HttpResponseRedirect(reverse("home"))
