"""Digests of what figures and tables show, name → hash; run as a script they are printed, for test_anywhere."""

import hashlib
import json
import sys
from pathlib import Path

COUNTY = Path(__file__).parent.parent / "examples" / "county"
INDICATORS = ("孕产妇死亡率", "婴儿死亡率", "5岁以下儿童死亡率")


def of_table(table):
    """As figures/ holds numbers beside a picture."""
    return _hash(table.to_csv(index=False, lineterminator="\n", float_format="%.6g").encode())


def _hash(raw):
    return hashlib.sha256(raw).hexdigest()[:16]


def digests():
    """What is compared: the outlook, an evaluation, the model's paths, past forecasts, the audit, drawn and painted figures."""
    import kzplan as kz
    from kzplan import figures
    from kzplan.figures.vector import fan_drawing
    from kzplan.lab import history
    from kzplan.paper.style import png

    found, shipped = {}, kz.load_plan()
    for name, plan in (("shipped", shipped), ("county", kz.load_plan(COUNTY))):
        table, evaluated = kz.outlook(plan), kz.evaluate(plan, plan.period.midterm)
        found[f"{name} outlook"], found[f"{name} evaluation"] = of_table(table), of_table(evaluated.table)
        for projection in evaluated.told[::7]:
            found[f"{name} {projection.code}"] = of_table(projection.path())
            found[f"{name} {projection.code} drawn"] = _hash(fan_drawing(projection, "zh").svg().encode())
        found[f"{name} audit"] = of_table(kz.audit(plan))
        found[f"{name} overview"] = _hash(png(figures.overview(table, "zh"), 90))
    for indicator in INDICATORS:
        series = history.national_series(shipped, indicator)
        for fitted in ([2010, 2020], range(2013, 2020)):
            found[f"{indicator} {list(fitted)}"] = of_table(history.hindcast(series, fitted, "rate", "down"))
    return found


if __name__ == "__main__":
    json.dump(digests(), sys.stdout)
