"""Where the plan that ships with kzplan stands."""

from pathlib import Path


def data_folder() -> Path:
    """Return the folder of the plan that ships with kzplan."""
    here = Path(__file__).resolve().parent.parent
    return here / "data" if (here / "data").is_dir() else here.parent / "data"
