"""The site's settings in a folder of its own, so that a test never meets an installation's data."""

import os
import tempfile

os.environ["CHUNGSUC_VAR"] = tempfile.mkdtemp(prefix="chungsuc-test-")

from chungsuc.languages.catalogue import compile_catalogues
from chungsuc.web.settings import *  # noqa: F403
from chungsuc.web.settings import DATABASES, LOCALE_PATHS, STORAGES

compile_catalogues(*LOCALE_PATHS)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # In memory, where each process has its own: said by name, since the name of the backend is ours.
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}
# Pages name their files plainly: nothing is collected for a test.
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
# A hash that is made on purpose to be slow would be most of the time of a test run.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
