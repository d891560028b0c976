from django.apps import AppConfig
from django.utils.module_loading import import_string

from chungsuc.audit import chains


class AdministrativeUnitsConfig(AppConfig):
    name = "chungsuc.administrative_units"
    label = "administrative_units"
    verbose_name = "Đơn vị hành chính"

    def ready(self) -> None:
        """Tell the log, which knows no units, where an act belongs."""
        chains.find_by(import_string("chungsuc.administrative_units.provinces.province_of"))
