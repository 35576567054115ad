"""What several commands write the same way."""


def write_csv(table, path):
    """Write a table as UTF-8 CSV and say so."""
    table.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")
    print(f"{path}: {len(table)} lines")
