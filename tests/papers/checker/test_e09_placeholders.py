import pytest

from bihuan.papers.checker.wordlist import expressions
from tests.papers.checker.findings import findings, places


@pytest.mark.parametrize(
    ("text", "first", "count"),
    [
        ("XX镇2026年工作总结", "XX", 1),
        ("（X〔2026〕X号）", "X", 2),
        ("全X营商环境，X委、X政府提出目标", "X", 3),
        ("推进“清廉X”建设", "X", 1),
        ("××镇第××次会议", "××", 2),
        ("×政发〔2026〕1号", "×", 1),
        ("走访企业*家，收集问题**个", "*", 2),
        ("完成****.**万元，预计*.*亿元", "****.**", 2),
        ("20XX年，20xx年，20××年", "XX", 3),
        ("**“新春第一会”发出信号", "**", 1),
        ("2026年“**60件实事”完成情况", "**", 1),
        ("联系人：____", "____", 1),
        ("【　】镇人民政府", "【　】", 1),
        ("○○县和△△镇", "○○", 2),
        ("2026年  月  日", "2026年  月  日", 1),
        ("整改时间为2026年5月 日前", "2026年5月 日", 1),
        ("xx市优化营商环境", "xx", 1),
        ("XX2026年营商环境工作", "XX", 1),
        ("研究制定《》等制度", "《》", 1),
    ],
)
def test_gaps_are_reported_once_for_a_line_with_their_number(text: str, first: str, count: int) -> None:
    assert places("E9", text) == [(1, first)]
    message = findings("E9", text)[0].message
    assert message.startswith(f"本行有{count}处" if count > 1 else "有一处")


@pytest.mark.parametrize(
    "text",
    [
        "配备X光机和X射线探测设备，拍X线片。",
        "依照第X条、第X款的规定。",
        "设备型号XX-01，系统地址www.xx.gov.cn。",
        "尺寸5×5米、210×297毫米，机组2×1000MW，面积3 × 4。",
        "体积为长×宽×高，得分=满意数×100%÷总数。",
        "推行“1+X”证书和“1+N+X”模式。",
        "手机138****1234，身份证3412**********1234。",
        "张××、王某某、李*因违规被通报，当事人赵XX。",
        "* 数据来源：镇统计站",
        "*注：不含个体工商户",
        "指标名称*：必填",
        "坚持7*24小时服务",
        "****************",
        "————————",
        "iPhone X、SUV X5、XML、XXL码",
        "二○○八年、二〇〇九年",
        "出生年月日、5月日均客流量",
        "突破百亿元，超五亿元，达上亿元。",
        "单位：亿元",
        "绘制x轴和y轴",
        "服务点统一命名为“XX区XX街道便民服务点”。",
        "2024年5月6日",
        "f(x)=2x",
    ],
)
def test_lookalikes_are_no_gaps(text: str) -> None:
    assert findings("E9", text) == []


def test_a_lost_number_is_found() -> None:
    assert places("E9", "实现生产总值亿元，增长较快。") == [(1, "亿元")]


@pytest.mark.parametrize("entry", expressions("placeholders"), ids=lambda entry: entry.pattern.pattern[:20])
def test_each_prompt_finds_its_example_and_passes_its_lookalikes(entry) -> None:
    assert entry.source
    assert entry.pattern.search(entry.example)
    assert [text for text in entry.silent if entry.pattern.search(text)] == []
