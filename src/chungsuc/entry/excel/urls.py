"""Addresses of entry by Excel, below the page of a unit, set and period."""

from django.urls import path

from chungsuc.entry.excel import views

PAGE = "<str:unit_id>/nhap-lieu/<str:set_id>/<str:period>/tep/"
urlpatterns = [
    path(PAGE, views.imports, name="imports"),
    path(f"{PAGE}bieu.xlsx", views.form, name="form"),
    path(f"{PAGE}<uuid:pk>/", views.staged, name="import"),
    path(f"{PAGE}<uuid:pk>/bo/", views.drop, name="import-drop"),
]
