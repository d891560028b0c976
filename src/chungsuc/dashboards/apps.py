from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "chungsuc.dashboards"
    label = "dashboards"
    verbose_name = "Trang điều hành"
