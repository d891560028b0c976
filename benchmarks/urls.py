"""The site's addresses, and `/hello`."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def hello(_request: HttpRequest) -> HttpResponse:
    """Answers without asking the store anything."""
    return HttpResponse("hello", content_type="text/plain")


urlpatterns = [path("hello", hello), path("", include("chungsuc.web.urls"))]
