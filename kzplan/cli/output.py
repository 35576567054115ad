"""What several commands write the same way."""

from pathlib import Path

import pandas as pd


def write_csv(table: pd.DataFrame, path: str | Path) -> None:
    """Write a table as UTF-8 CSV and say so."""
    table.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")
    print(f"{path}: {len(table)} lines")
