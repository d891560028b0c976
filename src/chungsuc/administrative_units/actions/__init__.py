"""Writing units: the list, orders that change it, what is said of units, and who answers for them."""

from chungsuc.administrative_units.actions.reference import load_reference
from chungsuc.administrative_units.actions.reorganisations import outcome_of, record_reorganisation

__all__ = ["load_reference", "outcome_of", "record_reorganisation"]
