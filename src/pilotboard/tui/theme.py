"""Colours: four palettes, the Textual themes made of them, and the inks that lines are drawn with.

A status is always glyph + word + colour; the inks here are the colour part. Without colour (``NO_COLOR``)
no colour code is sent at all: the focused line is reversed, what matters is bold, what is quiet is dim.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from rich.style import Style
from textual.theme import Theme

Ink = Literal[
    "text", "strong", "soft", "quiet", "accent", "good", "warning", "bad", "neutral", "rule", "key", "title", "here"
]
"""What a piece of text means; the palette decides how it looks.

``text`` body, ``strong`` bold body, ``soft`` between body and quiet, ``quiet`` what stands back, ``accent`` the
one accent colour, ``good``/``warning``/``bad``/``neutral`` states, ``rule`` lines, ``key`` a key to press,
``title`` a heading, ``here`` where you are.
"""

Ground = Literal["ground", "bar", "selection", "ground_off"]
"""What stands behind a text: the page, a bar, the focused line, the focused line of a list without the focus."""


class Palette(NamedTuple):
    """The colours of one theme, as ``#rrggbb``."""

    name: str
    label: str
    dark: bool
    ground: str
    bar: str
    selection: str
    ground_off: str
    text: str
    soft: str
    quiet: str
    rule: str
    accent: str
    good: str
    warning: str
    bad: str
    neutral: str


PALETTES: dict[str, Palette] = {
    palette.name: palette
    for palette in (
        Palette(
            name="dark",
            label="Dark",
            dark=True,
            ground="#0f1419",
            bar="#161c23",
            selection="#22303a",
            ground_off="#192129",
            text="#d5dae0",
            soft="#aab2bb",
            quiet="#76828f",
            rule="#2b343d",
            accent="#6cc5c1",
            good="#8fbf7f",
            warning="#e3b860",
            bad="#de7a70",
            neutral="#86a8e7",
        ),
        Palette(
            name="light",
            label="Light",
            dark=False,
            ground="#fbfaf7",
            bar="#eeece6",
            selection="#d8e6e8",
            ground_off="#eaeeec",
            text="#20262c",
            soft="#434c55",
            quiet="#66707a",
            rule="#d3d1ca",
            accent="#0b6e75",
            good="#2f6b2a",
            warning="#835300",
            bad="#a8322a",
            neutral="#2c56a8",
        ),
        Palette(
            name="high-contrast",
            label="High contrast",
            dark=True,
            ground="#000000",
            bar="#161616",
            selection="#003a8c",
            ground_off="#002352",
            text="#ffffff",
            soft="#ffffff",
            quiet="#d0d0d0",
            rule="#a0a0a0",
            accent="#5ff5ff",
            good="#7dff7d",
            warning="#ffd84d",
            bad="#ff9a90",
            neutral="#a8c8ff",
        ),
    )
}

NO_COLOUR = "no-colour"
"""The theme that sends no colour codes; chosen by ``NO_COLOR`` and offered to everybody."""

DEFAULT = "dark"

THEME_LABELS: dict[str, str] = {**{name: p.label for name, p in PALETTES.items()}, NO_COLOUR: "Without colour"}


def _theme(palette: Palette) -> Theme:
    return Theme(
        name=palette.name,
        primary=palette.accent,
        secondary=palette.neutral,
        accent=palette.accent,
        success=palette.good,
        warning=palette.warning,
        error=palette.bad,
        foreground=palette.text,
        background=palette.ground,
        surface=palette.bar,
        panel=palette.selection,
        dark=palette.dark,
        variables={
            "rule": palette.rule,
            "quiet": palette.quiet,
            "border": palette.accent,
            "border-blurred": palette.rule,
            "block-cursor-background": palette.selection,
            "block-cursor-foreground": palette.text,
            "input-cursor-background": palette.text,
            "input-cursor-foreground": palette.ground,
            "input-selection-background": palette.selection,
            "scrollbar": palette.rule,
            "scrollbar-hover": palette.quiet,
            "scrollbar-active": palette.accent,
            "scrollbar-background": palette.ground,
            "scrollbar-background-hover": palette.ground,
            "scrollbar-background-active": palette.ground,
            "scrollbar-corner-color": palette.ground,
        },
    )


_PLAIN_VARIABLES = """
    rule quiet border border-blurred block-cursor-background block-cursor-foreground
    input-cursor-background input-cursor-foreground input-selection-background input-selection-foreground
    scrollbar scrollbar-hover scrollbar-active scrollbar-background scrollbar-background-hover
    scrollbar-background-active scrollbar-corner-color ansi-background ansi-foreground
    screen-selection-background screen-selection-foreground
"""


def _no_colour_theme() -> Theme:
    plain = "ansi_default"
    return Theme(
        name=NO_COLOUR,
        ansi=True,
        primary=plain,
        secondary=plain,
        accent=plain,
        success=plain,
        warning=plain,
        error=plain,
        foreground=plain,
        background=plain,
        surface=plain,
        panel=plain,
        boost=plain,
        variables=dict.fromkeys(_PLAIN_VARIABLES.split(), plain)
        | {"input-cursor-text-style": "reverse", "block-cursor-text-style": "reverse"},
    )


@lru_cache(maxsize=1)
def themes() -> dict[str, Theme]:
    """The themes the app offers, by name."""
    return {name: _theme(palette) for name, palette in PALETTES.items()} | {NO_COLOUR: _no_colour_theme()}


_BOLD: frozenset[str] = frozenset(("strong", "title", "key", "here"))
_COLOUR_OF: dict[str, str] = {"strong": "text", "title": "soft", "key": "accent", "here": "text"}
_BOLD_WITHOUT_COLOUR: frozenset[str] = _BOLD | {"accent", "bad", "warning"}


def cursor_mark(theme: str) -> str:
    """What stands before the line under the cursor; a half block would be reversed without colour."""
    return ">" if theme == NO_COLOUR else "▌"


@lru_cache(maxsize=512)
def style(theme: str, ink: Ink, ground: Ground = "ground") -> Style:
    """How ``ink`` looks on ``ground`` in a theme."""
    if theme == NO_COLOUR:
        return Style(
            bold=ink in _BOLD_WITHOUT_COLOUR,
            dim=ink in ("quiet", "rule") and ground != "selection",
            underline=ink == "here",
            reverse=ground == "selection",
        )
    palette = PALETTES.get(theme, PALETTES[DEFAULT])
    behind: str = getattr(palette, ground)
    front: str = getattr(palette, _COLOUR_OF.get(ink, ink))
    if ground == "selection" and ink == "quiet":
        front = palette.soft
    return Style(color=front, bgcolor=behind, bold=ink in _BOLD or None, underline=ink == "here" or None)
