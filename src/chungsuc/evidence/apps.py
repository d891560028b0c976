from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "chungsuc.evidence"
    label = "evidence"
    verbose_name = "Minh chứng"
