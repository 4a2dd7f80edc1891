"""Claims of many documents compared: statements, relations, origins, figures, positions, events. Pure; sees no page."""

from twosource.linking.context import Context
from twosource.linking.derive import link
from twosource.linking.independence import independence

__all__ = ["Context", "independence", "link"]
