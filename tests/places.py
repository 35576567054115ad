"""A panel of every kind and form of target, to ask of in tests."""

import numpy as np
import pandas as pd

KINDS = ("proportion", "rate", "positive", "count")
TARGETS = {
    "proportion": ["≥70", "50左右", "提高", "100", "—", "30-60", "≥98.5", "降低"],
    "rate": ["＜6", "降低", "0", "以2015年为基数下降1/6", "每年下降3%", "≤4.25"],
    "positive": ["≤6", "提高", "≥7.5"],
    "count": ["≤5", "减少", "—"],
}
YEARS = (2010, 2014, 2015, 2020, 2021)


def panel(places, seed=1, years=YEARS, share=0.6):
    """(frame, what is asked): every kind and form of target, gaps, few events, two provinces of several cities."""
    rng = np.random.default_rng(seed)
    asked = [(kind, text) for kind in KINDS for text in TARGETS[kind]]
    names = [f"i{i:02d}" for i in range(len(asked))]
    rows = [(p, i, year) for p in range(places) for i in range(len(asked)) for year in years if rng.random() < share]
    frame = pd.DataFrame(rows, columns=["p", "i", "year"])
    kind = np.array([one for one, _ in asked])[frame["i"]]
    level = rng.normal(0, 0.7, (places, len(asked)))[frame["p"], frame["i"]]
    z = level + rng.normal(0, 0.2, len(frame)) + 0.03 * (frame["year"] - 2015)
    value = np.where(kind == "proportion", 100 / (1 + np.exp(-z)), np.exp(z + 1.5)).round(2)
    births = np.where(kind == "rate", rng.integers(300, 9000, len(frame)), np.nan)
    deaths = np.where(
        kind == "rate", rng.poisson(np.where(kind == "rate", value * np.nan_to_num(births) / 1000, 0)), np.nan
    )
    frame["value"] = np.where(kind == "rate", (1000 * deaths / births).round(4), np.maximum(value, 0.01))
    frame["place"] = [f"county {p:03d}" for p in frame["p"]]
    frame["parent"] = [f"city {p // 7}" for p in frame["p"]]
    frame["indicator"] = [names[i] for i in frame["i"]]
    frame["numerator"], frame["denominator"] = deaths, births
    told = dict(zip(names, asked, strict=True))
    measured = {
        "kind": {name: kind for name, (kind, _) in told.items()},
        "direction": {  # more is good of a share and of what is to rise, and not of what is to fall
            name: "up" if text[0] in "≥提" or (kind == "proportion" and text != "降低") else "down"
            for name, (kind, text) in told.items()
        },
        "unit": {name: {"proportion": "%", "rate": "‰"}.get(kind, "人") for name, (kind, _) in told.items()},
    }
    targets = {name: text for name, (_, text) in told.items() if text != "—"}
    above = {f"city {c}": f"province {c // 3}" for c in range(places // 7 + 1)}
    return frame.drop(columns=["p", "i"]), {"targets": targets, "at": 2030, "parents": above, **measured}
