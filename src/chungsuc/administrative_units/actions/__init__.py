"""Writing units: the list, orders that change it, what is said of units, and who answers for them."""

from chungsuc.administrative_units.actions.bodies import add_body, leave_office, succeed, take_office
from chungsuc.administrative_units.actions.boundaries import load_boundaries
from chungsuc.administrative_units.actions.reference import load_reference
from chungsuc.administrative_units.actions.reorganisations import (
    name_paper,
    outcome_of,
    record_reorganisation,
)
from chungsuc.administrative_units.actions.tags import end_tag, tag_units
from chungsuc.administrative_units.actions.villages import add_villages, place_villages, stage_villages

__all__ = [
    "add_body",
    "add_villages",
    "end_tag",
    "leave_office",
    "load_boundaries",
    "load_reference",
    "name_paper",
    "outcome_of",
    "place_villages",
    "record_reorganisation",
    "stage_villages",
    "succeed",
    "tag_units",
    "take_office",
]
