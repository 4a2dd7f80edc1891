"""A briefing as text, Markdown, HTML or JSON: the same lines, of long citations the beginning, in JSON all."""

from __future__ import annotations

import html
import json
import re
import textwrap

from twosource.views.brief import Brief

WIDTH = 80
MOST_CITED = 6
"""Claims of one citation that are named before the rest is counted; JSON names all."""
NAMED = 3
NOTHING = "Nothing to tell: no claim answers this.\n"
NONE = "(none)"
ALL_CITED = "Every claim cited: twosource brief --json"
_CITED = re.compile(r"\[([0-9a-f,]+)\](?=[;.,]?(?:\s|$))")
_SHOWN = re.compile(r"\[([0-9a-f,]+(?: and \d+ more)?)\](?=[;.,]?(?:\s|$))")


def as_text(brief: Brief, *, width: int = WIDTH) -> str:
    """The briefing for a terminal."""
    if not brief.support.claims:
        return NOTHING
    out = [f"BRIEFING {brief.heading}", ""]
    for section in brief.sections:
        out.append(section.heading.upper())
        if not section.lines:
            out.append(f"  {NONE}")
        for line in section.lines:
            wrapped = textwrap.wrap(
                _folded(line.text),
                width,
                initial_indent="  ",
                subsequent_indent="    ",
                break_long_words=False,
                break_on_hyphens=False,
            )
            out.extend(wrapped)
        out.append("")
    return "\n".join([*out, *_pointer(brief)]).rstrip("\n") + "\n"


def _fold(found: re.Match[str]) -> str:
    """A citation, of a long one the first claims and how many more."""
    ids = found.group(1).split(",")
    if len(ids) <= MOST_CITED:
        return found.group()
    return f"[{','.join(ids[:NAMED])} and {len(ids) - NAMED} more]"


def _folded(text: str) -> str:
    return _CITED.sub(_fold, text)


def _pointer(brief: Brief) -> list[str]:
    """Where the claims are listed that a fold only counts; nothing where none is folded."""
    lines = (line.text for section in brief.sections for line in section.lines)
    return [ALL_CITED] if any(_folded(line) != line for line in lines) else []


def as_markdown(brief: Brief) -> str:
    """The briefing in Markdown, citations as code."""
    if not brief.support.claims:
        return NOTHING
    out = [f"# Briefing: {_escaped(brief.heading)}", ""]
    if brief.asked:
        out += [_escaped(brief.asked), ""]
    for section in brief.sections:
        out.extend((f"## {section.heading}", ""))
        if not section.lines:
            out.append(NONE)
        out.extend(
            "- " + _SHOWN.sub(r"`[\1]`", _CITED.sub(_fold, _escaped(line.text))) for line in section.lines
        )
        out.append("")
    return "\n".join([*out, *_pointer(brief)]).rstrip("\n") + "\n"


def _escaped(text: str) -> str:
    return re.sub(r"([\\*_<>#|~])", r"\\\1", text)


def as_html(brief: Brief) -> str:
    """The briefing as a page of its own, without scripts; a citation's title is the claim's words."""
    title = f"Briefing: {brief.heading}"
    out = [
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">',
        f"<title>{html.escape(title)}</title>\n<h1>{html.escape(title)}</h1>",
    ]
    if brief.asked:
        out.append(f"<p>{html.escape(brief.asked)}</p>")
    if not brief.support.claims:
        out.append(f"<p>{NOTHING.strip()}</p>")
    for section in brief.sections if brief.support.claims else ():
        out.append(f"<h2>{html.escape(section.heading)}</h2>\n<ul>")
        if not section.lines:
            out.append(f"<li>{NONE}</li>")
        out.extend(f"<li>{_linked(line.text, brief)}</li>" for line in section.lines)
        out.append("</ul>")
    return "\n".join(out) + "\n</html>\n"


def _linked(text: str, brief: Brief) -> str:
    def cite(found: re.Match[str]) -> str:
        marks = []
        for prefix in found.group(1).split(","):
            words = html.escape(brief.support.cited(prefix).text)
            marks.append(f'<cite title="{words}">{prefix}</cite>')
        listed = f"[{', '.join(marks)}]"
        if len(marks) <= MOST_CITED:
            return listed
        return f"<details><summary>{len(marks)} claims</summary>{listed}</details>"

    return _CITED.sub(cite, html.escape(text, quote=False))


def as_json(brief: Brief) -> str:
    """One object a line of the briefing."""
    rows = [
        {"section": section.key, "heading": section.heading, "text": line.text, "claims": list(line.claims)}
        for section in brief.sections
        for line in section.lines
    ]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
