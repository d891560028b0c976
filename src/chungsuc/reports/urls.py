from __future__ import annotations

from django.urls import path

from chungsuc.reports import views

app_name = "reports"
urlpatterns = [
    path("<uuid:plan_id>/bieu-<slug:code>.<slug:media>", views.form, name="form"),
]
