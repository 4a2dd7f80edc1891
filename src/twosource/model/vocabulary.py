"""The closed lists, and nothing else. The values are the JSON tokens.

A value is added only with a decision record. The order of a list is its order of display, never a ranking.
"""

from enum import StrEnum


class Act(StrEnum):
    """What the holder does in speaking."""

    ASSERT = "assert"
    DENY = "deny"
    DISMISS = "dismiss"
    DECLINE_TO_CONFIRM = "decline_to_confirm"
    NO_COMMENT = "no_comment"
    EQUIVOCATE = "equivocate"
    HINT = "hint"
    ACCUSE = "accuse"
    ORDER = "order"
    REQUEST = "request"
    THREATEN = "threaten"
    PROMISE = "promise"
    PREDICT = "predict"
    CONDEMN = "condemn"
    SUPPORT = "support"
    CORRECT = "correct"
    RETRACT = "retract"


class Certainty(StrEnum):
    """How sure the holder presents the claim; moved by words of belief and hearsay only."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"


class Polarity(StrEnum):
    """Whether the holder presents the claim as so or as not so."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Modality(StrEnum):
    """How what is claimed stands to the world, as the holder presents it."""

    DONE = "done"
    UNDER_WAY = "under_way"
    PRESENT = "present"
    PLANNED = "planned"
    ORDERED = "ordered"
    EXPECTED = "expected"
    POSSIBLE = "possible"
    CONDITIONAL = "conditional"
    HABITUAL = "habitual"


class SourceKind(StrEnum):
    """What kind of holder a source is."""

    PERSON = "person"
    ROLE = "role"
    BODY = "body"
    MILITARY = "military"
    GOVERNMENT = "government"
    STATE_MEDIA = "state_media"
    NEWS_AGENCY = "news_agency"
    OUTLET = "outlet"
    DOCUMENT = "document"
    INTERCEPT = "intercept"
    GROUP = "group"
    ANALYSTS = "analysts"
    UNNAMED = "unnamed"
    UNSPECIFIED = "unspecified"
    UNKNOWN_PUBLISHER = "unknown_publisher"


class Naming(StrEnum):
    """How the text names a source."""

    NAMED = "named"
    ROLE_ONLY = "role_only"
    BARE = "bare"
    METONYM = "metonym"


class BlockKind(StrEnum):
    """What a block of a page is."""

    TITLE = "title"
    BODY = "body"
    BYLINE = "byline"
    DATELINE = "dateline"
    CAPTION = "caption"
    ADVERTISEMENT = "advertisement"
    CALL_TO_ACTION = "call_to_action"
    SOCIAL_EMBED = "social_embed"
    TAG_LINE = "tag_line"
    BOILERPLATE = "boilerplate"
    CORRECTION = "correction"
    DUPLICATE = "duplicate"
    STUB = "stub"

    @property
    def is_noise(self) -> bool:
        """Whether no claim may rest on a block of this kind."""
        return self not in (BlockKind.TITLE, BlockKind.BODY, BlockKind.CORRECTION)


class RelationKind(StrEnum):
    """How one claim stands to another; read ``from`` acts on ``to``."""

    REPEATS = "repeats"
    CORROBORATES = "corroborates"
    REVISES = "revises"
    CONFLICTS = "conflicts"
    DENIES = "denies"
    DECLINES = "declines"
    RETRACTS = "retracts"
    QUALIFIES = "qualifies"
    PART_OF = "part_of"
    RESPONDS_TO = "responds_to"
    DIFFERENT_QUANTITY = "different_quantity"
    INCONSISTENT = "inconsistent"
    DIFFERS = "differs"
    DISTINCT = "distinct"


class Basis(StrEnum):
    """Whether a text states a relation or linking inferred it."""

    STATED = "stated"
    INFERRED = "inferred"


class Independence(StrEnum):
    """Of two origins; unknown is never counted."""

    INDEPENDENT = "independent"
    SHARED = "shared"
    UNKNOWN = "unknown"


class TimePrecision(StrEnum):
    """How finely a time is known."""

    INSTANT = "instant"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"


class PlacePrecision(StrEnum):
    """How finely a place is known; ``region`` is any area or line that is no administrative unit."""

    POINT = "point"
    SITE = "site"
    CITY = "city"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"
    REGION = "region"


class EventKind(StrEnum):
    """What kind of event a claim is about (PLOVER)."""

    AGREE = "agree"
    CONSULT = "consult"
    SUPPORT = "support"
    CONCEDE = "concede"
    COOPERATE = "cooperate"
    AID = "aid"
    RETREAT = "retreat"
    REQUEST = "request"
    ACCUSE = "accuse"
    REJECT = "reject"
    THREATEN = "threaten"
    PROTEST = "protest"
    SANCTION = "sanction"
    MOBILIZE = "mobilize"
    COERCE = "coerce"
    ASSAULT = "assault"


class Manner(StrEnum):
    """Whether content is given in the source's words, in the reporter's, or in both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class PlaceRole(StrEnum):
    """What a place is to the claim that names it."""

    EVENT = "event"
    SPEECH = "speech"
    TOPIC = "topic"


class Role(StrEnum):
    """What an actor is to the claim that names it."""

    AGENT = "agent"
    TARGET = "target"
    SPEAKER = "speaker"
    SILENT = "silent"


class FlagKind(StrEnum):
    """Why a reader should look twice at a claim."""

    HEADLINE = "headline"
    IMPLAUSIBLE = "implausible"
    INCONSISTENT = "inconsistent"
    INCOMPLETE = "incomplete"
    COVER_STORY = "cover_story"
    HARD_TO_VERIFY = "hard_to_verify"
    UNDATED = "undated"
    CORRECTED = "corrected"


class GapKind(StrEnum):
    """What is missing."""

    ONE_ORIGIN = "one_origin"
    ONE_SIDE = "one_side"
    UNDATED = "undated"
    UNPLACED = "unplaced"
    DENIED_WITHOUT_EVIDENCE = "denied_without_evidence"


class TimeDirection(StrEnum):
    """How a claim's time stands to the interval given for it."""

    AT = "at"
    BEFORE = "before"
    AFTER = "after"


class FigureKind(StrEnum):
    """Whether a number is a whole or adds to one."""

    TOTAL = "total"
    INCREMENT = "increment"


class DecisionKind(StrEnum):
    """What a person decides about what was read."""

    GRADE_SOURCE = "grade_source"
    GRADE_CLAIM = "grade_claim"
    LIKELIHOOD = "likelihood"
    CORRECT = "correct"
    MUST_LINK = "must_link"
    CANNOT_LINK = "cannot_link"
    ALIAS = "alias"
    GROUP = "group"
    WITHDRAW = "withdraw"
    NOTE = "note"
    UNDO = "undo"


class Reliability(StrEnum):
    """A person's grade of a source, by the Admiralty scale; F means that it cannot be judged."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(StrEnum):
    """A person's grade of a claim, by the Admiralty scale; 6 means that it cannot be judged."""

    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"
    SIX = "6"


class Likelihood(StrEnum):
    """How likely a reviewer holds a claim to be, in the words of ICD 203 (2015), least likely first."""

    ALMOST_NO_CHANCE = "almost_no_chance"
    VERY_UNLIKELY = "very_unlikely"
    UNLIKELY = "unlikely"
    ROUGHLY_EVEN_CHANCE = "roughly_even_chance"
    LIKELY = "likely"
    VERY_LIKELY = "very_likely"
    ALMOST_CERTAIN = "almost_certain"


class CorrectedField(StrEnum):
    """A field of a claim that a person can correct."""

    ACT = "act"
    CERTAINTY = "certainty"
    POLARITY = "polarity"
    MODALITY = "modality"
    KIND = "kind"
    PREDICATE = "predicate"
    AGENT = "agent"
    TARGET = "target"
    COUNTED = "counted"
    SAID = "said"
    WHEN = "when"
    WHERE = "where"
    QUANTITY = "quantity"
    SOURCE = "source"
    WITNESS = "witness"


class Following(StrEnum):
    """How a decision found its claim again in the reading that is shown."""

    SAME_ANCHOR = "same_anchor"
    SOURCE_CHANGED = "source_changed"
    SAME_CONTENT = "same_content"
    ORPHAN = "orphan"


class DriftKind(StrEnum):
    """What a child report changed of its parent."""

    HEDGE_DROPPED = "hedge_dropped"
    NUMBER_MOVED = "number_moved"
    PLANNED_BECOME_DONE = "planned_become_done"
    SOURCE_LOST = "source_lost"
    QUOTE_ALTERED = "quote_altered"
    ATTRIBUTION_SHIFTED = "attribution_shifted"


class CustodyKind(StrEnum):
    """What an entry of the custody log is of."""

    CAPTURE = "capture"
    NAME = "name"
    DOCUMENT = "document"
    METADATA = "metadata"
    RUN = "run"
    GAZETTEER = "gazetteer"
    READING = "reading"
    FAILURE = "failure"
    DECISION = "decision"
    ERASURE = "erasure"
    MERGE = "merge"


class ChangeKind(StrEnum):
    """What became of something between two states of a ledger."""

    NEW = "new"
    GONE = "gone"
    MOVED = "moved"
    CORRECTED = "corrected"
    READ_AGAIN = "read_again"
    RESTATED = "restated"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"


class NameKind(StrEnum):
    """What a proper name names, as far as its words and their place in the text say; never who it is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    FACILITY = "facility"
    GROUP = "group"
    """A people, a faith, a political colour, and their adjectives."""
    OTHER = "other"
    """An event, a law, a work, a product: a name, but of nobody who acts and of no place."""
