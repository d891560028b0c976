"""Addresses of entry, below the unit whose figures are entered."""

from django.urls import path

from chungsuc.entry import across_views, assigning_views, views
from chungsuc.entry.excel.urls import urlpatterns as excel

app_name = "entry"
PAGE = "<str:unit_id>/nhap-lieu/<str:set_id>/<str:period>/"
urlpatterns = [
    path("<str:unit_id>/nhap-lieu/", views.choose, name="choose"),
    path("<str:unit_id>/phan-cong-so-lieu/<str:set_id>/", assigning_views.assign_page, name="assign"),
    path("<str:unit_id>/nhap-nhieu-don-vi/", across_views.choose_criterion, name="choose-criterion"),
    path(
        "<str:unit_id>/nhap-nhieu-don-vi/<str:set_id>/<str:period>/<str:code>/",
        across_views.across,
        name="across",
    ),
    path(PAGE, views.grid, name="grid"),
    path(f"{PAGE}dan/", views.paste, name="paste"),
    path(f"{PAGE}o/<str:code>/", views.cell, name="cell"),
    path(f"{PAGE}o/<str:code>/luu/", views.save_one, name="save"),
    *excel,
]
