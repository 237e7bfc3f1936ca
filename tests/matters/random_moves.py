"""Moves drawn at random, right and wrong ones among them: what the property tests let happen to a matter."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bihuan.matters import facade as loop
from bihuan.matters.choices import CallBackOutcome, Move, Satisfaction
from bihuan.matters.domain.transitions import TRANSITIONS
from bihuan.matters.models import Matter
from bihuan.people.models import Post
from tests.cast import NOW, TOWN, Cast

WAYS_OUT = (Move.WITHDRAW, Move.DECLINE, Move.SOLVE_ON_THE_SPOT, Move.FORWARD, Move.ARCHIVE)
DETOURS = (Move.REASSIGN, Move.INVOLVE, Move.SUSPEND, Move.EXTEND, Move.SEND_BACK, Move.REWORK, Move.REFUSE_SIGN_OFF)
DONE = {"result_class": "SOLVED", "result_text": "已办", "evidence_note": "现场记录"}


def acts(cast: Cast, chance: random.Random) -> dict[Move, Callable[[Matter, Post, datetime], Any]]:
    """Each move as a call with arguments drawn at random, right and wrong ones among them."""
    units = [cast.station, cast.other_station, cast.office]
    later = timedelta(days=chance.randint(-1, 40))

    def ground(rule_id: str) -> str:
        return chance.choice(loop.choices_of(rule_id, region_code=TOWN, now=NOW))[0]

    return {
        Move.ASSESS: lambda m, by, now: loop.assess(m, by=by, now=now),
        Move.DECLINE: lambda m, by, now: loop.decline(
            m, by=by, now=now, ground=ground("matters.grounds.decline"), note="请向法院起诉"
        ),
        Move.DISPATCH: lambda m, by, now: loop.dispatch(m, by=by, now=now, lead_unit=chance.choice(units)),
        Move.REASSIGN: lambda m, by, now: loop.reassign(m, by=by, now=now, lead_unit=chance.choice(units), note="改"),
        Move.INVOLVE: lambda m, by, now: loop.involve(
            m, by=by, now=now, unit=chance.choice(units), task="协办", due_at=now + later
        ),
        Move.CONTRIBUTE: lambda m, by, now: loop.contribute(m, by=by, now=now, text="已协办"),
        Move.SIGN_FOR: lambda m, by, now: loop.sign_for(m, by=by, now=now),
        Move.SEND_BACK: lambda m, by, now: loop.send_back(
            m, by=by, now=now, ground=ground("matters.grounds.send-back"), note="不属我单位"
        ),
        Move.RULE_ON: lambda m, by, now: loop.rule_on(m, by=by, now=now, lead_unit=chance.choice(units), note="裁"),
        Move.HANDLE: lambda m, by, now: loop.handle(m, by=by, now=now, text="已联系"),
        Move.SOLVE_ON_THE_SPOT: lambda m, by, now: loop.solve_on_the_spot(m, by=by, now=now, **DONE),
        Move.SUBMIT: lambda m, by, now: loop.submit(m, by=by, now=now, **DONE),
        Move.REVIEW: lambda m, by, now: loop.review(m, by=by, now=now),
        Move.REWORK: lambda m, by, now: loop.rework(m, by=by, now=now, note="补材料"),
        Move.REPLY: lambda m, by, now: loop.reply(m, by=by, now=now, text="已办好"),
        Move.CALL_BACK: lambda m, by, now: loop.call_back(
            m, by=by, now=now, outcome=CallBackOutcome.SOLVED, satisfaction=chance.choice(list(Satisfaction))
        ),
        Move.REDO: lambda m, by, now: loop.answer(m, now=now, is_solved=chance.random() < 0.3),
        Move.SIGN_OFF: lambda m, by, now: loop.sign_off(m, by=by, now=now),
        Move.REFUSE_SIGN_OFF: lambda m, by, now: loop.refuse_sign_off(m, by=by, now=now, note="不实"),
        Move.STRIKE_OFF: lambda m, by, now: loop.strike_off(m, by=by, now=now),
        Move.ARCHIVE: lambda m, by, now: loop.archive(m, by=by, now=now),
        Move.EXTEND: lambda m, by, now: loop.extend(m, by=by, now=now, working_days=chance.randint(0, 6), note="难"),
        Move.SUSPEND: lambda m, by, now: loop.suspend(
            m, by=by, now=now, ground=ground("matters.grounds.suspend"), note="等", look_again_at=now + later
        ),
        Move.RESUME: lambda m, by, now: loop.resume(m, by=by, now=now, note="好了"),
        Move.FORWARD: lambda m, by, now: loop.forward(
            m, by=by, now=now, to="县交通局", note="", look_again_at=now + later
        ),
        Move.RECORD_ANSWER: lambda m, by, now: loop.record_answer(m, by=by, now=now, **DONE),
        Move.WITHDRAW: lambda m, by, now: loop.withdraw(m, by=by, now=now, note="不办了"),
    }


def draw(matter: Matter, posts: list[Post], chance: random.Random) -> tuple[Move, Post]:
    """A move and who tries it: mostly what fits, now and then anything; ways out of the loop are rare, so it goes deep."""
    moves = [move for move in TRANSITIONS if move not in (Move.REGISTER, Move.MERGE, Move.RECOMPUTE)]
    if chance.random() < 0.1:
        return chance.choice(moves), chance.choice(posts)
    fitting = [move for move in moves if matter.stage in TRANSITIONS[move].sources] or moves
    weights = [0.05 if move in WAYS_OUT else 0.25 if move in DETOURS else 1 for move in fitting]
    move = chance.choices(fitting, weights)[0]
    return move, chance.choice([post for post in posts if post.may(TRANSITIONS[move].duty)] or posts)
