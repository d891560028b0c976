"""Structured logs: one JSON object a line, for whoever runs the machine."""

from __future__ import annotations

import logging

import structlog


def formatter() -> logging.Formatter:
    """Every log line, ours or a library's, through one set of processors."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
