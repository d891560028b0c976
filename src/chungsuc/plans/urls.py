from django.urls import path

from chungsuc.plans import views

app_name = "plans"

urlpatterns = [
    path("", views.listing, name="list"),
    path("tai-len/", views.upload, name="upload"),
    path("<uuid:pk>/", views.plan, name="plan"),
    path("<uuid:pk>/tien-do/", views.progress, name="progress"),
    path("<uuid:pk>/doc.json", views.as_json, name="json"),
    path("<uuid:pk>/tep/", views.original, name="original"),
    path("<uuid:pk>/muc/<int:item>/", views.decide, name="decide"),
    path("<uuid:pk>/doc-lai/", views.reread, name="reread"),
    path("<uuid:pk>/cong-khai/", views.publish, name="publish"),
    path("<uuid:pk>/rut/", views.withdraw, name="withdraw"),
]
