"""Text as the programs of the nineties stored it, written here from the standards."""

import unicodedata

_TCVN3 = {
    "A1": "ĂÂÊÔƠƯĐ", "A8": "ăâêôơưđ", "B5": "àảãáạ", "BB": "ằẳẵắ", "C6": "ặ", "C7": "ầẩẫấậ", "CC": "è",
    "CE": "ẻẽéẹ", "D2": "ềểễếệ", "D7": "ìỉ", "DC": "ĩíị", "DF": "ò", "E1": "ỏõóọ", "E5": "ồổỗốộ",
    "EA": "ờởỡớợ", "EF": "ù", "F1": "ủũúụ", "F5": "ừửữứự", "FA": "ỳỷỹýỵ",
}  # fmt: skip
_BYTES = {
    letter: int(first, 16) + at for first, letters in _TCVN3.items() for at, letter in enumerate(letters)
}
_TONES = "\u0300\u0301\u0309\u0303\u0323"
_VNI_TONE = dict(zip(_TONES, "øùûõï", strict=True))
_VNI_HAT = {"": "â", **dict(zip(_TONES, "àáåãä", strict=True))}
_VNI_BREVE = {"": "ê", **dict(zip(_TONES, "èéúüë", strict=True))}
_VNI_ALONE = {"đ": "ñ", "ì": "ì", "í": "í", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}


def tcvn3(text: str) -> str:
    """As a program of Western Europe shows the bytes; capitals with a tone have no code of their own."""
    return "".join(
        chr(_BYTES[char] if char in _BYTES else _BYTES.get(char.lower(), ord(char))) for char in text
    )


def vni(text: str) -> str:
    return "".join(map(_vni, unicodedata.normalize("NFC", text)))


def _vni(char: str) -> str:
    if char.isascii() or not char.isalpha():
        return char
    if char.lower() in _VNI_ALONE:
        found = _VNI_ALONE[char.lower()]
    else:
        base, *marks = unicodedata.normalize("NFD", char.lower())
        tone = next((mark for mark in marks if mark in _TONES), "")
        if "\u0302" in marks:
            found = base + _VNI_HAT[tone]
        elif "\u0306" in marks:
            found = base + _VNI_BREVE[tone]
        else:
            found = {"o": "ô", "u": "ö"}[base] if "\u031b" in marks else base
            found += _VNI_TONE[tone] if tone else ""
    return found.upper() if char.isupper() else found


def windows_1258(text: str) -> bytes:
    """Letters with their hats, tones as marks after them."""
    parts = []
    for char in unicodedata.normalize("NFC", text):
        spread = unicodedata.normalize("NFD", char)
        tone = "".join(mark for mark in spread if mark in _TONES)
        parts.append(
            unicodedata.normalize("NFC", "".join(mark for mark in spread if mark not in _TONES)) + tone
        )
    return "".join(parts).encode("cp1258")


def misread(text: str, page: str = "cp1252") -> str:
    """UTF-8 taken for letters of Western Europe."""
    return "".join(bytes([code]).decode(page, errors="ignore") or chr(code) for code in text.encode("utf-8"))
