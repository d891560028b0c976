"""Bytes to blocks and back: what comes in as a file, what goes out as a paper. Knows no Django."""

from chungsuc.documents.errors import DocumentError
from chungsuc.documents.model import DEFAULT, Comment, DocLine, Document, Limits
from chungsuc.documents.read import read_document

__all__ = ["DEFAULT", "Comment", "DocLine", "Document", "DocumentError", "Limits", "read_document"]
