"""A Word file that is opened to be changed: parts that nobody touches stay as they are, byte for byte."""

from __future__ import annotations

import io
import posixpath
import shutil
import zipfile
from datetime import datetime
from xml.etree.ElementTree import Element

from lxml import etree  # type: ignore[import-untyped]

from chungsuc.documents.model import DEFAULT
from chungsuc.documents.package import BROKEN, STRICT, WordPackage
from chungsuc.documents.word_xml import W

_TYPES_PATH = "[Content_Types].xml"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of ZIP


class EditedPackage(WordPackage):
    """Gives the parts as trees that can be written back. Raises DocumentError as reading does."""

    def __init__(self, data: bytes, name: str) -> None:
        self._trees: dict[str, Element] = {}
        self._touched: set[str] = set()
        super().__init__(data, name, DEFAULT)
        self._is_strict = STRICT[0][0] in self._unpacked(self._entries[self.main_path])

    def touch(self, path: str) -> Element:
        """The root of a part that is about to be changed."""
        self._touched.add(path)
        return self._xml(path)

    def touch_owner(self, node: Element) -> None:
        """The part that an element stands in is about to be changed."""
        root = node
        while (parent := parent_of(root)) is not None:
            root = parent
        self._touched.update(path for path, tree in self._trees.items() if tree is root)

    def add(self, kind: str, content_type: str, root: Element) -> None:
        """Add a part that the document points to."""
        folder, base = posixpath.split(self.main_path)
        path = posixpath.join(folder, f"{kind}.xml")
        while path in self._entries:
            path = path.replace(".xml", "_.xml")
        types = self.touch(_TYPES_PATH)
        etree.SubElement(types, f"{_TYPES}Override", PartName=f"/{path}", ContentType=content_type)
        links = posixpath.join(folder, "_rels", f"{base}.rels")
        if links in self._entries:
            relations = self.touch(links)
        else:
            relations = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
            self._put(links, relations)
        taken = {each.get("Id") for each in relations}
        free = next(name for at in range(len(taken) + 1) if (name := f"rIdChungsuc{at}") not in taken)
        etree.SubElement(
            relations,
            f"{{{_RELATIONS}}}Relationship",
            Id=free,
            Type=f"{_OFFICE}/{kind}",
            Target=posixpath.relpath(path, folder or "."),
        )
        self._put(path, root)

    def written(self, when: datetime) -> bytes:
        """The file with its changed parts."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for path, entry in self._entries.items():
                if path in self._touched:
                    new.writestr(entry, self._serialised(path))
                else:
                    self._copy(entry, new)
            for path in sorted(self._touched - set(self._entries)):
                fresh = zipfile.ZipInfo(path, max(when.timetuple()[:6], _FIRST_DAY))
                fresh.compress_type, fresh.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
                new.writestr(fresh, self._serialised(path))
        return out.getvalue()

    def _put(self, path: str, root: Element) -> None:
        self._trees[path] = root
        self._touched.add(path)

    def _xml(self, path: str) -> Element:
        if path not in self._trees:
            self._trees[path] = super()._xml(path)
        return self._trees[path]

    def _parsed(self, data: bytes) -> Element:
        # No DOCTYPE came this far; nothing is fetched or expanded all the same.
        # How large a part may be has been looked at already.
        parser = etree.XMLParser(
            encoding="utf-8",
            resolve_entities=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
            huge_tree=True,
        )
        root: Element = etree.fromstring(data, parser)
        return root

    def _serialised(self, path: str) -> bytes:
        root = self._trees[path]
        data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        if self._is_strict and path != _TYPES_PATH:
            for strict, usual in STRICT:
                data = data.replace(usual, strict)
        return data

    def _copy(self, entry: zipfile.ZipInfo, new: zipfile.ZipFile) -> None:
        same = zipfile.ZipInfo(entry.filename, entry.date_time)
        same.compress_type, same.external_attr = zipfile.ZIP_DEFLATED, entry.external_attr
        try:
            with self._zip.open(entry) as old, new.open(same, "w") as target:
                shutil.copyfileobj(old, target)
        except BROKEN:
            raise self._error("bị hỏng hoặc bị cắt cụt", "Hãy chép lại tệp từ máy gốc") from None


def new_element(tag: str, attributes: dict[str, str] | None = None, *children: Element) -> Element:
    """An element that can stand in a tree that is written back."""
    made: Element = etree.Element(tag, attributes or {}, nsmap={"w": W.strip("{}")})
    made.extend(children)
    return made


def parent_of(node: Element) -> Element | None:
    found: Element | None = node.getparent()  # type: ignore[attr-defined]
    return found
