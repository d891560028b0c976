"""The root of every error that a user may cause."""


class ChungsucError(Exception):
    """A mistake that can be told to the person who made it.

    The message is one or two sentences in Vietnamese: what is wrong, where, and what to do.
    Each package derives its own class from this one; the edge (page, command, API) shows
    `str(error)` and never a traceback.
    """
