"""Lời của phần lõi: verdicts, reasons and periods in the language of the page."""

from __future__ import annotations

from django.utils.translation import gettext

from chungsuc.core.speech import Speech
from chungsuc.languages.data import as_told, vietnamese
from chungsuc.languages.figures import format_number


def word(text: str) -> str:
    """A word of the core. What the catalogue does not have is the law's own, and marked as Vietnamese."""
    return as_told(gettext(text)) if text else ""


SPEECH = Speech(say=word, number=format_number, quote=vietnamese)
