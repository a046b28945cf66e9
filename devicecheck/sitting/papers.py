"""What may leave the room on paper. Page after page is composed by the plan's forms; here they become files."""

from __future__ import annotations

from dataclasses import dataclass, replace

from devicecheck import plan as planning
from devicecheck.plan import Catalogue, Paper, Plan, Situation, forms
from devicecheck.settings import Settings


@dataclass(frozen=True, slots=True)
class Papers:
    """Everything that can be printed of a plan now."""

    desk: planning.Desk
    situation: Situation
    settings: Settings

    @property
    def choices(self) -> tuple[forms.Form, ...]:
        """Return what the client can take with her, ``nothing`` first."""
        return forms.choices(self.desk.suggestions)

    def page(self, form: forms.Form, **how: object) -> forms.Page:
        """Compose one form; ``how`` as in ``forms.Print``: language, large, pictures, title, draft_language, as_of."""
        what = forms.Print(
            catalogue=self.desk.catalogue,
            plan=self._plan(form),
            suggestions=self.desk.suggestions,
            values=self.settings.values(),
            crisis_steps=self.settings.crisis_steps,
            **how,  # type: ignore[arg-type]  # checked by Print itself
        )
        return forms.compose(form, what)

    def pdf(self, form: forms.Form, **how: object) -> bytes:
        """Lay out one form as PDF; the same bytes for the same plan."""
        return forms.typeset(self.page(form, **how))

    def _plan(self, form: forms.Form) -> Plan:
        if form is not forms.Form.FILE:
            return self.desk.plan
        return planning.storable(self.desk.catalogue, self.desk.plan, self.situation).plan


def approved(catalogue: Catalogue, plan: Plan, language: str, form: forms.Form) -> Plan:
    """Return the plan as if the client had approved the neutral words of every step for this form.

    For scripts, where nobody can be asked line by line; on the screen she words or approves each line herself.
    """
    if form is forms.Form.NOTHING:
        return plan
    return replace(plan, items=tuple(_approve(catalogue, item, language, form) for item in plan.items))


def _approve(catalogue: Catalogue, item: planning.Item, language: str, form: forms.Form) -> planning.Item:
    action = catalogue.action(item.action)
    if action is None:
        return item
    if form is forms.Form.CARD and action.paper is Paper.CARD and not item.card:
        return replace(item, card=action.card[language].text)
    if form is forms.Form.SHEET and action.paper is not Paper.NEVER:
        return replace(item, on_paper=True)
    return item
