"""The chips above the ledger: quick filters to switch, and those set elsewhere to take off."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from bihuan.matters.choices import LedgerState, Share, Stage, Urgency
from bihuan.matters.forms.ledger import DUE, LedgerForm
from bihuan.matters.queries import LedgerFilter
from bihuan.people.choices import Duty

# What an address carries for one answer only; no view or chip keeps it.
PASSING = ("page", "print", "panel")
# Filters that stand as chips of their own; the others are shown once they are set.
TAKEN_OFF = ("unit", "kind", "channel", "stage", "urgency", "period", "q")


@dataclass(frozen=True)
class Chip:
    """A word that leads to the ledger with one filter changed."""

    word: str
    url: str
    is_on: bool = False
    is_taken_off: bool = False


def params_with(params: QueryDict, **changes: str) -> str:
    """The address with these parameters changed ("" takes one off), on its first page unless a page is asked for."""
    changed = params.copy()
    for name in PASSING:
        changed.pop(name, None)
    for name, value in changes.items():
        if value:
            changed[name] = value
        else:
            changed.pop(name, None)
    return f"?{changed.urlencode()}"


def chips_of(form: LedgerForm, wanted: LedgerFilter, params: QueryDict) -> list[list[Chip]]:
    """The groups of chips."""
    states = [_one(params, "state", state, state.label, wanted.state is state) for state in LedgerState]
    shares = [_one(params, "share", share, _share_word(form, share), wanted.share is share) for share in Share]
    due_now = form.cleaned_data.get("due", "")
    dues = [_switch(params, "due", code, word, due_now == code) for code, word in DUE]
    more = [
        _switch(params, "stage", Stage.SUSPENDED, "挂账", Stage.SUSPENDED in wanted.stages),
        _switch(params, "urgency", Urgency.URGENT, "紧急", wanted.urgency is Urgency.URGENT),
    ]
    groups = [states, shares, [*dues, *more], _set_elsewhere(form, params)]
    return [group for group in groups if group]


def _one(params: QueryDict, name: str, value: str, word: str, is_on: bool) -> Chip:
    return Chip(word, params_with(params, **{name: str(value)}), is_on)


def _switch(params: QueryDict, name: str, value: str, word: str, is_on: bool) -> Chip:
    return Chip(word, params_with(params, **{name: "" if is_on else str(value)}), is_on)


def _share_word(form: LedgerForm, share: Share) -> str:
    if share is Share.ALL:
        return "所有单位" if form.post.may(Duty.READ_ALL) else "本单位全部"
    return share.label


def _set_elsewhere(form: LedgerForm, params: QueryDict) -> list[Chip]:
    """One chip for each filter that is set in the panel or the search box, to be taken off."""
    chips = []
    for name in TAKEN_OFF:
        value = form.cleaned_data.get(name)
        if (
            not value
            or (name == "stage" and value == Stage.SUSPENDED)
            or (name == "urgency" and value == Urgency.URGENT)
        ):
            continue
        off = {name: ""} | ({"first": "", "last": ""} if name == "period" else {})
        chips.append(Chip(f"{form.fields[name].label}：{_word(form, name)}", params_with(params, **off), True, True))
    return chips


def _word(form: LedgerForm, name: str) -> str:
    value = form.cleaned_data[name]
    if name == "period":
        period = form.chosen_period()
        return period.label if period else ""
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(value, value))
