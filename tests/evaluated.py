"""The evaluation of a year with all that its documents are made of, made once for the tests that read it."""

from functools import cached_property

import kzplan as kz
from kzplan.documents import midterm
from kzplan.documents.evaluation import _material
from kzplan.documents.facts import facts_of
from kzplan.documents.official import official_tables
from kzplan.documents.texts import Texts


class Evaluated:
    """An evaluation, its facts, its texts and its tables, each made when it is first asked for; to be read only."""

    def __init__(self, plan, year):
        self.plan, self.year, self.texts = plan, year, Texts(plan)

    @cached_property
    def evaluation(self):
        return kz.evaluate(self.plan, self.year)

    def of(self, part):
        """What it says of one of the plans, from what was made of both; the whole where ``part`` is blank."""
        if not part:
            return self
        own = Evaluated(self.plan, self.year)
        own.evaluation = self.evaluation.of(part)
        own.tables, _, own.facts = _material(self.evaluation, part, self.tables, self.facts, self.texts)
        return own

    @cached_property
    def facts(self):
        return facts_of(self.evaluation)

    @cached_property
    def tables(self):
        return official_tables(self.evaluation, self.facts, self.texts)

    def report(self, name, drawn=None, english=False):
        """A report on the year; its figures are drawn unless others are given."""
        return midterm.compose(self.evaluation, name, self.tables, drawn, self.facts, self.texts, english)
