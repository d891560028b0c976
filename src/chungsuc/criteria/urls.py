"""Addresses of criteria sets."""

from __future__ import annotations

from django.urls import path

from chungsuc.criteria import views

app_name = "criteria"
urlpatterns = [
    path("", views.listing, name="list"),
    path("<str:set_id>/", views.criteria_set, name="set"),
]
