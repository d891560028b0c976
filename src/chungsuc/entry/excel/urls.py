"""Addresses of entry by Excel, below the page of a unit, or of a criterion of many."""

from django.urls import path

from chungsuc.entry.excel import views

PAGE = "<str:unit_id>/nhap-lieu/<str:set_id>/<str:period>/tep/"
MANY = "<str:unit_id>/nhap-nhieu-don-vi/<str:set_id>/<str:period>/<str:code>/tep/"
urlpatterns = [
    path(PAGE, views.imports, name="imports"),
    path(f"{PAGE}bieu.xlsx", views.form, name="form"),
    path(f"{PAGE}<uuid:pk>/", views.staged, name="import"),
    path(f"{PAGE}<uuid:pk>/bo/", views.drop, name="import-drop"),
    path(MANY, views.imports, name="across-imports"),
    path(f"{MANY}bieu.xlsx", views.form, name="across-form"),
    path(f"{MANY}<uuid:pk>/", views.staged, name="across-import"),
    path(f"{MANY}<uuid:pk>/bo/", views.drop, name="across-import-drop"),
]
