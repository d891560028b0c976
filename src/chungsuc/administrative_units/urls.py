"""Addresses of units. The page of one unit joins its plans, so it stands in dashboards."""

from __future__ import annotations

from django.urls import path

from chungsuc.administrative_units import views

app_name = "administrative_units"
urlpatterns = [path("", views.search, name="search")]
