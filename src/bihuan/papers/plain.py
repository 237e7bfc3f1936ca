"""A plain form of a text for matching: half-width digits and signs, simplified characters; never for showing.

The plain form has the same length as the text, so that a position found in it is a position in the text.
"""

from __future__ import annotations

# Only the characters that occur in labels, headings, measure words and times: a reader is no converter.
_TRADITIONAL = (
    "責領導單頭牽時間節點問題體現類議審計劃總結報監實驗務隊長處應辦協機構關組織備註號條項個戶場萬億兩幾餘約過達佔畝噸"
    "噹當區縣鎮鄉黨會對針於與為際執標強優開發動設營環專業書記職權級進據規準決見經濟產農網絡資訊負員無階參續後並從將統築廣"
    "觀學習認識夠齊顯態較遲滯嚴漲門樣輪層棟臺張冊輛獎幫擔稅費財調訪談養護險醫療衛術電話線聯繫簡辦點貫徹傳壓實訴訟檢"
)
_SIMPLIFIED = (
    "责领导单头牵时间节点问题体现类议审计划总结报监实验务队长处应办协机构关组织备注号条项个户场万亿两几余约过达占亩吨"
    "当当区县镇乡党会对针于与为际执标强优开发动设营环专业书记职权级进据规准决见经济产农网络资讯负员无阶参续后并从将统筑广"
    "观学习认识够齐显态较迟滞严涨门样轮层栋台张册辆奖帮担税费财调访谈养护险医疗卫术电话线联系简办点贯彻传压实诉讼检"
)
_WIDE = "　\u00a0\t．（）［］：∶﹕；％﹪＋－／＊，"
_NARROW = "   .()[]:::;%%+-/*,"
_TABLE = str.maketrans(
    _TRADITIONAL + _WIDE + "".join(map(chr, (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)))),
    _SIMPLIFIED + _NARROW + "".join(map(chr, (*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B)))),
)


def plain(text: str) -> str:
    """The text with half-width digits, letters, brackets, colons, commas and common traditional characters simplified.

    `len(plain(text)) == len(text)` always.
    """
    return text.translate(_TABLE)
