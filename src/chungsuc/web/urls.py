"""Root addresses: unaccented Vietnamese, without a language prefix."""

from __future__ import annotations

from django.urls import include, path

from chungsuc.web import views

urlpatterns = [
    path("", include("chungsuc.dashboards.urls")),
    path("don-vi/", include("chungsuc.administrative_units.urls")),
    path("bo-tieu-chi/", include("chungsuc.criteria.urls")),
    path("ke-hoach/", include("chungsuc.plans.urls")),
    path("bieu-mau/", include("chungsuc.reports.urls")),
    path("tai-khoan/", include("chungsuc.accounts.urls")),
    path("ngon-ngu/", include("django.conf.urls.i18n")),
    path("healthz", views.health, name="health"),
]
