from django.urls import path

from chungsuc.plans import adding_views, item_views, views

app_name = "plans"

urlpatterns = [
    path("", views.listing, name="list"),
    path("tai-len/", views.upload, name="upload"),
    path("<uuid:pk>/", views.plan, name="plan"),
    path("<uuid:pk>/tien-do/", views.progress, name="progress"),
    path("<uuid:pk>/doc.json", views.as_json, name="json"),
    path("<uuid:pk>/doc.xlsx", views.as_excel, name="excel"),
    path("<uuid:pk>/y-kien.docx", views.as_word, name="word"),
    path("<uuid:pk>/tep/", views.original, name="original"),
    path("<uuid:pk>/can-xem/", item_views.asked, name="asked"),
    path("<uuid:pk>/can-xem/dung/", item_views.decide_all, name="decide_all"),
    path("<uuid:pk>/them/", adding_views.add, name="add"),
    path("<uuid:pk>/muc/<int:item>/", item_views.item, name="item"),
    path("<uuid:pk>/muc/<int:item>/chuyen/", adding_views.move, name="move"),
    path("<uuid:pk>/muc/<int:item>/y-kien/", item_views.decide, name="decide"),
    path("<uuid:pk>/muc/<int:item>/sua/", item_views.correct, name="correct"),
    path("<uuid:pk>/phat-hien/<int:finding>/da-biet/", item_views.acknowledge, name="acknowledge"),
    path("<uuid:pk>/kiem-tra-lai/", item_views.recheck, name="recheck"),
    path("<uuid:pk>/doc-lai/", views.reread, name="reread"),
    path("<uuid:pk>/cong-khai/", views.publish, name="publish"),
    path("<uuid:pk>/rut/", views.withdraw, name="withdraw"),
]
