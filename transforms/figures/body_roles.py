"""Whether a body that is named acts, or is only the source of the report: 联合市公安局, 记者从市公安局获悉."""

from __future__ import annotations

import re

_NOT_ACTOR_BEFORE = re.compile(
    "(?:联合|联同|会同|协同|配合|移交给?|移送给?|交由|报经|报告?|转交|提请|提交|抄送|督促|指导|通知|协助|协调|推动|要求|进驻|根据|按照|依据"
    "|遵照|落实|贯彻|依托|接到?|受|向|对|将|与|和|及|同|被|赴|在|靠|距|往|离|指|从|至|给|支持|商请|邀请|设立|新建|建成|设置?|建立|新增"
    "|成立了?|组建了?|转[给至]?|驻)\\Z"
    "|(?:依托|利用|借助|调派|组建|建成|设[立置])\\s*[0-9一二三四五六七八九十百余多]+\\s*[个家支处名座]\\Z"
    "|(?:联合|联同|会同|协同|配合)[^，。；,;]{1,16}[、和及与]\\Z"
    "|向[一-鿿]{2,6}[、和及与]\\Z"
)
_NOT_ACTOR_AFTER = re.compile(
    "采纳|判决支持|支持率|审理后|的?(?:统一|坚强|正确|有力|大力)(?:部署|领导|指导|支持)|(?:部署|指导|领导|支持|安排|要求)(?:下|[，,])|转来|交办|转办|移交的"
    "|的?授权|批准(?!逮捕|对)|挂牌督办的|(?<=部)督办(?:案件|线索)|(?<=[部厅])(?:毒品)?目标案|的?(?:新闻)?发言人"
    "|\\s*[0-9]+\\s*(?:个|家|处|支|座)"
)
# the characters that _NOT_ACTOR_BEFORE can end with: most names of bodies follow none of them
_NOT_ACTOR_LAST = frozenset(
    "合同交给送由经报告请促导知助调动求驻据照实彻托接到受向对将与和及被赴在靠距往离指从至持立建成设置增了、转个家支处名座"
)
_SOURCE_BEFORE = re.compile("(?:从|(?<![数证依根占收票])据|来自)[^，。；\\n]{0,4}\\Z")
_SOURCE_AFTER = re.compile(
    "[^，。；,]{0,14}?(?:获悉|了解到|通报|介绍|消息|发布|公布|透露|统计|召开[^，。；,]{0,12}(?:发布会|通气会))"
)
_SOURCE_HINT = re.compile("获悉|了解到|通报|介绍|消息|发布|公布|透露|统计|召开")
_WHICH = re.compile(r"(?:当地|属地|辖区|有关|相关|各级)\Z")
_QUOTE_END = re.compile("[“「][^“”「」]*[”」]\\Z")


def role(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether the body may act, and whether it is only the source of the report."""
    lead = text[max(0, start - 22) : start]
    if lead[-1:] in ("”", "」"):
        lead = _QUOTE_END.sub("", lead)
    lead = _WHICH.sub("", lead)
    before = _SOURCE_BEFORE.search(lead) is not None
    after = _SOURCE_HINT.search(text, end, end + 18) is not None and bool(_SOURCE_AFTER.match(text, end, end + 40))
    if before and after:
        return True, True
    is_actor = not (lead[-1:] in _NOT_ACTOR_LAST and _NOT_ACTOR_BEFORE.search(lead))
    return is_actor and not _NOT_ACTOR_AFTER.match(text, end, end + 24), before or after
