"""Addresses of the API, and of the page of keys."""

from __future__ import annotations

from django.urls import include, path, re_path

from chungsuc.api import key_views, views
from chungsuc.api.root import api

app_name = "api"
urlpatterns = [
    path(
        "api/v1/",
        include(
            [
                path("", views.documentation, name="documentation"),
                *api.urls[0],
                re_path(r"^(?P<rest>.*)$", views.nothing, name="nothing"),
            ]
        ),
    ),
    path("ket-noi/", key_views.keys, name="keys"),
    path("ket-noi/<int:pk>/thu-hoi/", key_views.revoke, name="revoke-key"),
]
