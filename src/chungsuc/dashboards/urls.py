"""Addresses of the pages that join everything."""

from __future__ import annotations

from django.urls import include, path

from chungsuc.dashboards import (
    body_views,
    deciding_views,
    plan_views,
    reorganising_views,
    tag_views,
    views,
    village_views,
    weighing_views,
    what_if_views,
)
from chungsuc.dashboards.desk.urls import pages as desk
from chungsuc.dashboards.dossiers import views as dossiers
from chungsuc.dashboards.log.urls import pages as log
from chungsuc.dashboards.people.urls import pages as people
from chungsuc.dashboards.results import views as results
from chungsuc.dashboards.reviewing.urls import pages as reviewing

pages = [
    path("chuong-trinh/<uuid:plan_id>/", views.programme_page, name="programme"),
    path("chuong-trinh/<uuid:plan_id>/o/<str:unit_id>/<str:code>/", views.cell_page, name="cell"),
    path("chuong-trinh/<str:unit_id>/<str:period>/", views.programme_of, name="programme-of"),
    path("ke-hoach/<uuid:pk>/ghi-nhan/", plan_views.confirm, name="confirm-plan"),
    path("sap-xep-don-vi/", reorganising_views.order, name="reorganise"),
    path("sap-xep-don-vi/<int:pk>/", reorganising_views.reorganisation, name="reorganisation"),
    path("sap-xep-don-vi/<int:pk>/ban-ky/", reorganising_views.paper, name="order-paper"),
    path("sap-xep-don-vi/<int:pk>/ban-ky/them/", reorganising_views.sign, name="order-sign"),
    path("don-vi/<str:unit_id>/co-quan/", body_views.bodies, name="bodies"),
    path("don-vi/<str:unit_id>/ty-trong/", weighing_views.weigh, name="weigh"),
    path("don-vi/<str:unit_id>/phan-loai/", tag_views.tags, name="tags"),
    path("don-vi/<str:unit_id>/thon/", village_views.commune_villages, name="villages"),
    path("don-vi/<str:unit_id>/ho-so/", dossiers.dossiers, name="dossiers"),
    path("don-vi/<str:unit_id>/ho-so/phan-cong/", dossiers.owners, name="dossier-owners"),
    path("don-vi/<str:unit_id>/ho-so/<str:set_id>/<int:year>/", dossiers.dossier, name="dossier"),
    path(
        "don-vi/<str:unit_id>/ho-so/<str:set_id>/<int:year>/ra-soat/",
        dossiers.dossier,
        {"purpose": "yearly_review"},
        name="dossier-yearly",
    ),
    path("ho-so/<uuid:pk>/buoc/", dossiers.step, name="dossier-step"),
    path("ho-so/<uuid:pk>/thanh-phan/", dossiers.part, name="dossier-part"),
    path("ho-so/<uuid:pk>/ban-ky/", dossiers.add_paper, name="dossier-add-paper"),
    path("ho-so/<uuid:pk>/phieu/", dossiers.vote, name="dossier-vote"),
    path("ho-so/<uuid:pk>/<str:of>/<int:number>/tep/", dossiers.paper, name="dossier-paper"),
    path("don-vi/<str:unit_id>/", views.unit_page, name="unit"),
    path("bo-tieu-chi/<str:set_id>/quyet-dinh/nhap/", deciding_views.add, name="overlay-add"),
    path("bo-tieu-chi/tinh-lai/", deciding_views.recounts, name="recounts"),
    path("bo-tieu-chi/quyet-dinh/<int:pk>/rut/", deciding_views.withdraw, name="overlay-withdraw"),
    path("bo-tieu-chi/doi-chieu/<int:pk>/nhan/", deciding_views.adopt, name="figure-adopt"),
    path("don-vi/<str:unit_id>/ket-qua/", results.board_page, name="results"),
    path(
        "don-vi/<str:above_id>/ket-qua/<int:year>/<str:unit_id>/<str:code>/",
        results.why_page,
        name="why",
    ),
    path("don-vi/<str:unit_id>/tieu-chi/", results.criterion_page, name="criterion"),
    path("don-vi/<str:unit_id>/so-sanh/", results.comparison_page, name="comparison"),
    path("don-vi/<str:unit_id>/ban-do/", results.map_page, name="map"),
    path("don-vi/<str:unit_id>/xet-thu/", what_if_views.what_if_page, name="what-if"),
    *desk,
    *log,
    *people,
    *reviewing,
]

urlpatterns = [
    path("", views.home, name="home"),
    path("", include((pages, "dashboards"))),
]
