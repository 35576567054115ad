"""How the world judges progress: published methods as profiles, one engine, and what each does not tell."""

from . import cautions
from .cautions import explain
from .engine import Assessment, evaluate, judge, lacking, on_track, sdsn_score
from .profile import Profile, Verdict, profiles

__all__ = [
    "Assessment",
    "Profile",
    "Verdict",
    "cautions",
    "evaluate",
    "explain",
    "judge",
    "lacking",
    "on_track",
    "profiles",
    "sdsn_score",
]
