"""Which code, lexicons and models read a document."""

from __future__ import annotations

from dataclasses import dataclass

from twosource.model.capture import short_id


@dataclass(frozen=True, slots=True)
class Run:
    """The hash of what reads: code version, stage versions, lexicon and model hashes, profile.

    Never time, engine or batch.
    """

    code: str
    profile: str
    stages: tuple[tuple[str, int], ...]
    resources: tuple[tuple[str, str], ...]
    """Name and SHA-256 of each lexicon, gazetteer and model, sorted by name."""

    @property
    def id(self) -> str:
        """16 hex digits."""
        stages = ",".join(f"{name}={version}" for name, version in self.stages)
        resources = ",".join(f"{name}={value}" for name, value in self.resources)
        return short_id(self.code, self.profile, stages, resources)
