"""Sign-in and sign-out. Accounts are made by an administrator, so nothing else of allauth is reachable."""

from allauth.account import views
from django.urls import path

from chungsuc.accounts.views import ChangePassword

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("signup/", views.signup, name="account_signup"),  # says that sign-up is closed
    path("mat-khau/", ChangePassword.as_view(), name="account_change_password"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
]
