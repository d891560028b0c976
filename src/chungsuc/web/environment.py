"""What the machine decides: places and secrets, read from `CHUNGSUC_*` variables."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


def var_folder() -> Path:
    """`var/`: database, uploads and the secret key; CHUNGSUC_VAR names another place."""
    folder = Path(os.environ.get("CHUNGSUC_VAR", "var")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """The generated key of this installation, made once and readable by its owner only."""
    if given := os.environ.get("CHUNGSUC_SECRET_KEY"):
        return given
    path = folder / "secret_key"
    try:
        # O_EXCL: two processes that start at once agree on the key of the first.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


def database(folder: Path) -> dict[str, Any]:
    """Django's description of the store that CHUNGSUC_DATABASE names.

    `sqlite:///path` (the default is a file in `var/`) or `postgresql://user:password@host:port/name`.
    """
    url = os.environ.get("CHUNGSUC_DATABASE", f"sqlite:///{folder / 'chungsuc.sqlite3'}")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "chungsuc.stores.sqlite3",
            "NAME": url.removeprefix("sqlite:///"),
            "CONN_MAX_AGE": None,  # without it a page is two to five times slower
            "OPTIONS": {
                # A write takes its lock at the start, so two writers wait instead of failing halfway.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # FULL: a saved figure survives a power cut.
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                    "PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;"
                ),
            },
        }
    if parts.scheme in ("postgresql", "postgres"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {
                "pool": {"min_size": 1, "max_size": int(os.environ.get("CHUNGSUC_POOL", "8"))},
                "prepare_threshold": 5,  # without it nothing is prepared, asked for or not
            },
        }
    raise ValueError(f"CHUNGSUC_DATABASE: sqlite:///… or postgresql://… is expected, not {parts.scheme!r}")


def listed(name: str, default: list[str]) -> list[str]:
    """A comma-separated variable."""
    given = os.environ.get(name)
    return default if given is None else [part.strip() for part in given.split(",") if part.strip()]
