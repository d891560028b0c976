"""Addresses of the pages of a review."""

from __future__ import annotations

from django.urls import path

from chungsuc.dashboards.reviewing import cell_views, duties_views, views

pages = [
    path("tham-dinh/", views.home, name="review-home"),
    path(
        "tham-dinh/cau-hoi/<str:unit_id>/<str:set_id>/<int:year>/",
        cell_views.questions,
        name="review-questions",
    ),
    path("tham-dinh/<str:unit_id>/<str:set_id>/phan-cong/", duties_views.duties_page, name="review-duties"),
    path("tham-dinh/<str:unit_id>/<str:set_id>/<int:year>/", views.review_list, name="review-list"),
    path("tham-dinh/<str:unit_id>/<str:set_id>/<int:year>/nhan/", views.accept, name="review-accept"),
    path(
        "tham-dinh/<str:unit_id>/<str:set_id>/<int:year>/<str:below_id>/<str:code>/",
        cell_views.cell,
        name="review-cell",
    ),
]
