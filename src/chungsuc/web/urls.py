"""Root addresses: unaccented Vietnamese, without a language prefix."""

from __future__ import annotations

from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from chungsuc.web import views

urlpatterns = [
    path("", include("chungsuc.dashboards.urls")),
    path("don-vi/", include("chungsuc.administrative_units.urls")),
    path("don-vi/", include("chungsuc.entry.urls")),
    path("bo-tieu-chi/", include("chungsuc.criteria.urls")),
    path("ke-hoach/", include("chungsuc.plans.urls")),
    path("minh-chung/", include("chungsuc.dashboards.evidence.urls")),
    path("bieu-mau/", include("chungsuc.reports.urls")),
    path("tai-khoan/", include("chungsuc.accounts.urls")),
    path("", include("chungsuc.api.urls")),
    # Without a token: a public page is the same for everyone, and a language is no deed worth forging.
    path("ngon-ngu/", csrf_exempt(set_language), name="set_language"),
    path("healthz", views.health, name="health"),
]
