from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "chungsuc.funding"
    label = "funding"
    verbose_name = "Vốn"
