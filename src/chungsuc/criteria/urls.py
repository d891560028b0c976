"""Addresses of criteria sets."""

from __future__ import annotations

from django.urls import path

from chungsuc.criteria import overlay_views, review_views, views

app_name = "criteria"
urlpatterns = [
    path("", views.listing, name="list"),
    path("so-sanh/<str:old_id>/<str:new_id>/", views.compare, name="compare"),
    path("<str:set_id>/", views.criteria_set, name="set"),
    path("<str:set_id>/quyet-dinh/", overlay_views.listing, name="overlays"),
    path("<str:set_id>/doi-chieu/", review_views.figures, name="figures"),
    path("<str:set_id>/doi-chieu/<str:key>/", review_views.figure, name="figure"),
]
