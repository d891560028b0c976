"""The site as it is, with one page more: the smallest that this stack can answer."""

from chungsuc.web.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
