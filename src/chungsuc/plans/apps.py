from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "chungsuc.plans"
    label = "plans"
    verbose_name = "Kế hoạch"
