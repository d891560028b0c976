"""Addresses of people and their roles."""

from __future__ import annotations

from django.urls import path

from chungsuc.dashboards.people import views

pages = [
    path("quan-tri/nguoi-dung/", views.people_page, name="people"),
    path("quan-tri/nguoi-dung/them/", views.add_page, name="person-add"),
    path("quan-tri/nguoi-dung/chi-tieu/", views.answering_page, name="people-answering"),
    path("quan-tri/nguoi-dung/<int:pk>/", views.person_page, name="person"),
]
