"""Addresses of the log."""

from __future__ import annotations

from django.urls import path

from chungsuc.dashboards.log import views

pages = [
    path("nhat-ky/", views.log_page, name="log"),
    path(
        "nhat-ky/so-lieu/<str:unit_id>/<str:set_id>/<int:year>/<str:code>/",
        views.log_of_figure,
        name="log-of-figure",
    ),
    path("nhat-ky/<slug:kind>/<str:key>/", views.log_of_thing, name="log-of-thing"),
]
