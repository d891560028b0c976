"""Addresses of evidence. Files are served from paths of their own, on which nothing else stands."""

from __future__ import annotations

from django.urls import path

from chungsuc.dashboards.evidence import province_views, serving, views

app_name = "evidence"
urlpatterns = [
    path("tep/<uuid:pk>/", serving.original, name="original"),
    path("anh/<uuid:pk>/", serving.shown, name="shown"),
    path("anh/<uuid:pk>/nho/", serving.small, name="small"),
    path("rut/<uuid:pk>/", views.withdraw, name="withdraw"),
    path("anh-trung/<str:province_id>/", province_views.repeated, name="repeated"),
    path("yeu-cau/<int:pk>/thoi/", province_views.end_demand, name="end-demand"),
    path("yeu-cau/<str:province_id>/<str:set_id>/", province_views.demands, name="demands"),
    path("<str:unit_id>/<str:set_id>/<int:year>/", views.unit_year, name="unit"),
    path("<str:unit_id>/<str:set_id>/<int:year>/<str:code>/", views.cell, name="cell"),
]
