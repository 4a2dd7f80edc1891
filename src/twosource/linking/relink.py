"""What a change does to all that is derived, found from its neighbourhood alone."""

from __future__ import annotations

from twosource.linking.shelf import Changed, Patch, Shelf


def relink(changed: Changed, shelf: Shelf) -> Patch:
    """The rows that a change replaces. Applied to what followed from the claims before, they give what `link` makes of the
    claims after, row for row."""
    raise NotImplementedError
