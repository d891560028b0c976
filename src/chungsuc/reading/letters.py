"""Capital and small letters of Vietnamese, as character classes for patterns.

Unicode mixes the two cases in one range, so that a range from À to Ỹ would take small letters too.
"""

_VOWELS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"
_CONSONANTS = "bcdđfghjklmnpqrstvwxz"

SMALL = _VOWELS + _CONSONANTS
CAPITAL = SMALL.upper()
