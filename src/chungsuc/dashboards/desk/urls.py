"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from chungsuc.dashboards.desk import views

pages = [
    path("ban-lam-viec/", views.desk, name="desk"),
    path("ban-lam-viec/cham/", views.late, name="desk-late"),
]
