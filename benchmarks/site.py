"""The site as it is, with one page more: the smallest that this stack can answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from chungsuc.web.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.site"


def hello(_request: HttpRequest) -> HttpResponse:
    """Answers without asking the store anything."""
    return HttpResponse("hello", content_type="text/plain")


urlpatterns = [path("hello", hello), path("", include("chungsuc.web.urls"))]
