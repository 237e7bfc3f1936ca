from tests.papers.checker.findings import findings


def test_a_full_identity_number_is_found_and_masked_in_what_is_shown() -> None:
    found = findings("E17", "经办人身份证号11010519491231002X，已核对。")
    assert len(found) == 1
    assert "110105********002X" in found[0].message
    assert "11010519491231002X" not in found[0].excerpt + found[0].message + found[0].suggestion


def test_masked_and_impossible_numbers_and_telephones_pass() -> None:
    assert (
        findings("E17", "身份证号110105********002X，编号110105194912310021，电话0878-3123456，手机13800138000。") == []
    )
