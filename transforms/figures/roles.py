"""What a numeral is when it is no figure: rules over the words around it, in folded text.

Each regex looks at a short stretch before or after the numeral, so that a document costs no more than its numerals.
"""

from __future__ import annotations

import re

# Words right before a number that say how exact it is. The first character of each must not belong to another
# word (附近3个村, 预约118次).
_BEFORE = re.compile(
    r"(?:(?P<under>(?<![附最邻靠临新亲远就日])近|将近|接近|不足|不到|不满|未满|少于|低于|小于|至多|最多|不超过|不多于|不高于|跌破|几近|逼近|迫近)"
    r"|(?P<over>超过?了?|逾|突破|高于|多于|大于|不止|不下|不低于|不少于|不小于|至少|最少|起码|(?<=首次)破|(?<=[已再])破|(?<![突打侦])过(?=[百千万亿]))"
    r"|(?P<about>(?<![签预公契节违制条合特邀简])约|大约|大概|大致|估计|粗略))"
    r"(?:了|到|达|达到|为|有|共|计|合|人民币|折合)?[ \t]{0,4}(?:\r?\n){0,2}$"
)
_AFTER = re.compile(
    r"[ \t]{0,3}(?:(?P<about>左右|上下(?!班|车|游|级|文)|前后(?!来))|(?P<over>[及含]?以上|有余|开外|之多|余(?=[，。、；,]))|(?P<under>以下|以内|之内|之下))"
)


def approx(before: str, after: str) -> str:
    """exact, about, over or under, by the words outside the number."""
    found = _BEFORE.search(before)
    if found is None or found.lastgroup is None:
        found = _AFTER.match(after)
    return found.lastgroup if found and found.lastgroup else "exact"


# Targets and rules: said of what shall be, not of what is.
_TARGET = re.compile(
    r"力争|争取(?!了|到)|确保(?!了)[^，,。]*(?:达|不|控制|以上|以内|低于|高于|提高|下降)|目标(?:是|为|:|：|任务)|不得?能?(?:超过|少于|低于|高于|大于|多于|晚于)"
    r"|控制在|(?:应当?|必须|需|须|要)(?:在|于|达到|保持)|限期|限时|时限(?:为|是|不)|承诺|计划(?:用|到|在|于|今年|新|完成)|拟(?:新|投|建|用|于)|将(?:再|新增|投入|达到?|建成|分|完成|组织|培训)|预计|预期"
)
_THRESHOLD_AFTER = re.compile(r"[ \t]{0,3}(?:[（(]?含本?数?[)）]?)?(?:及其?|或)?(?:以上|以下|以内|之内)(?:的|[^\W\d，。、；：！？,.;:])")
_THRESHOLD_BEFORE = re.compile(r"(?:一次(?:性)?(?:死亡|造成|致)|满|每)[ \t]?$")
_EXCEEDS = re.compile(r"(?:超过|不足|低于|高于|达到|不满|超|大于|小于)[ \t]?$")


def not_reported(before: str, after: str, unit_kind: str, value: float) -> str | None:
    """Why a quantity is a target, a rule or a threshold, or None where it is reported."""
    if _TARGET.search(before):
        return "target or rule"
    if _THRESHOLD_BEFORE.search(before):
        return "threshold"
    if unit_kind != "rate" and _THRESHOLD_AFTER.match(after):
        return "threshold"
    if unit_kind != "rate" and after.startswith("以上") and value <= 10:
        return "threshold"
    if _EXCEEDS.search(before) and re.match(r"[以上]{0,2}的[^\W\d]", after):
        return "threshold"
    return None


# A duration is a figure where it is a measured result.
_MEASURED = re.compile(
    r"平均|人均|户均|次均|案均|件均|日均|月均|年均|用时[^，。]{0,4}(?:仅|为|由|从|[约近]?$)|耗时(?:由|从)|时长|天数|时限(?:由|从)|缩短|压缩|压减|提速|减少|增加|延长"
    r"|(?:(?:时间|时限|周期|用时|时长|工期|时效|期限)[^，。；]{0,12}(?:由|从)[^，。；]{0,16}|最长|最短|累计[^，。；]{0,8}|调取[^，。；]{0,10}|录像[^，。]{0,6}|视频[^，。；]{0,6}|服务[^，。；]{0,4}时长?)$"
)
_NARRATED = re.compile(r"经过|历时|连续|为期|路程|奋战|苦战|行程|车程|近年|过去|未来|坚守")


def duration_is_figure(before: str, after: str) -> bool:
    """Whether a stretch of time is itself what the text reports."""
    if _NARRATED.search(before):
        return False
    if _MEASURED.search(before) and not re.match(r"[ \t]?(?:内|前|后|来|以来)", after):
        return True
    return bool(re.match(r"(?:左右)?(?:(?:压缩|缩短|压减|减少|降)(?:至|到|为))", after))


_FURNITURE = re.compile(
    r"(?:浏览|阅读|点击|访问|查看|播放|评论|点赞|人气|来访|转发)(?:次数|量|数|人数|率)?[ \t]*[:：]?[ \t]*(?:\[|【|\(|（)?[ \t]*$|字号[^。]{0,6}$|字数[:：][ \t]*$"
)


def is_furniture(before: str) -> bool:
    """Counters of the page itself: how often it was read."""
    return bool(_FURNITURE.search(before))


_HOTLINE = re.compile(r"(?:110|119|120|122|999|911|114|12\d{3}|96\d{3,4}|95\d{3}|400\d{7}|100\d{2})$")
HOTLINE_NAME = re.compile(
    r"[”」\"]?[ \t]?(?:(?:政务|便民|政府|市民|市长|移民|服务|监督|举报|环保|投诉|咨询|反诈|预警|劝阻|专用|公共法律|法律|检察|诉讼|消费|维权|管理|信访|心理|应急|报警|智慧|综合|司法|纪检)+)?(?:热线|平台|专线)"
)


def is_hotline(digits: str) -> bool:
    """Public telephone numbers of three to six digits."""
    return bool(_HOTLINE.match(digits))
