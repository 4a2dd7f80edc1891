"""Blind mutator of briefing lines.

``alter(line, others, rng)`` yields ``(class, altered line)`` pairs.  Every altered line says something else than the
line it was made from.  The classes, and the kinds of alteration within each:

* ``number``   digits scaled, digits transposed, a factor of ten, ranges, number words, magnitudes, shares, ordinals,
  two numbers exchanged, "doubled" for "halved";
* ``bound``    a bound turned ("at least" for "at most"), dropped, put in place of an approximation, set on a bare number;
  bounds in time ("before" for "after"); symbols (``>300``, ``300+``, ``~300``);
* ``name``     a name swapped for another of the briefing, for an invented one, two names of the line exchanged; units,
  models, offices and compass directions;
* ``hedge``    adverbs, adjectives, modals and "appears to" / "is believed to" frames dropped; hedges added where the
  line has none;
* ``negation`` "not" dropped or added (with do-support), "no", "never", "without" ..., "said" for "denied" and back;
* ``date``     day, month, year, weekday, ISO and dotted dates, clock times, parts of a month or a day, relative days;
* ``planned``  a planned, ordered, promised or attempted thing told as done;
* ``source``   a source phrase or a whole attribution dropped, swapped for another or an invented one, a chain reversed.

How it works: each kind of alteration is a function that lists *edits* (start, end, replacement) of the line.  Edits
that touch a protected stretch (citations in brackets, links, code, a list marker) are thrown away; of the rest ``rng``
picks one a kind.  A kind with no place in the line yields nothing.  The result depends on the arguments alone.
Only the standard library is used.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence

Edit = tuple[int, int, str]
"""Replace ``line[start:end]`` by the text."""
Change = tuple[Edit, ...]
"""Edits that are made together, in any order; they do not overlap."""
Kind = Callable[[str, Sequence[str], random.Random], list[Change]]

PROTECTED = re.compile(r"\[[^\]]*\]|https?://\S+|`[^`]*`|^\s*(?:[-*•–]|\d+[.)])\s+")

# --------------------------------------------------------------------------------------------------------- vocabulary

MONTHS = ("January February March April May June July August September October November December").split()
SHORT_MONTHS = "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTH = "(?:" + "|".join(MONTHS + [m + r"\b\.?" for m in SHORT_MONTHS]) + ")"

UNITS = "two three four five six seven eight nine ten eleven twelve".split()
TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBER_WORD = "(?:" + "|".join(TEENS + TENS + UNITS + ["hundreds?", "thousands?", "dozens?", "million", "scores"]) + ")"
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
NUM = r"(?:[$€£]?\d[\d,.]*\d|[$€£]?\d|" + NUMBER_WORD + r"\b|an? (?:dozen|hundred|thousand|million)\b)"

IRREGULAR = {  # base: (past, participle)
    "arise": ("arose", "arisen"), "be": ("was", "been"), "become": ("became", "become"), "begin": ("began", "begun"),
    "break": ("broke", "broken"), "bring": ("brought", "brought"), "build": ("built", "built"),
    "burn": ("burned", "burned"), "buy": ("bought", "bought"), "catch": ("caught", "caught"),
    "choose": ("chose", "chosen"), "come": ("came", "come"), "cut": ("cut", "cut"), "deal": ("dealt", "dealt"),
    "dig": ("dug", "dug"), "do": ("did", "done"), "draw": ("drew", "drawn"), "drive": ("drove", "driven"),
    "fall": ("fell", "fallen"), "fight": ("fought", "fought"), "find": ("found", "found"), "flee": ("fled", "fled"),
    "fly": ("flew", "flown"), "forbid": ("forbade", "forbidden"), "freeze": ("froze", "frozen"), "get": ("got", "got"),
    "give": ("gave", "given"), "go": ("went", "gone"), "have": ("had", "had"), "hide": ("hid", "hidden"),
    "hit": ("hit", "hit"), "hold": ("held", "held"), "keep": ("kept", "kept"), "lay": ("laid", "laid"),
    "lead": ("led", "led"), "leave": ("left", "left"), "lend": ("lent", "lent"), "let": ("let", "let"),
    "lose": ("lost", "lost"), "make": ("made", "made"), "meet": ("met", "met"), "overthrow": ("overthrew", "overthrown"),
    "pay": ("paid", "paid"), "put": ("put", "put"), "quit": ("quit", "quit"), "rebuild": ("rebuilt", "rebuilt"),
    "retake": ("retook", "retaken"), "rise": ("rose", "risen"), "run": ("ran", "run"), "seek": ("sought", "sought"),
    "sell": ("sold", "sold"), "send": ("sent", "sent"), "set": ("set", "set"), "shoot": ("shot", "shot"),
    "shut": ("shut", "shut"), "sink": ("sank", "sunk"), "speak": ("spoke", "spoken"), "spend": ("spent", "spent"),
    "split": ("split", "split"), "stand": ("stood", "stood"), "steal": ("stole", "stolen"),
    "strike": ("struck", "struck"), "swap": ("swapped", "swapped"), "take": ("took", "taken"),
    "teach": ("taught", "taught"), "tell": ("told", "told"), "throw": ("threw", "thrown"),
    "undergo": ("underwent", "undergone"), "undertake": ("undertook", "undertaken"), "win": ("won", "won"),
    "withdraw": ("withdrew", "withdrawn"), "withhold": ("withheld", "withheld"), "write": ("wrote", "written"),
}
REGULAR = (
    "abandon abduct accept acquire add admit advance agree aid airlift allow ambush annex appoint approve arm arrest"
    " arrive ask attack attend authorise authorize award ban bar blame block bomb boycott burn bury call cancel capture"
    " carry cease change charge clear close collapse collect commission complete conduct confiscate conscript construct"
    " continue convene convict convoy create cross damage declare defend delay deliver demand demolish deploy deport"
    " destroy detain detonate disarm dismiss disband discover disperse dissolve divert double down dismantle drop encircle"
    " end enforce enlist enter erect escape escort establish evacuate evict examine exchange execute expand expel extend"
    " evacuate extradite fail fine fire follow force fortify free gain grant guard halt halve hand help hire host impose"
    " imprison increase inspect install intercept introduce invade investigate invite issue jail join jam kidnap kill"
    " land launch lift load loot lower march mine mobilise mobilize move name nationalise occupy offer open oppose order"
    " organise organize oust pardon pass patrol plant postpone prepare present pull purchase push raid raise reach recall"
    " receive recruit redeploy reduce reinforce reject release relieve relocate remove rename reopen repair repatriate"
    " repel replace request rescue resign resist respond restore restrict resume retreat return rotate sabotage sail sack"
    " seal search seize sentence separate shell shelter ship shift sign stage start stop storm strengthen strip submit"
    " supply support surrender surround suspend target tear test tighten torch train transfer transport travel treat try"
    " turn unload use vacate visit vote vow warn welcome withhold wound"
).split()
DOUBLING = set(
    "admit ban bar commit compel control drop equip expel jam occur omit patrol permit rebel refer regret repel ship"
    " stop strip submit swap transfer transmit trap".split()
)
REPORT_PAST = "said reported claimed announced stated wrote confirmed added insisted alleged told asserted declared".split()
REPORT_S = "says reports claims announces states writes confirms adds insists alleges tells asserts declares".split()
REPORT_PLURAL = "say report claim announce state write confirm insist allege assert declare".split()
REPORT = r"\b(?:" + "|".join(REPORT_PAST + REPORT_S + REPORT_PLURAL + ["carries", "carried"]) + r")\b"
DETERMINER = (
    r"(?:the|an?|its|their|his|her|about|around|some|at (?:least|most)|up to|more than|fewer than|less than|over|nearly"
    r"|almost|roughly|all|several|dozens|hundreds|thousands|another|" + NUM + ")"
)
AUX_BEFORE = r"(?:was|were|is|are|be|been|being|has|have|had|not|never|by|having|who|that|which|to|will|would|may|might|could)"
HEDGE_ADVERBS = (
    "reportedly allegedly possibly probably apparently supposedly purportedly perhaps presumably seemingly conceivably"
    " ostensibly maybe"
).split()
HEDGE_ANY = re.compile(
    r"\b(?:" + "|".join(HEDGE_ADVERBS) + r"|likely|may(?= [a-z])|might|could|alleged|suspected|suspects?|possible|purported|supposed"
    r"|potential|apparent|unconfirmed|unverified|believed|thought|rumou?red|appears?|appeared|seems?|seemed|tentative\w*|hedged)\b",
    re.I,
)


def past_forms(base: str) -> tuple[str, str]:
    """Simple past and past participle of a base verb (lower case)."""
    if base in IRREGULAR:
        return IRREGULAR[base]
    if base.endswith("e"):
        form = base + "d"
    elif re.search(r"[^aeiou]y$", base):
        form = base[:-1] + "ied"
    elif base in DOUBLING or re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprt]", base):
        form = base + base[-1] + "ed"
    else:
        form = base + "ed"
    return form, form


def third_person(base: str) -> str:
    """Third person singular of the present."""
    if base == "have":
        return "has"
    if base == "be":
        return "is"
    if re.search(r"(?:s|x|z|ch|sh|o)$", base):
        return base + "es"
    return base[:-1] + "ies" if re.search(r"[^aeiou]y$", base) else base + "s"


BASES = set(IRREGULAR) | set(REGULAR)
BASE_OF_PAST = {past_forms(b)[0]: b for b in sorted(BASES) if b not in ("be", "have", "do")}
PARTICIPLES = {past_forms(b)[1] for b in BASES} | {"said", "told", "reported", "confirmed", "denied", "agreed"}
NOT_A_VERB = set(
    "the a an its their his her this that these those all some any no not also be have soon never only about up at".split()
)


def is_base(word: str) -> bool:
    """Whether a word after "to" or "will" can be taken for a base verb."""
    if word in BASES:
        return True
    return word.isalpha() and word.islower() and len(word) > 2 and word not in NOT_A_VERB and not word.endswith("ly") and not word.endswith("ing") and not word.endswith("ed")


# ------------------------------------------------------------------------------------------------------------ plumbing


def like(model: str, text: str) -> str:
    """``text`` with the initial capital, or the capitals, of ``model``."""
    if len(model) > 1 and model.isupper() and text.isalpha():
        return text.upper()
    return text[:1].upper() + text[1:] if model[:1].isupper() else text


def wants_an(word: str) -> bool:
    """Whether the indefinite article before ``word`` is "an"."""
    low = word.lower()
    if re.match(r"8|11\b|18\b|11-|18-", low):
        return True
    if re.match(r"(?:uni[^nm]|us[eu]|eu|one\b|once)", low):
        return False
    return low[:1] in "aeiou" or low.startswith(("hour", "honest", "heir"))


def protected(line: str) -> list[tuple[int, int]]:
    """Stretches that no edit may touch."""
    return [m.span() for m in PROTECTED.finditer(line)]


def apply(line: str, change: Change) -> str:
    """The line after a change, with articles, capitals and blanks around each edit put right."""
    for start, end, text in sorted(change, reverse=True):
        head, tail = line[:start], line[end:]
        if not text:  # a deletion: close the gap
            if re.search(r"(?:^|\s)$", head):
                tail = tail.lstrip(" ")
            if re.match(r"[,.;:)\]]", tail):
                head = head.rstrip(" ")
            if re.fullmatch(r"\s*(?:(?:[-*•–]|\d+[.)])\s+)?", head) or re.search(r"[.!?]\]?\s$", head):
                if line[start:end][:1].isupper():
                    tail = tail.lstrip(" ,")
                    tail = tail[:1].upper() + tail[1:]
            if tail.startswith("[") and head and not head.endswith(" "):
                tail = " " + tail
        rest = text + tail
        article = re.search(r"\b([Aa])(n?) $", head)
        word = re.match(r"[\w-]+", rest)
        if article and word:
            head = head[: article.start()] + article[1] + ("n" if wants_an(word[0]) else "") + " "
        line = head + rest
    return line


def allowed(line: str, change: Change) -> bool:
    """Whether no edit touches a protected stretch."""
    spans = protected(line)
    return all(not (s < pe and ps < e) and not (s == e and ps < s < pe) for s, e, _ in change for ps, pe in spans)


def subs(line: str, pattern: str, make: Callable[[re.Match[str]], str | None], flags: int = 0) -> list[Change]:
    """One single-edit change a match, skipping those for which ``make`` answers None."""
    found: list[Change] = []
    for m in re.finditer(pattern, line, flags):
        text = make(m)
        if text is not None and text != m[0]:
            found.append(((m.start(), m.end(), text),))
    return found


def table(line: str, pairs: Sequence[tuple[str, str]], after: str = "") -> list[Change]:
    """Whole-phrase replacements; an earlier pair wins over a later one that overlaps it."""
    found: list[Change] = []
    taken: list[tuple[int, int]] = []
    for old, new in pairs:
        for m in re.finditer(r"(?<![\w-])(?:" + old + r")(?![\w-])" + after, line, re.I):
            if any(m.start() < e and s < m.end() for s, e in taken):
                continue
            taken.append(m.span())
            found.append(((m.start(), m.end(), like(m[0], m.expand(new))),))
    return found


# --------------------------------------------------------------------------------------------------------------- dates

YEAR = r"(?<![\w.,:/$€£-])(?:19|20)\d\d(?![\w:/%]|[.,-]\d)(?!-)"
DATE_SPANS = re.compile(
    rf"\b\d{{4}}-\d\d(?:-\d\d)?\b|\b\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\b|\b\d{{1,2}}:\d\d(?::\d\d)?\b"
    rf"|\b\d{{1,2}}(?:\.\d\d)?\s?[ap]\.?m\b|\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{{1,2}})?(?: of)? {MONTH}"
    rf"|\b{MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{{1,2}})?\b(?!,\d)|{YEAR}|\b(?:19|20)\d0s\b"
)
NOT_YEAR_AFTER = re.compile(r"\s+(?!was\b|is\b|has\b|as\b)(?:[a-z]+s|people|men|women|troops|personnel|children|km|kilometres)\b")


def date_spans(line: str) -> list[tuple[int, int]]:
    """Where digits belong to a date or a clock time."""
    spans = []
    for m in DATE_SPANS.finditer(line):
        bare = re.fullmatch(r"\d{4}", m[0])
        if bare and NOT_YEAR_AFTER.match(line, m.end()):
            continue
        spans.append(m.span())
    return spans


def suffix(day: int) -> str:
    """Ordinal ending of a number."""
    return "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def other_int(rng: random.Random, low: int, high: int, old: int) -> int:
    """A number of [low, high] other than ``old``."""
    return rng.choice([n for n in range(low, high + 1) if n != old])


def date_day(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """4 March -> 17 March; March 4 -> March 17."""

    def make(m: re.Match[str]) -> str:
        new = other_int(rng, 1, 28, int(m["d"]))
        return f"{new}{suffix(new) if m['s'] else ''}"

    return subs(line, rf"(?<![\w–-])(?P<d>\d{{1,2}})(?P<s>st|nd|rd|th)?(?=(?: of)? {MONTH})", make) + subs(
        line, rf"(?<=\s)(?P<d>\d{{1,2}})(?P<s>st|nd|rd|th)?(?![\w:–-]|,\d)", lambda m: make(m) if re.search(rf"\b{MONTH} $", line[: m.start()]) else None
    )


def date_month(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """A month for another; "May" and "March" only where they are months."""

    def make(m: re.Match[str]) -> str | None:
        before, after = line[: m.start()], line[m.end() :]
        sure = m[0] not in ("May", "March", "Mar", "Jan", "August") or bool(
            re.search(r"(?:\d(?:st|nd|rd|th)?|\b(?:in|since|by|until|till|of|early|late|mid|last|next|from|to|through|before|after|between))[ -]$", before, re.I)
            or re.match(r",? \d", after)
        )
        if not sure:
            return None
        return rng.choice([x for x in MONTHS if not x.startswith(m[0][:3])]) if m[0] in MONTHS else rng.choice([x for x in SHORT_MONTHS if x[:3] != m[0][:3]])

    return subs(line, r"\b(?:" + "|".join(MONTHS + SHORT_MONTHS) + r")\b", make)


def date_year(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """2021 -> 2018; the 1990s -> the 1970s."""
    years = [
        ((m.start(), m.end(), str(int(m[0]) + rng.choice((-3, -2, -1, 1, 2)))),)
        for m in re.finditer(YEAR, line)
        if not NOT_YEAR_AFTER.match(line, m.end())
        and not re.search(r"\b(?:about|around|some|nearly|least|most|than|over|to) $", line[: m.start()])
    ]
    decades = subs(line, r"\b(?:19|20)\d0s\b", lambda m: f"{int(m[0][:4]) - rng.choice((10, 20))}s")
    return [*years, *decades]


def date_weekday(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """Tuesday -> Saturday."""
    return subs(line, r"\b(?:" + "|".join(WEEKDAYS) + r")\b", lambda m: rng.choice([d for d in WEEKDAYS if d != m[0]]))


def date_numeric(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """ISO and dotted dates."""

    def iso(m: re.Match[str]) -> str:
        year, month, day = int(m[1]), int(m[2]), int(m[3]) if m[3] else None
        if day is not None and rng.random() < 0.5:
            return f"{year}-{month:02d}-{other_int(rng, 1, 28, day):02d}"
        if rng.random() < 0.3:
            year -= 1
        else:
            month = other_int(rng, 1, 12, month)
        return f"{year}-{month:02d}" + (f"-{min(day, 28):02d}" if day is not None else "")

    def dotted(m: re.Match[str]) -> str:
        day = other_int(rng, 1, 12, int(m[1]))
        return f"{day:0{len(m[1])}d}{m[2]}"

    return subs(line, r"\b((?:19|20)\d\d)-(0[1-9]|1[0-2])(?:-(\d\d))?\b", iso) + subs(line, r"\b(\d{1,2})([./]\d{1,2}[./](?:\d{4}|\d\d))\b", dotted)


def date_clock(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """05:30 -> 17:30; 8 a.m. -> 3 a.m."""
    day = subs(line, r"(?<![\d:])([01]?\d|2[0-3])(:[0-5]\d)(?![\d])", lambda m: f"{other_int(rng, 10, 23, int(m[1]))}{m[2]}" if not re.match(r"\s?[ap]\.?m", line[m.end() :]) else None)
    half = subs(line, r"\b(1[0-2]|[1-9])(?=(?:[:.]\d\d)?\s?[ap]\.?m\b)", lambda m: str(other_int(rng, 1, 12, int(m[1]))))
    return day + half


def date_part(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """Parts of a month, a day or a year, and relative days."""
    return table(
        line,
        [
            (rf"early(?=[ -](?:{MONTH}|in\b|\d{{4}}))", "late"), (rf"late(?=[ -](?:{MONTH}|in\b|\d{{4}}))", "early"),
            (rf"mid(?=-{MONTH})", "late"), ("(?<=the )morning", "evening"), ("(?<=the )evening", "morning"),
            (f"(?<=day )(?:morning|afternoon)", "night"), ("(?<=day )(?:evening|night)", "morning"),
            ("at dawn|before dawn", "at dusk"), ("at dusk|after dark", "at dawn"), ("overnight", "at midday"),
            ("yesterday", "a month ago"), ("last week", "last year"), ("last month", "last week"), ("last year", "last week"),
            ("next week", "next year"), ("next month", "next year"), ("next year", "next week"), ("tomorrow", "next month"),
            (r"(?:(?<=[ -]day )|(?<=[ -]week )|(?<=[ -]year ))earlier", "later"), ("(?<=month )earlier", "later"),
            (r"(?:(?<=[ -]day )|(?<=[ -]week )|(?<=[ -]year ))later", "earlier"), ("(?<=month )later", "earlier"),
            (r"days(?= (?:ago|later|earlier)\b)", "months"), (r"weeks(?= (?:ago|later|earlier)\b)", "years"),
            (r"(?:in|this|last|next) spring", "in autumn"), (r"(?:in|this|last|next) autumn", "in spring"),
            (r"(?:in|this|last|next) summer", "in winter"), (r"(?:in|this|last|next) winter", "in summer"),
            (r"Q[12](?= (?:19|20)\d\d)", "Q4"), (r"Q[34](?= (?:19|20)\d\d)", "Q1"),
        ],
    )


# ------------------------------------------------------------------------------------------------------------- numbers

DIGITS = re.compile(r"(?<![\w.,:/–-])(?<!\d )(?P<n>\d{1,3}(?:,\d{3})+|\d+)(?P<f>\.\d+)?(?![\w:/]|[.,–-]\d|st\b)")


def free_numbers(line: str) -> list[re.Match[str]]:
    """Numbers in digits that are no date, no range and no name of a model; "1" is left out for its agreement."""
    spans = date_spans(line)
    return [
        m
        for m in DIGITS.finditer(line)
        if not any(m.start() < e and s < m.end() for s, e in spans) and not (m["n"] == "1" and not m["f"])
        and allowed(line, ((m.start(), m.end(), ""),))
    ]


def show(value: int, model: str) -> str:
    """A whole number in the house style of ``model``."""
    return f"{value:,}" if "," in model or (value >= 10_000 and " " not in model) else str(value)


def is_share(line: str, m: re.Match[str]) -> bool:
    """Whether a number is a percentage."""
    return bool(re.match(r"\s?(?:%|per ?cent)", line[m.end() :]))


def scaled(line: str, m: re.Match[str], factors: Sequence[float]) -> str | None:
    """The number of a match under the first of the (shuffled) factors that gives a fit value."""
    value = int(m["n"].replace(",", ""))
    if m["f"]:
        places = len(m["f"]) - 1
        number = float(m["n"].replace(",", "") + m["f"])
        for factor in factors:
            new = number * factor
            if not (is_share(line, m) and new > 100) and f"{new:.{places}f}" != f"{number:.{places}f}" and float(f"{new:.{places}f}") > 0:
                return f"{new:.{places}f}"
        return None
    if value == 0:
        return "14"
    for factor in factors:
        new = round(value * factor)
        if new > 1 and new != value and not (is_share(line, m) and new > 100):
            return show(new, m["n"])
    return None


def number_scaled(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """300 -> 750, 300 -> 120."""
    found: list[Change] = []
    for m in free_numbers(line):
        factors = [0.4, 0.5, 1.5, 2, 2.5, 3]
        rng.shuffle(factors)
        new = scaled(line, m, factors)
        if new is not None:
            found.append(((m.start(), m.end(), new),))
    return found


def number_magnitude(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """300 -> 3000 or 30."""
    found: list[Change] = []
    for m in free_numbers(line):
        new = scaled(line, m, (10, 0.1) if rng.random() < 0.6 else (0.1, 10))
        if new is not None:
            found.append(((m.start(), m.end(), new),))
    return found


def number_digits(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """340 -> 430, 62 -> 26; or the leading digit moved: 300 -> 800."""
    found: list[Change] = []
    for m in free_numbers(line):
        text, fraction = m["n"], m["f"] or ""
        if len(text) > 1 and text[1] not in ",0" and text[0] != text[1] and text[0] != "0":
            new = text[1] + text[0] + text[2:]
        else:
            new = str(other_int(rng, 2, 9, int(text[0]))) + text[1:]
        if not (is_share(line, m) and float(new.replace(",", "")) > 100):
            found.append(((m.start(), m.end(), new + fraction),))
    return found


def number_range(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """200-300 -> 400-600; "between 5 and 7" by its upper end."""
    spans = date_spans(line)

    def make(m: re.Match[str]) -> str | None:
        if any(m.start() < e and s < m.end() for s, e in spans):
            return None
        low, high = int(m[1].replace(",", "")), int(m[3].replace(",", ""))
        factor = rng.choice((2, 3))
        return f"{show(low * factor, m[1])}{m[2]}{show(high * factor, m[3])}" if low < high else None

    return subs(line, r"(?<![\w.,:/–-])(\d[\d,]*)(\s?[-–]\s?| to )(\d[\d,]*\d|\d)(?![\w:/%–-]|[.,]\d)", make)


def number_words(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """Number words for other number words of their sort; "one" is left alone."""
    found: list[Change] = []
    for m in re.finditer(r"(?<![\w-])(?:(?P<t>%s)-(?:one|%s)|(?P<w>%s))(?!\w)(?!-(?:thirds?|quarters?|fifths?|%s))" % ("|".join(TENS), "|".join(UNITS), "|".join(UNITS + TEENS + TENS), "|".join(UNITS)), line, re.I):
        word = m[0].lower()
        pool = UNITS if word in UNITS else TEENS if word in TEENS else TENS if word in TENS else ["eleven", "thirteen", "ninety-six", "fifteen"]
        if re.match(r" (?:thirds|quarters|fifths|seconds)\b", line[m.end() :]):
            continue
        found.append(((m.start(), m.end(), like(m[0], rng.choice([w for w in pool if w != word]))),))
    return found


def number_quantity(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """Magnitudes, shares and vague quantities."""
    return table(
        line,
        [
            ("dozens", "thousands"), ("hundreds", "dozens"), ("thousands", "hundreds"), ("scores of", "a handful of"),
            ("hundred", "thousand"), ("thousand", "hundred"), ("million", "billion"), ("billion", "million"), ("dozen", "hundred"),
            ("a third of", "two thirds of"), ("half of", "a tenth of"), ("a quarter of", "three quarters of"), ("two[- ]thirds of", "a third of"),
            ("most of the", "very few of the"), ("a handful of", "hundreds of"), ("a few(?= [a-z]+s\\b)", "hundreds of"), ("several(?= (?!dozen|hundred|thousand)[a-z]+s\\b)", "hundreds of"),
            ("twice", "five times"), ("doubled", "halved"), ("halved", "doubled"), ("tripled", "halved"),
            ("both(?= (?:sides|men|women|posts|roads|bridges|towns|villages))", "all four"),
        ],
    )


def number_ordinal(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """The third day -> the fifth day."""
    return subs(
        line,
        r"\b(?<=the |its |for |his |her )(?:a )?(?:%s)(?= (?!of\b|time since|to\b)[a-z])" % "|".join(ORDINALS),
        lambda m: ("a " if m[0].startswith("a ") else "") + rng.choice([o for o in ORDINALS[2:] if o != m[0].removeprefix("a ")]),
    )


def number_exchange(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """Two counts of a line exchanged."""
    free = [m for m in free_numbers(line) if not is_share(line, m)]
    return [
        ((a.start(), a.end(), b[0]), (b.start(), b.end(), a[0]))
        for i, a in enumerate(free)
        for b in free[i + 1 :]
        if a[0] != b[0]
    ]


# -------------------------------------------------------------------------------------------------------------- bounds

BEFORE_NUMBER = r"(?! \d[\d,]*\s?[-–]\s?\d)(?= (?:the )?" + NUM + ")"
BEFORE_TIME = rf"(?= (?:(?:early|late|mid)[ -])?(?:the (?:\d|end of|start of|summer|winter|autumn|spring)|{MONTH}|(?:19|20)\d\d|\d{{1,2}}(?:st|nd|rd|th)? {MONTH}|\d{{1,2}}:\d\d|\d{{1,2}} [ap]\.?m|noon|midnight|dawn|dusk|{'|'.join(WEEKDAYS)}|\d{{4}}-\d\d))"
BOUNDS = [
    ("no (?:more|greater) than", "no fewer than"), ("no (?:fewer|less) than", "no more than"), ("not more than", "not fewer than"),
    ("at least", "at most"), ("at most", "at least"), ("more than", "fewer than"), ("fewer than", "more than"), ("less than", "more than"),
    ("upwards of", "fewer than"), ("as many as", "no fewer than"), ("up to", "at least"), ("a minimum of", "a maximum of"), ("a maximum of", "a minimum of"),
    ("nearly", "well over"), ("almost", "well over"), ("just under", "well over"), ("just over", "well under"),
    ("over", "under"), ("under", "over"), ("above", "below"), ("below", "above"), ("exceeding", "short of"), ("within", "only after"),
]


def bound_turned(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """At least 300 -> at most 300."""
    return table(line, BOUNDS, BEFORE_NUMBER) + table(line, [("at least", "at most"), ("at most", "at least"), ("minimum", "maximum"), ("maximum", "minimum")])


def bound_dropped(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """At least 300 -> exactly 300, or 300."""
    new = rng.choice(("exactly", ""))
    found = table(
        line,
        [(p, new or "\x00") for p in ("no (?:more|greater) than", "no (?:fewer|less) than", "not more than", "at least", "at most", "more than", "fewer than", "less than", "upwards of", "as many as", "up to")],
        BEFORE_NUMBER,
    )
    return [tuple((s, e, "" if t == "\x00" else t) for s, e, t in c) if new or not c[0][0] == 0 else ((c[0][0], c[0][1], "Exactly"),) for c in found]


def bound_for_about(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """About 300 -> fewer than 300."""
    new = rng.choice(("fewer than", "more than"))
    return table(line, [(f"(?:about|around|roughly|approximately|some)", new)], BEFORE_NUMBER + r"(?! " + MONTH + r")(?! \d{1,2}(?::\d\d| [ap]\.?m| " + MONTH + "))")


def bound_time(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """Before 4 March -> after 4 March."""
    pairs = [("no later than", "no earlier than"), ("not before", "not after"), ("before", "after"), ("after", "before"), ("since", "until"), ("until", "since"), ("by", "only after")]
    return table(line, pairs, BEFORE_TIME)


def bound_symbol(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """>300 -> <300; 300+ -> 300; ~300 -> <300."""
    turned = subs(line, r"(?:>=|<=|[<>≤≥])(?=\s?\d)", lambda m: {">": "<", "<": ">", "≤": "≥", "≥": "≤", ">=": "<=", "<=": ">="}[m[0]])
    approximate = subs(line, r"(?<!\w)[~≈](?=\s?\d)", lambda m: rng.choice("<>"))
    plus = subs(line, r"(?<=\d)\+(?!\w)", lambda m: "")
    return turned + approximate + plus


def bound_added(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """300 guards -> fewer than 300 guards, where nothing yet qualifies the number."""
    new = rng.choice(("fewer than", "no fewer than", "up to"))
    found: list[Change] = []
    for m in free_numbers(line):
        before = line[: m.start()]
        if re.search(r"(?:\b(?:than|least|most|about|around|roughly|approximately|some|to|over|under|nearly|almost|the|these|those|its|their|his|her|and|all|as|last|next|past|first|another|other|of|between|from|exactly|number|no|within|after|before|by|at|[A-Z][\w.]*)|[-–$€£~<>≤≥#/])\s?$", before):
            continue
        if re.match(r" (?:[a-z]+ )?(?:[a-z]{3,}s|people|men|women|children|troops|personnel)\b", line[m.end() :]) and before.strip():
            found.append(((m.start(), m.start(), new + " "),))
    return found


# --------------------------------------------------------------------------------------------------------------- names

COMMON_CAPITALS = set(
    "A An The It Its In On At By For From To Of And But Or If As No Not None Nobody He She They We I This That These Those There Two Three Four Five Six"
    " Seven Eight Nine Ten About Around Some Several More Fewer Less Up Over Under Nearly Almost According Citing Quoting After Before Since Until When"
    " While Although Despite During Reportedly Allegedly Possibly Apparently Perhaps Maybe Both All Each Every Neither Either One Another Other Others"
    " Officials Residents Soldiers Analysts Witnesses Sources State Local Unnamed Anonymous Separately Meanwhile Later Earlier However Also Only Most"
    " Outlet Source Date Status Planned Ordered Via Reports Report Guards Troops Police Unconfirmed Confirmed Exactly Further New Last Next His Her Their Dozens Hundreds Thousands Early Late"
    " Senior Former Exile Statement Document Update Claim Claims Quoted Same With Without Between Among Against Under Where Who What How Why Asked Speaking"
    .split()
) | set(MONTHS) | set(SHORT_MONTHS) | set(WEEKDAYS)
CAP = r"(?:[A-ZÀ-Þ][\w’'-]*\w|[A-Z]{2,})"
NAME = re.compile(rf"(?<![\w-]){CAP}(?:(?: (?:of|of the|for|de|al|el|von|van) | ){CAP})*")
ORG_WORD = re.compile(
    r"\b(?:Ministry|Army|Agency|Daily|News|Times|Post|Herald|Gazette|Service|Services|Institute|Council|Committee|Party|Front|Brigade|Corps|Guard|Guards|Press"
    r"|Television|TV|Radio|University|Union|Office|Command|Staff|Court|Bank|Group|Movement|Department|Bureau|Observatory|Centre|Center|Parliament|Government|Watch"
    r"|Tribune|Morning|Evening|Examiner|Dawn|Chronicle|Observer|Courier|Review|Standard|Mail|Telegraph|Journal|Company|Fund|League|Directorate|Federation|Online|Monitor|Police|Force|Forces|Headquarters|Foundation|[A-Z]{3,})\b"
)
TITLE = r"(?:President|Minister|General|Gen\.|Colonel|Col\.|Captain|Capt\.|Major|Maj\.|Lt\.|Lieutenant|Sergeant|Mr|Mrs|Ms|Dr|Governor|Mayor|Commander|Admiral|Brother|Father|Prime Minister|Chancellor|spokesman|spokeswoman|spokesperson|director|head|editor|analyst|minister|mayor|governor|commander|colonel|general|captain)"
INVENTED = {
    "org": ["Harrowmere Courier", "Dunvik News Service", "Istrel Institute", "Kallon Frontier Command", "Ostmar Press Bureau", "Brannock Observatory"],
    "place": ["Dunvik", "Istrel", "Kallonby", "Ostmar", "Harrowmere", "Brannock"],
    "person": ["Ludo Vastrin", "Mira Kestelane", "Tobin Arrask", "Ines Dravell", "Corin Halbeck"],
    "adjective": ["Dunvikian", "Istrelian", "Kallonese", "Brannockish", "Ostmarian"],
}
Name = tuple[int, int, str, str]
"""start, end, words, type."""


def names(line: str) -> list[Name]:
    """Names of a line with a guess at their type: org, place, person, adjective or other."""
    found: list[Name] = []
    spans = protected(line)
    for m in NAME.finditer(line):
        start, text = m.start(), m[0]
        while True:  # leave out leading function words and titles
            first = text.split(" ", 1)
            word = re.sub(r"[’']s$", "", first[0])
            if (word in COMMON_CAPITALS or (re.fullmatch(TITLE, word) and not re.match(r"(?:Staff|Council|Assembly|Headquarters|Directorate)\b", first[-1]))) and len(first) == 2:
                start += len(first[0]) + 1
                text = first[1]
            else:
                break
        cut = re.search(r"[’']s\b", text)  # a possessor stands for itself
        if cut:
            text = text[: cut.start()]
        text = re.sub(r" (?:of|of the|for|de|al|el|von|van)$", "", text)
        last = [w for w in text.split(" ") if w in MONTHS or w in WEEKDAYS]
        if last or text in COMMON_CAPITALS or re.fullmatch(TITLE, text) or len(text) < 2 or re.match(r"(?:of|for|de|al|el|von|van) ", text):
            continue
        if re.search(r"\d", text) or re.search(r"\d(?:st|nd|rd|th) $", line[:start]) or (" " not in text and ORG_WORD.fullmatch(text) and not text.isupper()):
            continue
        if re.match(r"[-–]?\d", line[start + len(text) :]) or any(start < e and s < start + len(text) for s, e in spans):
            continue
        before, after = line[:start], line[start + len(text) :]
        initial = not before.strip() or bool(re.search(r"[.!?:;\]]\s+$|[-*•]\s+$", before))
        if initial and " " not in text and text.lower() in BASES | set(NOT_A_VERB):
            continue
        if initial and " " not in text and not re.match(r"[’']s|,| (?:\(|[a-z]+(?:ed|s)\b|has|had|will|said|is|was)", after):
            continue
        if initial and " " not in text and re.fullmatch(r"[A-Z][a-z]+(?:s|ing|ed|ly)", text):
            continue  # likely a plural noun, a verb form or an adverb that opens the sentence
        kind = "other"
        noun = re.match(r" ([a-z]+)", after)
        if ORG_WORD.search(text):
            kind = "org"
        elif re.search(TITLE + ",? $", before) or re.match(r", (?:\d\d|head|director|chief|an? \w+ (?:at|of|for)|the \w+ (?:of|for))\b", after):
            kind = "person"
        elif re.search(r"(?:ian|ish|ese|ean|stani|raqi|raeli)$", text) and noun and noun[1] not in BASE_OF_PAST and not re.fullmatch(REPORT, noun[1]):
            kind = "adjective"
        elif re.match(r"(?:Fort|Lake|Mount|Port|Upper|Lower|New|North|South|East|West|Camp|Cape|Saint|St|River)\b", text) or re.search(r"\b(?:leave|left|retake|retook|seized?|captured?|enter(?:ed)?|reach(?:ed)?|abandon(?:ed)?) $", before):
            kind = "place"
        elif " " not in text and not text.isupper() and not (noun and noun[1] not in ("and", "or", "on", "in", "at", "for", "to", "by")) and re.search(r"\b(?:over|through|along|beyond|across|on|of|in|near|to|from) the $", before):
            kind = "place"
        elif re.search(r"\b[Tt]he $", before):
            kind = "adjective" if noun and not re.fullmatch(REPORT + "|has|had|have|was|is|will|and|or|that|which|on|in|at|for|to|[a-z]+ed", noun[1]) else "org"
        elif cut and " " not in text:
            kind = "place"
        elif re.search(r"\b(?<!according )(?:in|at|near|to|from|outside|around|towards?|into|across|of|north|south|east|west|above|below|between) (?:the )?$", before, re.I):
            kind = "place"
        found.append((start, start + len(text), text, kind))
    return found


def akin(a: str, b: str) -> bool:
    """Whether two names may be names of the same thing."""
    if a.lower() in b.lower() or b.lower() in a.lower():
        return True
    words = {w for w in re.findall(r"\w{3,}", a.lower())} & {w for w in re.findall(r"\w{3,}", b.lower())}
    initials = ["".join(w[0] for w in re.findall(r"\b[A-Z]\w*", x)) for x in (a, b)]
    return bool(words - {"the", "ministry", "news", "daily", "army"}) or initials[0] == b or initials[1] == a


def swap_all(line: str, old: str, new: str) -> Change:
    """Every mention of a name put in other words."""
    edits: list[Edit] = []
    for m in re.finditer(r"(?<![\w-])" + re.escape(old) + r"(?![\w-])", line):
        if allowed(line, ((m.start(), m.end(), ""),)):
            edits.append((m.start(), m.end(), new))
    return tuple(edits)


def name_of_briefing(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """A name for one of another line, of the same type."""
    here = names(line)
    pool = sorted({(n[2], n[3]) for other in others for n in names(other)})
    return [
        swap_all(line, old, new)
        for _, _, old, kind in here
        for new, new_kind in pool
        if kind == new_kind and not akin(old, new) and new not in line and (kind != "other" or old.count(" ") == new.count(" "))
    ]


def name_invented(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """A name for an invented one."""
    found: list[Change] = []
    everything = " ".join([line, *others])
    for _, _, old, kind in names(line):
        if kind == "other":
            pool = INVENTED["person"] if re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+", old) else INVENTED["place"]
        else:
            pool = INVENTED[kind]
        fresh = [n for n in pool if n not in everything]
        if fresh:
            found.append(swap_all(line, old, rng.choice(fresh)))
    return found


def name_exchange(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """Two names of one type change places ("from A to B" -> "from B to A"); never the two ends of a symmetric pair."""
    here = names(line)
    return [
        ((a[0], a[1], b[2]), (b[0], b[1], a[2]))
        for i, a in enumerate(here)
        for b in here[i + 1 :]
        if a[3] == b[3] and (a[3] != "other" or a[2].count(" ") == b[2].count(" ")) and not akin(a[2], b[2]) and line.count(a[2]) == line.count(b[2]) == 1
        and not re.fullmatch(r"(?:, | and | or |, and |[-–]| and the )", line[a[1] : b[0]])
        and not re.search(r"\bbetween (?:the )?$", line[: a[0]])
    ]


def name_unit(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """14th Brigade -> 31st Brigade; T-72 -> T-90; Third Army -> Fifth Army."""

    def unit(m: re.Match[str]) -> str:
        new = other_int(rng, 2, 60, int(m[1]))
        return f"{new}{suffix(new)}"

    return (
        subs(line, rf"\b(\d{{1,3}})(?:st|nd|rd|th)\b(?!(?: of)? {MONTH}| century| of\b)(?= [A-Za-z])", unit)
        + subs(line, r"\b([A-Z][A-Za-z]{0,4}-)(\d{1,3})\b(?!-)", lambda m: f"{m[1]}{other_int(rng, 11, 99, int(m[2]))}")
        + subs(line, r"\b(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh)(?= [A-Z])", lambda m: rng.choice([o.title() for o in ORDINALS[:7] if o.title() != m[0]]))
    )


def name_office(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """Offices and compass directions."""
    return table(
        line,
        [
            ("ministry of defen[cs]e", "Ministry of Transport"), ("ministry of (?:the )?interior", "Ministry of Finance"), ("ministry of foreign affairs", "Ministry of Justice"),
            ("defen[cs]e(?= minist(?:ry|er)\\b)", "transport"), ("interior(?= minist(?:ry|er)\\b)", "finance"), ("foreign(?= minist(?:ry|er)\\b)", "health"),
            ("prime minister", "chief of staff"), ("(?<!vice )(?<!vice-)president", "prime minister"), ("deputy minister", "army chief"), ("governor", "bishop"), ("mayor", "police chief"),
            ("border guards", "paratroopers"), ("paratroopers", "border guards"), ("northern", "southern"), ("southern", "northern"), ("eastern", "western"), ("western", "eastern"),
            ("north", "south"), ("south", "north"), ("east", "west"), ("west", "east"), ("upper", "lower"), ("airfield", "harbour"), ("harbour|port", "airfield"),
        ],
    )


# --------------------------------------------------------------------------------------------------------------- hedges


def hedge_adverb(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """An adverb dropped, with its commas or parentheses."""
    word = "(?:" + "|".join(HEDGE_ADVERBS) + "|(?:most |very )?likely(?! to)|tentatively)"
    found: list[Change] = []
    for m in re.finditer(rf"\(\s*{word}\s*\) ?|,\s*{word}(?=,)|(?<![\w-]){word}(?![\w-]),? ?", line, re.I):
        before = line[: m.start()]
        if re.search(r"\b(?:not|more|less|as|how|is|are|was|were|be|seems?) $", before) and "likely" in m[0].lower():
            continue
        if re.match(r",\s", m[0]) and re.match(r",", line[m.end() :]) and re.search(r"\b(?:the|an?)$", before):
            continue
        whole = m[0]
        text = ""
        if whole.startswith(",") and not re.search(r"\b(?:outlet|source|agency|ministry)$", before):
            # ", reportedly," in a list keeps one comma; around a verb both would go, one is still readable
            text = ""
        end = m.end()
        if whole.endswith(" ") and (before == "" or before.endswith((" ", "("))):
            found.append(((m.start(), end, text),))
        elif whole.endswith(" "):
            found.append(((m.start(), end - 1, text),))
        else:
            found.append(((m.start(), end, text),))
    return found


def hedge_adjective(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """An alleged spy -> a spy; unconfirmed -> confirmed."""
    det = r"(?<=\b(?:%s) )"
    found: list[Change] = []
    for lead in ("the", "an", "a", "of", "over", "for", "two", "in", "its", "about", "about a", "by", "with", "as", "some"):
        found += subs(line, (det % lead) + r"(?:alleged|suspected|possible|purported|supposed|apparent|potential|probable|presumed) (?=[a-z])", lambda m: "")
    return found + table(
        line,
        [
            ("could not be (?:independently )?(?:verified|confirmed)", "was independently verified"), ("has not been (?:independently )?(?:verified|confirmed)", "has been independently confirmed"),
            ("have not been (?:independently )?(?:verified|confirmed)", "have been independently confirmed"), ("unconfirmed", "confirmed"), ("unverified", "verified"), ("tentative", "firm"), ("not (?:yet )?confirmed", "confirmed"), ("hedged", "firm"),
        ],
    )


def hedge_modal(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """May have closed -> had closed; might follow -> will follow; is likely to -> is certain to."""

    def may(m: re.Match[str]) -> str | None:
        nxt = m[2]
        if nxt in ("not", "also", "well", "only", "or", "and") or nxt.endswith("ly") and nxt not in BASES:
            return None
        return f"had {m[2][5:]}" if nxt.startswith("have ") else f"will {nxt}"

    return subs(line, r"\b(may|might|could)(?: well)? (have [a-z]+|[a-z]+)\b", may) + table(
        line,
        [("(?<=is )(?:most |very )?likely to", "certain to"), ("(?<=are )(?:most |very )?likely to", "certain to"), ("(?<=was )likely to", "certain to"), ("(?<=were )likely to", "certain to"), ("unlikely to", "certain not to")],
    )


def hedge_frame(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """Appears to have -> has; is believed to be -> is; believes that -> knows that."""
    belief = "(?:believed|thought|suspected|rumou?red|understood|presumed|alleged|said|reported|assumed)"
    found = table(
        line,
        [
            ("(?:appears|seems) to have", "has"), ("(?:appear|seem) to have", "have"), ("(?:appeared|seemed) to have", "had"), ("(?:appears|seems) to be", "is"), ("(?:appear|seem) to be", "are"),
            (f"is (?:widely )?{belief} to have", "has"), (f"are (?:widely )?{belief} to have", "have"), (f"(?:was|were) (?:widely )?{belief} to have", "had"),
            (f"is (?:widely )?{belief} to be", "is"), (f"are (?:widely )?{belief} to be", "are"), (f"was (?:widely )?{belief} to be", "was"), (f"were (?:widely )?{belief} to be", "were"),
            ("(?:believes|suspects|thinks) that", "has proved that"), ("(?:believe|suspect|think) that", "have proved that"), ("(?:believed|suspected) that", "had proved that"),
            ("it is (?:possible|likely) that", "it is certain that"), ("hinted that", "confirmed that"), ("suggests? that", "proved that"), ("suggested that", "proved that"), ("suggesting that", "proving that"), ("is suspected of", "is guilty of"), ("are suspected of", "are guilty of"),
        ],
    )
    return found + subs(line, r"\b(?:appears|seems) to ([a-z]+)\b", lambda m: third_person(m[1]) if m[1] in BASES else None)


def finite_pasts(line: str) -> list[re.Match[str]]:
    """Simple past verbs with an object: known verbs before a determiner or a number, after no auxiliary."""
    return [
        m
        for m in re.finditer(rf"(?<![\w-])([a-z]+)(?= {DETERMINER}(?!\w))", line)
        if m[1] in BASE_OF_PAST and m[1] not in ("told", "declared", "wrote", "named", "followed", "put", "set", "cut", "hit", "let", "shut", "split", "quit", "used", "found")
        and not re.search(rf"\b(?:{AUX_BEFORE}|and|or|as|,)(?: [a-z]+ly)? ?$", line[: m.start()].rstrip(" ") + " ")
        and not re.search(r"(?:[,:(]|\b(?:the|an?|its|their|of|in|for|with|over|newly)) ?$", line[: m.start()])
        and line[: m.start()].strip(" -*•")
    ]


def hedge_added(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """Ordered the -> reportedly ordered the; has closed -> may have closed; only where the line has no hedge yet."""
    if HEDGE_ANY.search(line) or re.search(r"\b(?:denied|denies|deny)\b", line):
        return []
    adverb = rng.choice(("reportedly", "allegedly", "possibly"))
    found: list[Change] = [((m.start(), m.start(), adverb + " "),) for m in finite_pasts(line)]
    found += subs(line, r"\b(was|were|is|are|has|have|had)(?= (?:been |being )?([a-z]+)\b)", lambda m: f"{m[1]} {adverb}" if (m[2] in PARTICIPLES or m[2].endswith(("ed", "ing"))) and not (m[1] == "have" and re.search(r"\b(?:to|will|would|must|should) $", line[: m.start()])) else None)
    return found + subs(line, rf"(?<!its )(?<!the )(?<!their )(?<!of )(?<!announced )(?<!new )\b(?:{INTENT_S}|{INTENT_D})(?= to (?:{'|'.join(sorted(BASES))})\b)", lambda m: f"{adverb} {m[0]}" if not re.search(rf"\b(?:{AUX_BEFORE}) $|, $", line[: m.start()]) else None)


def hedge_added_modal(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """Closed the road -> may have closed the road; will -> may; confirmed -> unconfirmed."""
    if HEDGE_ANY.search(line) or re.search(r"\b(?:denied|denies|deny)\b", line):
        return []
    found: list[Change] = [((m.start(), m.end(), f"may have {past_forms(BASE_OF_PAST[m[1]])[1]}"),) for m in finite_pasts(line)]
    found += subs(line, r"\b(?:has|had|have) ([a-z]+)\b", lambda m: f"may have {m[1]}" if m[1] in PARTICIPLES and not re.search(r"\b(?:to|will|would|must|should) $", line[: m.start()]) else None)
    found += subs(line, r"\b(?:was|were) ([a-z]+)\b", lambda m: f"may have been {m[1]}" if m[1] in PARTICIPLES else None)
    found += subs(line, r"\b(?:will)(?= [a-z])(?! not\b)", lambda m: "may")
    return found + table(line, [("(?:confirmed|confirms) that", "did not rule out that"), ("certainly|definitely|undoubtedly|clearly", "possibly"), ("(?<=, )confirmed(?=[,.; ]*(?:\\[|$|,))", "unconfirmed")])


def hedge_added_terse(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """Ministry: 300 guards -> Ministry: possibly 300 guards."""
    if HEDGE_ANY.search(line) or re.search(r"\b(?:denied|denies|deny)\b", line):
        return []
    m = re.match(r"[^:\[]{3,160}: (?=[a-z0-9~<>A-Z])", line)
    return [((m.end(), m.end(), rng.choice(("reportedly ", "possibly ", "allegedly "))),)] if m else []


# ------------------------------------------------------------------------------------------------------------ negations

CLAUSE = r"(?=(?: (?:on|in|late on|early on) [^,.;:]{3,30}?)? (?:that|the|an?|it|they|he|she|its|their|his|her|there|about|no|at|\d|[A-Z][a-z]))"


def negation_dropped(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """Did not close -> closed; has not -> has; cannot -> can."""

    def did(m: re.Match[str]) -> str | None:
        return past_forms(m[1])[0] if is_base(m[1]) else None

    found = subs(line, r"\bdid(?: not|n[’']t)(?: yet)? ([a-z]+)\b", did)
    found += subs(line, r"\bdoes(?: not|n[’']t) ([a-z]+)\b", lambda m: third_person(m[1]) if is_base(m[1]) else None)
    found += subs(line, r"\bdo(?: not|n[’']t) ([a-z]+)\b", lambda m: m[1] if is_base(m[1]) else None)
    found += subs(
        line,
        r"\b(was|were|is|are|has|have|had|will|would|could|should|may|might|can|must)(?: not(?! only| necessarily)|n[’']t)(?: yet)?\b",
        lambda m: m[1],
    )
    found += subs(line, r"\bcannot\b|\bcan[’']t\b", lambda m: "can") + subs(line, r"\bwon[’']t\b", lambda m: "will")
    return found + subs(line, r"(?<=[,:;(] )not (?=[a-z]+(?:ed|en)\b)", lambda m: "")


def negation_word(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """No, never, without, none, refused and their like turned round, either way."""
    return table(
        line,
        [
            ("no longer", "still"), ("no one|nobody", "everyone"), ("none of(?= the| its| their)", "all of"), ("neither side", "each side"), ("never", ""),
            ("without(?= (?:the |an? |any )?(?![a-z]+ing\\b)[a-z]+)(?: any)?", "with"), ("no(?= (?!more|fewer|less|later|earlier|greater|one|sooner)[a-z]+s\\b)", "many"), ("unable to", "able to"),
            ("refused to", "agreed to"), ("refuses to", "agrees to"), ("agreed to", "refused to"), ("failed to", "managed to"), ("managed to", "failed to"), ("rejected(?= (?:the|an?|any|its)\\b)", "accepted"),
            ("accepted(?= (?:the|an?|its)\\b)", "rejected"), ("allowed to", "forbidden to"), ("forbidden to", "allowed to"), ("stopped short of", "went as far as"), ("ruled out", "did not rule out"),
            ("unharmed|unhurt", "badly hurt"), ("unarmed", "armed"), ("undamaged", "damaged"), ("still(?= (?:holds|held|open|closed|under|in|at)\\b)", "no longer"),
        ],
    )


def negation_added(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """Ordered the -> did not order the; has closed -> has not closed."""
    found: list[Change] = [((m.start(), m.end(), f"did not {BASE_OF_PAST[m[1]]}"),) for m in finite_pasts(line)]
    stop = r"(?! (?:not|never|no|none|nothing|to|hardly|neither|only)\b)"
    perfect = r"(?= (?:[a-z]+ly )?(?:been|(?:" + "|".join(sorted(PARTICIPLES)) + r")|[a-z]+ed)\b)"
    found += subs(line, r"\b(?:was|were|is|are)(?= [\w$€£])" + stop, lambda m: m[0] + " not" if not re.search(r"\b(?:what|than|(?:no|none|neither|nobody|nothing|never)(?: [\w-]+){0,2}|no one) $", line[: m.start()], re.I) else None)
    found += subs(line, r"(?<!not )\b(?:has|have|had)" + stop + perfect, lambda m: m[0] + " not" if not re.search(r"\b(?:to|not|may|might|could|would|will) $", line[: m.start()]) else None)
    plans = {third_person(b): b for b in INTENT_P[3:-1].split("|")}
    found += subs(line, rf"(?<!its )(?<!the )(?<!their )(?<!of )(?<!announced )(?<!new )\b{INTENT_S}(?= to [a-z])", lambda m: f"does not {plans[m[0]]}" if m[0] in plans else None)
    found += subs(line, r"\b(?:will|would|may|might|could|can)(?= [a-z])" + stop, lambda m: "cannot" if m[0] == "can" else m[0] + " not")
    negative = re.compile(r"\b(?:(?:no|none|neither|nobody|nothing|never)(?: [\w-]+){0,2}|no one) $", re.I)  # a negative subject
    return [c for c in found if not negative.search(line[: c[0][0]])]


def negation_terse(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """Terse lines: ", confirmed," -> ", not confirmed,"; "X: 300 guards" -> "X: no 300 guards" is never made."""
    return subs(line, r"(?<=[,:;(] )(?:confirmed|denied|planned|ordered|completed|done|closed|reopened|deployed|withdrawn|killed|arrested|detained|released|verified|destroyed|captured|seized|evacuated)(?=\s*(?:[,;.)\[]|$))", lambda m: "not " + m[0])


def negation_stance(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """Said that -> denied that; denied -> admitted."""
    said = table(line, [("(?:said|announced|stated|claimed|confirmed|reported|insisted|alleged|acknowledged|admitted)", "denied"), ("(?:says|announces|states|claims|confirms|reports|insists|alleges)", "denies"), ("(?:say|claim|insist|confirm)(?= that)", "deny")], CLAUSE)
    said = [c for c in said if not re.search(r"\b(?:the|an?|his|her|its|their|was|were|is|are|been|be|of|this|that|as|to|no|new|earlier|such) $", line[: c[0][0]], re.I) and line[: c[0][0]].strip()]
    denied = table(line, [("denied that", "said that"), ("denies that", "says that"), ("deny that", "say that"), ("denied", "admitted"), ("denies", "admits"), ("denying", "admitting")], r"(?! (?:access|entry|permission|visas?|bail|leave|asylum)\b)")
    denied = [c for c in denied if not re.search(r"\b(?:was|were|been|be|is|are|not) $", line[: c[0][0]])]
    whole: list[Change] = []
    for c in denied:  # "denied having arrested anyone" -> "admitted having arrested someone"
        word = re.search(r"\bany(?=one\b|thing\b|body\b| )", line[c[0][1] :])
        at = c[0][1] + word.start() if word else 0
        whole.append((*c, (at, at + 3, "some")) if word else c)
    return said + whole


# -------------------------------------------------------------------------------------------------------------- planned


def coordinated(line: str, at: int, participle: bool) -> tuple[Edit, ...]:
    """A second base verb ("... and hand over the bridge") of the same sentence, in the form of the first."""
    stop = re.search(r"[.;:\[]|,? (?:but|who|which|that|said|says)\b", line[at:])
    end = at + stop.start() if stop else len(line)
    m = re.search(rf"\b(?:and|then|or) ([a-z]+)(?= (?:{DETERMINER}|out|up|over|back|to|from|in|for)(?!\w))", line[at:end])
    if not m or m[1] not in BASES:
        return ()
    return ((at + m.start(1), at + m.end(1), past_forms(m[1])[1 if participle else 0]),)


def plan_pattern(line: str, pattern: str, lead: str, participle: bool) -> list[Change]:
    """``pattern`` + base verb (group ``v``) -> ``lead`` + the verb's past or participle."""
    found: list[Change] = []
    for m in re.finditer(pattern, line):
        if re.search(r"(?:\bnot|n[’']t|\bnever|\bno longer|\bno) $", line[: m.start()]) or not (is_base(m["v"]) or m["v"] == "be"):
            continue
        here_lead, here_participle = lead, participle
        if m["v"] == "be" and not participle:
            here_lead, here_participle = "had ", True  # number-neutral
        form = past_forms(m["v"])[1 if here_participle else 0]
        edit: Edit = (m.start(), m.end(), like(m[0], here_lead + form))
        if re.search(r"\bif\b", line[m.end() :]):
            continue
        turned = tuple(
            (t.start(), t.end(), {"next": "last", "tomorrow": "yesterday", "soon": "already", "upcoming": "past", "coming": "past"}[t[0]])
            for t in re.finditer(r"\bnext(?= (?:week|month|year|summer|winter|spring|autumn|\w+day))|\btomorrow\b|\bsoon\b|\b(?:upcoming|coming)(?= (?:days|weeks|months))", line)
            if t.start() >= m.end()
        )
        both = coordinated(line, m.end(), here_participle)
        found.append((edit, *both, *turned))
    return found


V = r"(?:[a-z]+ly |soon |also )?(?P<v>[a-z]+)\b"
INTENT_S = "(?:plans|intends|aims|wants|hopes|vows|promises|pledges|prepares|threatens|expects|proposes|seeks|means|agrees|undertakes)"
INTENT_P = "(?:plan|intend|aim|want|hope|vow|promise|pledge|prepare|threaten|expect|propose|seek|mean|agree)"
INTENT_D = "(?:planned|intended|aimed|wanted|hoped|vowed|promised|pledged|prepared|threatened|expected|proposed|sought|meant|agreed|undertook|decided|resolved)"
SET = "(?:due|set|scheduled|expected|planned|slated|about|going|preparing|planning|ready|poised|ordered|instructed|supposed|meant|intending|hoping|told|obliged|required)"


def planned_intent(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """Plans to close -> has closed; planned to close -> closed."""
    noun = r"(?<!announced )(?<!unveiled )(?<!has )(?<!have )(?<!had )(?<!of )(?<!its )(?<!the )(?<!their )(?<!about )(?<!a )(?<!new )(?<!his )(?<!said )(?<!on )(?<!over )(?<!published )"
    aux = r"(?<!is )(?<!are )(?<!was )(?<!were )(?<!been )(?<!be )(?<!, )(?<!has )(?<!have )(?<!had )"
    return (
        plan_pattern(line, rf"{noun}\b{INTENT_S} to {V}", "has ", True)
        + plan_pattern(line, rf"{noun}(?<!to )\b{INTENT_P} to {V}", "have ", True)
        + plan_pattern(line, rf"{aux}\b{INTENT_D} to {V}", "", False)
        + plan_pattern(line, rf"\b(?:has|have) (?:decided|agreed|promised|pledged|vowed|planned|threatened|resolved|undertaken) to {V}", "had ", True)
        + plan_pattern(line, rf"\b(?:announced|unveiled|published) (?:its |their |his )?plans to {V}", "announced having ", True)
        + plan_pattern(line, rf"\bhas (?:a plan|plans) to {V}", "has ", True)
        + plan_pattern(line, rf"\bhave (?:a plan|plans) to {V}", "have ", True)
    )


def planned_future(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """Will close -> closed; is due to close -> has closed; would close -> had closed."""
    found = plan_pattern(line, rf"\b(?:will|shall) {V}", "", False)
    if not re.search(r"\b(?:if|unless|were)\b", line, re.I):
        found += plan_pattern(line, rf"\bwould {V}", "had ", True)
    return (
        found
        + plan_pattern(line, rf"\bis (?:{SET} )?to {V}", "has ", True)
        + plan_pattern(line, rf"\bare (?:{SET} )?to {V}", "have ", True)
        + plan_pattern(line, rf"\b(?:was|were) (?:{SET} )?to {V}", "had ", True)
        + plan_pattern(line, rf"\b(?:has|have|had) been {SET} to {V}", "had ", True)
    )


def planned_order(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """Ordered guards to the pass -> sent guards to the pass; ordered guards to leave -> got guards to leave."""
    active = r"(?<!was )(?<!were )(?<!been )(?<!be )(?<!is )(?<!are )(?<![,:(] )"
    adverb = "" if not re.search(r"\b(?:did not|never) order", line) else "(?!)"
    return (
        subs(line, adverb + active + r"\bordered(?= [^,.;:\[]{2,60}? (?:to|into|towards|across) (?:the|a|an|its|their|[A-Z]))", lambda m: "sent")
        + subs(line, adverb + active + r"\b(?:ordered|instructed|told|asked|authorised|authorized|urged|commanded|directed)(?= (?:[^,.;:\[]{2,60}?) to ([a-z]+)\b)", lambda m: "got" if m[1] in BASES else None)
        + subs(line, r"\bordered(?= (?:to|into|across) (?:the |[A-Z]))", lambda m: "sent")
        + subs(line, active + r"\b(?:ordered|approved|authorised|authorized|proposed|planned|announced|demanded|requested)(?= (?:the|a|an) (?:[a-z]+ )?(?:closure|withdrawal|evacuation|deployment|construction|arrest|release|removal|raid|attack|strike|transfer|operation|mobilisation|demolition|search|offensive|retreat|redeployment|handover|exchange|sealing|purchase|blockade)\b)", lambda m: "carried out")
    )


def planned_phrase(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """Planned, upcoming and their like as adjectives, tags and nouns."""
    return table(
        line,
        [
            ("announced plans for", "announced the completion of"), ("is planning(?= an? )", "has carried out"), ("are planning(?= an? )", "have carried out"), ("(?:was|were) planning(?= an? )", "had carried out"), ("plans(?= an? [a-z]+ (?:on|in|of|at|for|against)\\b)", "has carried out"),
            ("not planned", "not planned"), ("planned(?=\\s*(?:[,;.)\\[]|$))", "completed"), ("(?<=[,:;(] )ordered(?=\\s*(?:[,;.)\\[]|$))", "carried out"), ("(?<=[,:;(] )(?:intended|announced|scheduled|proposed|future|pending|expected)(?=\\s*(?:[,;.)\\[]|$))", "completed"),
            ("(?<=the )(?:planned|proposed|intended|forthcoming|upcoming|impending|scheduled)(?= [a-z])", "completed"), ("(?<=an )(?:intended|upcoming|impending)(?= [a-z])", "completed"), ("(?<=a )(?:planned|proposed|forthcoming|scheduled)(?= [a-z])", "completed"),
            ("(?<=its )(?:planned|proposed)(?= [a-z])", "completed"), ("is (?:planned|scheduled) for", "took place on"), ("preparations for", "the completion of"), ("is under consideration", "has been carried out"),
        ],
    )


def planned_attempt(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """Tried to cross -> crossed; has begun to withdraw -> has withdrawn."""
    return plan_pattern(line, rf"(?<!has )(?<!have )(?<!had )\b(?:tried|attempted|sought|began|started|threatened|offered) to {V}", "", False) + plan_pattern(
        line, rf"\bhas (?:tried|attempted|begun|started|offered) to {V}", "has ", True
    )


# -------------------------------------------------------------------------------------------------------------- sources

CITE = r"(?:citing|quoting|referring to|with reference to|in reference to|relying on|according to|as reported by|as told by|as cited by|on the word of|source:|per(?= (?:an? \w+ed |the |[A-Z])))"
NP = rf"(?:(?!\s+that\b|\s+{REPORT}|\.(?:\s|$)(?<![A-Z][a-z]\.\s)(?<![A-Z][a-z][a-z]\.\s))[^,;:()\[\]<←])+?"
NP_END = rf"(?=\s*(?:[,;:()\[<←]|\.(?:\s|$)|$)|\s+that\b|\s+{REPORT})"
INVENTED_SOURCES = [
    "a retired customs officer", "the Dunvik News Service", "a leaked court filing", "the Istrel Institute", "a rebel spokesman", "two market traders", "the foreign minister", "an intercepted radio message",
]
APPOSITIVE = re.compile(r",\s*(?:who|whose|which|head|chief|director|deputy|spokes\w+|commander|editor|an? [\w-]+ (?:of|for|at|in|with)\b|the [\w-]+ (?:of|for|at)\b[^,]*,)")


def cited(line: str) -> list[re.Match[str]]:
    """Source phrases: "citing X", "according to X" and so on, the source as group ``np``."""
    return [m for m in re.finditer(rf"\b{CITE}\s+(?P<np>{NP}){NP_END}", line, re.I) if len(m["np"].strip()) > 2]


def source_phrase_dropped(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """An outlet, citing X, reports -> An outlet reports; According to X, the road -> The road."""
    found: list[Change] = []
    for m in cited(line):
        start, end = m.start(), m.end()
        before, after = line[:start], line[end:]
        if APPOSITIVE.match(after):
            tail = re.match(r",[^,\[\]]*?(?=\.?\s*(?:\[[^\]]*\]\s*\.?\s*)*$)", after)
            if not (tail and before.rstrip().endswith(",")):
                continue
            end += tail.end()
            after = line[end:]
        if before.rstrip().endswith(","):
            start = len(before.rstrip()) - 1
            if re.match(rf",\s*(?:[a-z]+ly )?(?:{REPORT}|has|had|have|will|is|was|were|are)\b", after):
                end += 1
        elif not before.strip() or re.search(r"[.\]:;•*-]\s+$", before):
            if not after.startswith(","):
                continue
            end += 1 + len(after[1:]) - len(after[1:].lstrip())
        else:
            start = len(before.rstrip())
        found.append(((start, end, ""),))
    return found


def speaker(m: re.Match[str]) -> tuple[str, str]:
    """Subject and verb of an attribution found by ``frames``."""
    return str(m["np"] or m["np2"]), str(m["v"] or m["v2"])


def frames(line: str) -> list[re.Match[str]]:
    """Attributions that open a sentence: "X (, ...,) reports that"."""
    return [
        m
        for m in re.finditer(rf"(?:(?<=^)|(?<=\. )|(?<=\] )|(?<=^- )|(?<=^\* ))(?P<np>[A-Z0-9][^.;:\[\]]{{2,160}}?) (?P<v>{REPORT})(?: (?:on|in|late on) [^,.;:\[]{{3,40}}?)? that (?=\S)|(?:(?<=^)|(?<=\. )|(?<=\] )|(?<=^- )|(?<=^\* ))(?P<np2>[A-Z0-9][^.;:\[\]]{{2,160}}?) (?P<v2>said|says|say) (?=(?:the|an?|its|their|about|at least|more than|\d[\d,]*) \w)", line)
        if not re.search(r"\b(?:not|denied|who|which)\b|^According\b|^[Cc]iting\b", speaker(m)[0]) and not re.search(r"\btold\b|\btells\b", speaker(m)[1])
    ]


def source_frame_dropped(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """X says that the road is shut -> The road is shut; "..., X said." -> "..."; "X (via Y): ..." -> "..."."""
    found: list[Change] = []
    for m in frames(line):
        stop = re.search(r"\.(?:\s|$)|;", line[m.end() :])
        end = m.end() + stop.start() if stop else len(line)
        more = tuple((t.start(1), t.end(1), "") for t in re.finditer(r"\b(?:and|but) (that )(?=[a-z]+ )", line) if m.end() < t.start() < end)
        found.append(((m.start(), m.end() + 1, line[m.end()].upper()), *more))
    found += subs(line, rf"(?<=[\w%\"”]), [^,.;:\[\]]{{2,60}}? (?:{REPORT}|believes|believed|estimates|estimated)(?: on \w+| in a statement)?(?=\.?\s*(?:\[|$))", lambda m: "" if not re.search(r"\b(?:and|but|who|which|not|he|she|while|that)\b", m[0]) else None)
    found += subs(line, r"(?<=[\w%\"”]), [^,.;:\[\]]{2,50}? told [^,.;:\[\]]{2,50}(?:, which [^,.;:\[\]]+)?(?=\.?\s*(?:\[|$))", lambda m: "" if not re.search(r"^, (?:and|but|who|which|he|she|while|that)\b", m[0]) else None)
    prefix = re.match(r"(?:[-*•] )?(?P<p>[^:\[]{3,160}: )(?=\S)", line)
    if prefix and re.search(r"\bvia\b|<-|←|\b(?:source|ministry|agency|service|daily|news|statement|official|spokes\w+|institute|residents|analysts|outlet|media|television|herald|post|office|according)\b", prefix["p"], re.I):
        at = prefix.start("p")
        if at == 0:
            found.append(((0, prefix.end("p") + 1, line[prefix.end("p")].upper()),))
        else:
            found.append(((at, prefix.end("p"), ""),))
    return found


def source_chain_dropped(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """(via Orsa Daily <- unnamed source) dropped, whole or by its last hop."""
    return subs(line, r"\s*\((?:via|per|from|source:|citing|through)\s[^()\[\]]+\)", lambda m: "", re.I) + subs(line, r"\s*(?:<-|←)\s*[^()<←:;\[\]]*?(?=\s*(?:[):;\[<←]|$))", lambda m: "")


def source_swapped(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """Citing X -> citing Y, Y from another line or invented."""
    pool = sorted({m["np"].strip() for other in others for m in cited(other)})
    found: list[Change] = []
    for m in cited(line):
        if APPOSITIVE.match(line[m.end() :]):
            continue
        old = m["np"].strip()
        choices = [p for p in pool if not akin(p, old) and p not in line and not re.search(r"\bsources?\b", p + old)] or [p for p in INVENTED_SOURCES if not akin(p, old)]
        found.append(((m.start("np"), m.start("np") + len(m["np"].rstrip()), rng.choice(choices)),))
    hops = subs(line, r"(?<=via )[^()<←:;,\[\]]+?(?=\s*(?:[):;,\[<←]|$))|(?<=<- )[^()<←:;,\[\]]+?(?=\s*(?:[):;,\[<←]|$))|(?<=← )[^()<←:;,\[\]]+?(?=\s*(?:[):;,\[<←]|$))", lambda m: rng.choice([p for p in INVENTED_SOURCES if not akin(p, m[0])]))
    return found + hops


def source_speaker_swapped(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """The subject of the opening attribution, or the label of a terse line, for an invented one."""
    found: list[Change] = []
    for m in frames(line):
        np = re.split(r",? (?:citing|quoting|referring to|relying on) ", speaker(m)[0])[0]
        plural = ["Two deserters", "Aid workers in the district", "Opposition deputies", "Ferry crews"]
        single = ["An exile radio station", "A rebel spokesman", "The Istrel Institute", "A retired judge"]
        pool = plural if speaker(m)[1] in REPORT_PLURAL else single if speaker(m)[1] in REPORT_S else plural + single
        found.append(((m.start(), m.start() + len(np), rng.choice([p for p in pool if not akin(p, np)] or pool)),))
    terse = re.match(r"(?:[-*•] )?(?P<p>[A-Z][^:(\[,]{2,80}?)(?=\s*(?:\((?:via|per|citing|from)\b[^)]*\))?:\s)", line)
    if terse and not re.search(MONTH + r"|\d", terse["p"]) and re.search(r"\((?:via|per|citing|from)\b|\b(?:ministry|agency|service|daily|news|statement|official|spokes\w+|institute|residents|analysts|outlet|media)\b", line[: terse.end() + 40], re.I):
        found.append(((terse.start("p"), terse.end("p"), rng.choice(["Istrel Institute", "Dunvik News Service", "Rebel spokesman", "Exile radio station"])),))
    return found


def source_kind_swapped(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """Described sources for sources of another kind, in source position only."""
    pairs = [
        ("unnamed source", "army spokesman"), ("anonymous source", "government minister"), ("unnamed sources", "army spokesmen"), ("anonymous sources", "government ministers"), ("unnamed officials?", "rebel commanders"),
        ("state media", "exile media"), ("state television", "an opposition channel"), ("state news agency", "exile newsletter"), ("residents", "army officers"), ("witnesses", "government ministers"), ("analysts", "border residents"),
        ("soldiers", "aid workers"), ("senior official", "market trader"), ("spokesman|spokeswoman|spokesperson", "defector"), ("intercepted (?:call|message)", "press release"), ("intercept", "press release"), ("officials", "refugees"), ("diplomats?", "smugglers"),
    ]
    near = re.compile(rf"(?:\b{CITE}|\bvia|<-|←|\bfrom)\s+(?:[\w-]+ ){{0,3}}$", re.I)
    return [
        c for c in table(line, pairs)
        if near.search(line[: c[0][0]]) or re.match(rf"(?: (?:in|at|of|from|for) [^,.;:\[]{{2,30}}?)?,? {REPORT}", line[c[0][1] :])
    ]


def source_reversed(line: str, others: Sequence[str], rng: random.Random) -> list[Change]:
    """A, citing B, reports -> B, citing A, reports; (via A <- B) -> (via B <- A)."""
    found: list[Change] = []
    for m in re.finditer(rf"(?:(?<=^)|(?<=\] )|(?<=^- ))(?P<a>[A-Z][^,.;:()\[\]]{{2,60}}), (?:citing|quoting) (?P<b>{NP}),(?= (?:{REPORT}))", line):
        a, b = m["a"], m["b"]
        low = a[0].lower() + a[1:] if re.match(r"(?:An?|The|One|Two|Some|State) ", a) else a
        if not akin(a, b) and not re.search(r"\b(?:sources|officials|residents|witnesses|analysts|soldiers|two|three)\b", a + " " + b):
            found.append(((m.start("a"), m.end("a"), b[0].upper() + b[1:]), (m.start("b"), m.end("b"), low)))
    for m in re.finditer(r"\bvia (?P<a>[^()<←:;,\[\]]+?)\s*(?:<-|←)\s*(?P<b>[^()<←:;,\[\]]+?)(?=\s*[):;,\[<←])", line):
        if not akin(m["a"], m["b"]):
            found.append(((m.start("a"), m.end("a"), m["b"]), (m.start("b"), m.end("b"), m["a"])))
    return found


# --------------------------------------------------------------------------------------------------------------- all

KINDS: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("number", (number_scaled, number_magnitude, number_digits, number_range, number_words, number_quantity, number_ordinal, number_exchange)),
    ("bound", (bound_turned, bound_dropped, bound_for_about, bound_time, bound_symbol, bound_added)),
    ("name", (name_of_briefing, name_invented, name_exchange, name_unit, name_office)),
    ("hedge", (hedge_adverb, hedge_adjective, hedge_modal, hedge_frame, hedge_added, hedge_added_modal, hedge_added_terse)),
    ("negation", (negation_dropped, negation_word, negation_added, negation_terse, negation_stance)),
    ("date", (date_day, date_month, date_year, date_weekday, date_numeric, date_clock, date_part)),
    ("planned", (planned_intent, planned_future, planned_order, planned_phrase, planned_attempt)),
    ("source", (source_phrase_dropped, source_frame_dropped, source_chain_dropped, source_swapped, source_speaker_swapped, source_kind_swapped, source_reversed)),
)


def alter(line: str, others: Sequence[str], rng: random.Random) -> Iterator[tuple[str, str]]:
    """Yield ``(class, altered line)``: at most one alteration of each kind, none twice, none equal to the line.

    ``others`` are the other lines of the same briefing, from which names and sources may be borrowed.  What stands in
    brackets in the line stays as it is.
    """
    citations = re.findall(r"\[[^\]]*\]", line)
    seen = {" ".join(line.split())}
    for label, kinds in KINDS:
        for kind in kinds:
            changes = [c for c in kind(line, others, rng) if c and allowed(line, c)]
            if not changes:
                continue
            altered = apply(line, rng.choice(changes))
            key = " ".join(altered.split())
            body = re.sub(r"\[[^\]]*\]", "", altered).strip(" .-*•")
            if key in seen or not body or re.findall(r"\[[^\]]*\]", altered) != citations:
                continue
            seen.add(key)
            yield label, altered
