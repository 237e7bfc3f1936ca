"""The whole path of a matter, and what stops whom."""

from datetime import timedelta

import pytest

from bihuan.matters import facade as loop
from bihuan.matters.choices import CallBackOutcome, Channel, ClockKind, Kind, Move, Stage
from bihuan.matters.models import Clock, Matter
from bihuan.people.facade import NotAllowed
from tests import walk
from tests.cast import NOW, TOWN, Cast

MAIN = [
    Stage.REGISTERED,
    Stage.ACCEPTED,
    Stage.DISPATCHED,
    Stage.IN_HAND,
    Stage.SUBMITTED,
    Stage.REVIEWED,
    Stage.REPLIED,
    Stage.CALLED_BACK,
    Stage.STRUCK_OFF,
    Stage.ARCHIVED,
]


@pytest.mark.parametrize("stage", MAIN)
def test_a_matter_reaches_each_stage_of_the_main_path_and_its_history_explains_it(cast: Cast, stage: Stage) -> None:
    matter = walk.at(cast, stage)

    assert loop.agrees(matter)


def test_numbers_of_a_township_follow_each_other_without_gaps(cast: Cast) -> None:
    numbers = [walk.registered(cast, text=f"第{n}件事").number for n in range(3)]

    assert numbers == ["诉求〔2026〕0001号", "诉求〔2026〕0002号", "诉求〔2026〕0003号"]


def test_the_office_owns_a_new_matter_until_it_is_given_to_a_station(cast: Cast) -> None:
    matter = walk.registered(cast)
    assert matter.owner_unit == cast.office

    matter = walk.at(cast, Stage.DISPATCHED)
    assert matter.owner_unit == cast.station


def test_the_clock_of_handling_runs_from_dispatch_and_not_from_signing(cast: Cast) -> None:
    matter = walk.at(cast, Stage.DISPATCHED)
    due = Clock.objects.get(matter=matter, kind=ClockKind.HANDLE).due_at

    loop.sign_for(matter, by=cast.handler, now=matter.dispatched_at + timedelta(days=1))

    assert Clock.objects.get(matter=matter, kind=ClockKind.HANDLE).due_at == due
    matter.refresh_from_db()
    assert matter.next_due_at == due


def test_a_complaint_dispatched_on_a_tuesday_is_due_after_five_working_days(cast: Cast) -> None:
    matter = walk.at(cast, Stage.DISPATCHED, now=NOW)

    clock = Clock.objects.get(matter=matter, kind=ClockKind.HANDLE)

    assert clock.proof["due_date"] == "2026-03-10"
    assert clock.rule_id == "matters.limit.handle.COMPLAINT"


def test_the_person_who_dispatched_may_not_review(cast: Cast) -> None:
    matter = walk.at(cast, Stage.SUBMITTED)
    cast.reviewer.person_id = cast.dispatcher.person_id

    with pytest.raises(NotAllowed, match="分办人是您本人"):
        loop.review(matter, by=cast.reviewer, now=NOW + timedelta(days=1))


def test_the_person_who_handled_may_not_call_back(cast: Cast) -> None:
    matter = walk.at(cast, Stage.REPLIED)
    cast.caller.person_id = cast.handler.person_id

    with pytest.raises(NotAllowed, match="承办人是您本人"):
        loop.call_back(matter, by=cast.caller, now=NOW, outcome=CallBackOutcome.SOLVED)


def test_another_station_may_not_sign_for_a_matter_that_is_not_its_own(cast: Cast) -> None:
    matter = walk.at(cast, Stage.DISPATCHED)

    with pytest.raises(NotAllowed, match="现由镇民政所负责"):
        loop.sign_for(matter, by=cast.other_handler, now=NOW)


def test_a_matter_is_not_dispatched_to_the_unit_it_is_about(cast: Cast) -> None:
    matter = walk.registered(cast, accused_unit=cast.station)
    loop.assess(matter, by=cast.dispatcher, now=NOW)

    with pytest.raises(loop.NotPossible, match="按回避规定"):
        loop.dispatch(matter, by=cast.dispatcher, now=NOW, lead_unit=cast.station)


def test_strike_off_names_everything_that_is_missing(cast: Cast) -> None:
    matter = walk.at(cast, Stage.CALLED_BACK)

    with pytest.raises(loop.NotPossible, match="缺少：领导签批"):
        loop.strike_off(matter, by=cast.dispatcher, now=NOW + timedelta(days=2))


def test_strike_off_gives_a_number_of_its_own(cast: Cast) -> None:
    matter = walk.at(cast, Stage.STRUCK_OFF)

    assert matter.strike_off_number == "销号〔2026〕0001号"
    assert matter.owner_unit is None
    assert matter.next_due_at is None


def test_a_result_without_evidence_is_not_submitted(cast: Cast) -> None:
    matter = walk.at(cast, Stage.IN_HAND)

    with pytest.raises(loop.NotPossible, match="佐证"):
        loop.submit(matter, by=cast.handler, now=NOW, result_class="SOLVED", result_text="办好了")


def test_not_solved_at_call_back_sends_the_matter_back_to_the_station_on_a_new_clock(cast: Cast) -> None:
    matter = walk.at(cast, Stage.REPLIED)
    later = NOW + timedelta(days=10)

    loop.call_back(matter, by=cast.caller, now=later, outcome=CallBackOutcome.NOT_SOLVED, note="灯还是不亮")

    matter.refresh_from_db()
    assert (matter.stage, matter.owner_unit, matter.redone_count) == (Stage.IN_HAND, cast.station, 1)
    assert matter.next_due_at > later
    assert loop.agrees(matter)


def test_a_unit_sends_back_once_and_the_ruling_moves_the_matter_on(cast: Cast) -> None:
    matter = walk.at(cast, Stage.DISPATCHED)
    now = matter.dispatched_at + timedelta(hours=1)

    loop.send_back(matter, by=cast.handler, now=now, ground=_ground(), note="属农业服务站职责")
    matter.refresh_from_db()
    assert (matter.stage, matter.owner_unit) == (Stage.RETURNED, cast.office)

    loop.rule_on(matter, by=cast.dispatcher, now=now, lead_unit=cast.other_station, note="按职责清单")
    matter.refresh_from_db()
    assert (matter.stage, matter.owner_unit) == (Stage.DISPATCHED, cast.other_station)
    assert matter.first_receiver == cast.station

    with pytest.raises(loop.NotPossible, match="已经退回过 1 次"):
        loop.send_back(matter, by=cast.other_handler, now=now, ground=_ground(), note="也不归我们")
    assert loop.agrees(matter)


def test_a_return_after_its_time_is_refused(cast: Cast) -> None:
    matter = walk.at(cast, Stage.DISPATCHED)

    with pytest.raises(loop.NotPossible, match="现已超过"):
        loop.send_back(
            matter, by=cast.handler, now=matter.dispatched_at + timedelta(days=7), ground=_ground(), note="不归我们"
        )


def test_a_return_needs_a_ground_from_the_list(cast: Cast) -> None:
    matter = walk.at(cast, Stage.DISPATCHED)

    with pytest.raises(loop.NotPossible, match="请从清单中选择"):
        loop.send_back(matter, by=cast.handler, now=NOW + timedelta(hours=3), ground="BUSY", note="忙")


def test_while_suspended_the_handling_clock_stands_still_and_the_look_again_date_is_next(cast: Cast) -> None:
    matter = walk.at(cast, Stage.IN_HAND)
    due = matter.next_due_at
    now, look_again = NOW + timedelta(days=1), NOW + timedelta(days=30)

    loop.suspend(matter, by=cast.leader, now=now, ground="EXAMINATION", note="等检测结果", look_again_at=look_again)
    matter.refresh_from_db()
    assert (matter.stage, matter.next_due_at) == (Stage.SUSPENDED, look_again)

    loop.resume(matter, by=cast.leader, now=now + timedelta(days=14), note="检测完成")
    matter.refresh_from_db()
    assert matter.stage == Stage.IN_HAND
    assert matter.next_due_at > due
    assert loop.agrees(matter)


def test_a_matter_carried_for_lack_of_funds_keeps_its_deadline(cast: Cast) -> None:
    matter = walk.at(cast, Stage.IN_HAND)
    due = matter.next_due_at
    now, look_again = NOW + timedelta(days=1), NOW + timedelta(days=30)

    loop.suspend(matter, by=cast.leader, now=now, ground="FUNDS", note="等上级资金", look_again_at=look_again)
    matter.refresh_from_db()
    assert (matter.stage, matter.next_due_at) == (Stage.SUSPENDED, due)

    loop.resume(matter, by=cast.leader, now=now + timedelta(days=14), note="资金到位")
    matter.refresh_from_db()
    assert (matter.stage, matter.next_due_at) == (Stage.IN_HAND, due)
    assert loop.agrees(matter)


def test_an_extension_is_granted_once_and_not_beyond_the_original_length(cast: Cast) -> None:
    matter = walk.at(cast, Stage.IN_HAND)

    with pytest.raises(loop.NotPossible, match="1 至 5 个工作日"):
        loop.extend(matter, by=cast.leader, now=NOW + timedelta(days=1), working_days=6, note="材料多")
    loop.extend(matter, by=cast.leader, now=NOW + timedelta(days=1), working_days=5, note="材料多")
    matter.refresh_from_db()
    assert matter.next_due_at == Clock.objects.get(matter=matter, kind=ClockKind.HANDLE).due_at

    with pytest.raises(loop.NotPossible, match="已经延期 1 次"):
        loop.extend(matter, by=cast.leader, now=NOW + timedelta(days=2), working_days=1, note="还要")


def test_a_matter_waits_for_its_assisting_units_before_it_is_submitted(cast: Cast) -> None:
    matter = walk.at(cast, Stage.IN_HAND)
    loop.involve(
        matter,
        by=cast.dispatcher,
        now=NOW,
        unit=cast.other_station,
        task="提供名单",
        due_at=NOW + timedelta(days=2),
    )
    done = {"result_class": "SOLVED", "result_text": "已办", "evidence_note": "名单"}

    with pytest.raises(loop.NotPossible, match="镇农业服务站还没有反馈"):
        loop.submit(matter, by=cast.handler, now=NOW, **done)
    loop.contribute(matter, by=cast.other_handler, now=NOW, text="名单已给")
    loop.submit(matter, by=cast.handler, now=NOW, **done)

    matter.refresh_from_db()
    assert matter.stage == Stage.SUBMITTED


def test_what_was_solved_on_the_spot_still_goes_to_review_by_another_person(cast: Cast) -> None:
    matter = walk.registered(cast)

    loop.solve_on_the_spot(
        matter,
        by=cast.handler,
        now=NOW,
        result_class="SOLVED",
        result_text="当场说明政策",
        evidence_note="当面解释，对方表示清楚",
    )
    matter.refresh_from_db()
    assert (matter.stage, matter.owner_unit) == (Stage.SUBMITTED, cast.office)

    loop.review(matter, by=cast.reviewer, now=NOW)
    matter.refresh_from_db()
    assert matter.stage == Stage.REVIEWED


def test_a_forwarded_matter_is_followed_up_and_its_answer_goes_to_review(cast: Cast) -> None:
    matter = walk.at(cast, Stage.ACCEPTED)
    look_again = NOW + timedelta(days=20)

    loop.forward(matter, by=cast.dispatcher, now=NOW, to="县交通局", note="县道养护", look_again_at=look_again)
    matter.refresh_from_db()
    assert (matter.stage, matter.owner_unit, matter.next_due_at) == (Stage.FORWARDED, cast.office, look_again)

    loop.record_answer(
        matter,
        by=cast.dispatcher,
        now=NOW + timedelta(days=9),
        result_class="SOLVED",
        result_text="县交通局已修补",
        evidence_note="县交通局回函",
    )
    matter.refresh_from_db()
    assert matter.stage == Stage.SUBMITTED
    assert loop.agrees(matter)


def test_a_declined_matter_tells_the_person_why_and_is_closed(cast: Cast) -> None:
    matter = walk.registered(cast)
    ground = loop.choices_of("matters.grounds.decline", region_code=TOWN, now=NOW)[0][0]

    with pytest.raises(loop.NotPossible, match="告知当事人"):
        loop.decline(matter, by=cast.dispatcher, now=NOW, ground=ground, note=" ")
    loop.decline(matter, by=cast.dispatcher, now=NOW, ground=ground, note="请向人民法院起诉")

    matter.refresh_from_db()
    assert (matter.stage, matter.is_open) == (Stage.DECLINED, False)


def test_a_merged_matter_names_the_one_that_goes_on(cast: Cast) -> None:
    first, second = walk.registered(cast), walk.registered(cast, text="同一盏路灯又坏了")

    loop.merge(second, by=cast.dispatcher, now=NOW, into=first)

    second.refresh_from_db()
    assert (second.stage, second.merged_into) == (Stage.MERGED, first)


def test_registering_needs_words_and_leaves_nothing_behind_without(cast: Cast) -> None:
    with pytest.raises(loop.NotPossible, match="请写明"):
        loop.register(
            by=cast.handler,
            now=NOW,
            region_code=TOWN,
            kind=Kind.HELP,
            channel=Channel.PHONE,
            told=loop.Told(text="  "),
        )

    assert not Matter.objects.exists()


def test_a_move_at_the_wrong_stage_says_where_the_matter_stands(cast: Cast) -> None:
    matter = walk.registered(cast)

    with pytest.raises(loop.NotPossible, match=r"诉求〔2026〕0001号现在是“待研判”"):
        loop.review(matter, by=cast.reviewer, now=NOW)


def test_each_act_leaves_one_event_one_trail_entry_and_one_message(cast: Cast) -> None:
    from bihuan.delivery.models import OutboxMessage  # noqa: PLC0415 - counted only here
    from bihuan.trail.models import TrailEntry  # noqa: PLC0415 - counted only here

    matter = walk.at(cast, Stage.STRUCK_OFF)

    steps = matter.event_set.count()
    assert TrailEntry.objects.filter(object_id=str(matter.pk)).count() == steps
    assert OutboxMessage.objects.filter(key__startswith=f"matter:{matter.pk}:").count() == steps
    assert matter.event_set.latest("seq").move == Move.STRIKE_OFF


def _ground() -> str:
    return loop.choices_of("matters.grounds.send-back", region_code=TOWN, now=NOW)[0][0]
