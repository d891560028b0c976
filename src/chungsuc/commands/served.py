"""What each process of `chungsuc run` serves: the site, for as long as the one that started it lives."""

from chungsuc.commands.processes import leave_with_parent
from chungsuc.web.settled import settle
from chungsuc.web.wsgi import application

__all__ = ["application"]

leave_with_parent()
settle()
