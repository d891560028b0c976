from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "chungsuc.reports"
    label = "reports"
    verbose_name = "Biểu mẫu, báo cáo"
