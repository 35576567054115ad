"""The page of a panel, Chinese and English, self-contained: its pictures stand in it as it is written, and nothing is fetched."""

import base64
import csv
import hashlib
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from ...odds.ranks import SURE, THIRDS
from ...odds.verdict import LIKELIHOODS, withheld
from ...paper.whole import folder_at, write_text
from ...words import labels
from ...words.both import LANGUAGES, Both
from ...words.door import door
from ...words.english import many
from ..page import environment
from . import pictures
from .gathered import OUTLOOKS, Gathered, by_area, certain, gathered, name_of, ranked, shares, spreads, standing_out

WEB = Path(__file__).parent.parent / "web"
SHOWN = ("theme_auto", "theme_light", "theme_dark", "language_said")  # words that the script uses
LOW = 1 / 3  # chances below it are unlikely
Say = Callable[[str, float], object]


@door
def write_panel_report(
    source: str | os.PathLike | pd.DataFrame,
    folder: str | os.PathLike = "report",
    parents: Mapping[str, str] | None = None,
    mark: str = "",
    say: Say = lambda step, done: None,
) -> Path:
    """Write the page of a panel's outlook: shares by likelihood, thirds with honest ties, places that stand out, areas side by side.

    Parameters
    ----------
    source : what :func:`kzplan.project_panel` returns or wrote: a frame, a Parquet file or a folder of parts.
    folder : where to; made if it is not there.
    parents : area → the area it lies in, for areas that are no places of the panel: places are grouped by the widest areas that
        part them.
    mark : words on the page where values are invented (示例数据).
    say : called as a target begins, with its name and the share of the work that is done.

    Returns
    -------
    Path of ``index.html``.

    Raises
    ------
    InputError : a table that is not a panel's.
    """
    found = gathered(source, parents)
    folder = folder_at(folder)
    return write_text(panel_page(found, mark, say), folder / "index.html")


def panel_page(found: Gathered, mark: str = "", say: Say = lambda step, done: None) -> str:
    """Return the page as text.

    Parameters
    ----------
    found : the panel's table, gathered.
    mark, say : as for :func:`write_panel_report`.
    """
    style = "\n".join((WEB / name).read_text(encoding="utf-8") for name in ("page.css", "panel.css"))
    script = (WEB / "panel.js").read_text(encoding="utf-8")
    groups = list(found.table.groupby(["indicator", "stratum"], sort=False, observed=True))
    targets = []
    for i, (_, rows) in enumerate(groups):
        say(str(rows["code"].iloc[0]), i / len(groups))
        targets.append(_target(rows, bool(found.areas), f"q{i}"))
    told = found.table[found.table["outlook"].ne("")]
    low = int((told["p_reach"] < LOW).sum())
    size = _sizes(found, told, len(targets)) | {"low": f"{low:,}"}
    return (
        environment()
        .get_template("panel.html.j2")
        .render(
            found=found,
            mark=mark,
            words=words(),
            filled=_filled,
            listed=_listed,
            size=size,
            heading="heading_none" if not len(told) else "heading_odds" if low else "heading_likely",
            targets=sorted(targets, key=lambda one: (one["median"] != one["median"], one["median"])),
            areas=by_area(found.table, None) if found.areas else [],
            counts=shares(found.table.assign(whole="all"), "whole")["all"],
            outlooks=OUTLOOKS,
            thirds=THIRDS,
            sure=SURE,
            scale=LIKELIHOODS,
            kept_back=sum(map(withheld, found.table["p_reach"], found.table["outlook"])),
            apart=spreads(told),
            shown=Markup(json.dumps({key: words()[key] for key in SHOWN}, ensure_ascii=False).replace("<", "\\u003c")),
            style=Markup(style),
            script=Markup(script),
            hash="sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii"),
        )
    )


def _sizes(found, told, targets):
    """How much there is, as the page's sentences say it; ``told``: the rows with odds."""
    return {
        "targets": Both(many(targets, "target"), str(targets)),
        "places": Both(many(found.places, "place"), f"{found.places:,}"),
        "told": f"{len(told):,}",
        "likely": f"{int(told['outlook'].isin(('likely', 'very likely')).sum()):,}",
    }


def words() -> dict[str, dict[str, str]]:
    """Return the words of the page, key → language → words.

    >>> words()["thirds"]["zh"][:2]
    '各地'
    """
    with (WEB / "panel.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: {"en": row["en"], "zh": row["zh"]} for row in csv.DictReader(file)}


def _filled(said: str, told: Mapping[str, object], lang: str) -> str:
    """Words with what stands for a value replaced."""
    for name, value in told.items():
        if isinstance(value, Both):
            value = value.text(lang)
        said = said.replace(f"{{{name}}}", f"{value:,}" if isinstance(value, int) and name != "at" else str(value))
    return said


def _listed(reasons: list[tuple[Both, int]], lang: str) -> str:
    en, zh = (
        ", ".join(f"{name.en} ({n:,})" for name, n in reasons),
        "、".join(f"{name.zh}（{n:,}）" for name, n in reasons),
    )
    return Both(en, zh).text(lang)


def _asked(one, lang):
    """The target in words, with its unit."""
    return labels.target_with_unit(one, {one["code"]: one["unit"]}, lang)


def _target(rows, parted, of_all):
    """What the page says of one target."""
    found, stands = ranked(rows), standing_out(rows)
    one, told = rows.iloc[0], rows.loc[rows["p_reach"].notna(), ["area", "p_reach"]]
    every = told["p_reach"].to_numpy()
    lines = by_area(rows, found)
    groups = dict(list(told.groupby("area", sort=False)["p_reach"])) if parted else {}
    reasons = rows.loc[rows["reason"].ne(""), "reason"].value_counts()
    return {
        "key": f"t-{one['indicator']}-{one['stratum']}",
        "name": name_of(rows),
        "code": one["code"],
        "target": Both(**{lang: _asked(one, lang) for lang in LANGUAGES}),
        "unit": Both(**{lang: labels.unit(one["unit"], lang) for lang in LANGUAGES}),
        "places": len(rows),
        "counts": shares(rows.assign(whole="all"), "whole")["all"],
        "median": float(rows["p_reach"].median()),
        "reasons": [
            (Both(**{lang: labels.word(name, lang) for lang in LANGUAGES}), int(n)) for name, n in reasons.items()
        ],
        "few": int(rows["class_basis"].eq("few places").sum()),
        "ranked": found is not None,
        "sure": 0 if found is None else int(found["third"].ne("").sum()),
        "with_median": 0 if found is None else len(found),
        "certain": {} if found is None else {third: certain(found, third) for third in ("best", "last")},
        "intervals": "" if found is None else Markup(pictures.intervals(found)),
        "stands": [] if stands is None else stands[1],
        "named": 0 if stands is None else int(stands[0]["named"].sum()),
        "expected": float("nan") if stands is None else float(stands[0]["expected"].iloc[0]),
        "counted": 0 if stands is None else len(stands[0]),
        "funnel": "" if stands is None else Markup(pictures.funnel(stands[0])),
        "areas": lines if parted else [],
        "every": Markup(pictures.every(every, of_all)) if len(every) else "",
        "spread": [
            (line["area"], len(groups[line["area"]]), Markup(pictures.spread(groups[line["area"]].to_numpy(), of_all)))
            for line in lines
            if line["area"] in groups
        ],
    }
