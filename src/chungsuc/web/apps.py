from django.apps import AppConfig
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "chungsuc.web"
    label = "web"
    verbose_name = "Trang web"

    def ready(self) -> None:
        # Django says this in English alone.
        ProhibitNullCharactersValidator.message = _("Ô này có ký tự rỗng, không hiện được. Hãy gõ lại.")
