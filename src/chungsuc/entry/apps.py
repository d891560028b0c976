from django.apps import AppConfig


class EntryConfig(AppConfig):
    name = "chungsuc.entry"
    label = "entry"
    verbose_name = "Nhập liệu"
