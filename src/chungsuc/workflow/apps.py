from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "chungsuc.workflow"
    label = "workflow"
    verbose_name = "Quy trình"
