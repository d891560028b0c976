from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "chungsuc.web"
    label = "web"
    verbose_name = "Trang web"
