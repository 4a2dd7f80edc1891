"""A briefing as text, Markdown, HTML or JSON: the same lines, unaltered."""

from __future__ import annotations

import html
import json
import re
import textwrap

from twosource.views.brief import Brief

WIDTH = 80
NOTHING = "Nothing to tell: no claim answers this.\n"
NONE = "(none)"
_CITED = re.compile(r"\[([0-9a-f,]+)\](?=[;.,]?(?:\s|$))")


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
                line.text,
                width,
                initial_indent="  ",
                subsequent_indent="    ",
                break_long_words=False,
                break_on_hyphens=False,
            )
            out.extend(_broken(row, width) for row in wrapped)
        out.append("")
    return "\n".join(out[:-1]) + "\n"


def _broken(row: str, width: int) -> str:
    """A row whose long list of citations is broken at its commas."""
    while_left, out = row, []
    while len(while_left) > width and "," in while_left[:width]:
        cut = while_left.rfind(",", 0, width) + 1
        if cut < 10:
            break
        out.append(while_left[:cut])
        while_left = "    " + while_left[cut:]
    return "\n".join([*out, while_left])


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
        out.extend("- " + _CITED.sub(r"`[\1]`", _escaped(line.text)) for line in section.lines)
        out.append("")
    return "\n".join(out)


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
        return f"[{', '.join(marks)}]"

    return _CITED.sub(cite, html.escape(text, quote=False))


def as_json(brief: Brief) -> str:
    """One object a line of the briefing."""
    rows = [
        {"section": section.key, "heading": section.heading, "text": line.text, "claims": list(line.claims)}
        for section in brief.sections
        for line in section.lines
    ]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
