"""Action and object in the words before and after a figure.

A phrase is what stands between a clause boundary, or the figure before, and the number: its main verb is the
action, what follows the verb the object. Verbs are data (lexicon/verbs.csv); a verb that the lexicon does not
know is found by its part of speech. tests/corpus/phrases.yaml holds the examples.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import ahocorasick

from transforms.figures import words
from transforms.figures.changes import strip_approximators
from transforms.lexicon import LexiconError, rows

# Measure words that count events: 开展宣讲 96 场, the event is the object though it is a verb.
EVENT_UNITS = frozenset(
    ["次", "场", "场次", "轮", "期", "批次", "批", "堂", "届", "班次", "课时", "节", "起次", "台", "遍", "例次"]
)

# Names of bodies: a verb before one of these belongs to the name (侦查大队, 检查组).
_BODY = re.compile(
    r"[一-鿿]{0,4}?(?:大队|消防站|支队|总队|中队|部门|机关|分局|公安局|公安厅|专班|指挥部|办公室|检查站|派出所|民警|检察院|法院|委员会|窗口|队伍|警队|总站|边检站|平台(?=.{2})|中心(?=.{2})|机构(?=.{2})|服务台|[组队](?!织)(?=.{3}))(?=.{2})|所(?=[一-鿿]{2})|站(?=[一-鿿]{2})"
)
# After one of these a verb is the first part of a noun (宣传资料, 检查卡点, 举报线索, 整改通知书).
_NOUN_AFTER = re.compile(
    r"(?:各类|类|性)?(?:通道|短视频|岗位|口岸|场所|通知书|建议书|告知书|责任书|承诺书|文书|证书|书|函|令|卡点|站点|点位|点|站|岗|线索|资料|材料|单|册|手册|品|海报|标语|制度|机制|体系|方案"
    r"|平台|系统|队伍|队|力量|警力|小组|组|员|证|卡|报警器|设备|设施|装置|车辆|车|船|艇|中心|活动|行动|工作|任务|服务|演练|会议|会|培训|讲座"
    r"|电话|来电|短信|事项|奖励|奖金|资金|款|金|费|案值|数|率|量|额|值|度|面积|里程|时间|用时|时长|对象|期间|情况|记录|视频|意见|建议|申请|咨询|诉求|投诉|件)"
)
_CIRCUMSTANCE = re.compile(
    r"(?:后(?!续|备|方|台)|时(?!间|长|限|期)|过程|期间|以来|前(?!科|沿|列|端|置)|(?:工作|行动|活动)?中(?=$|[,，]|共|累计|先后|查|抓|破|缴|发现|收|检|救|又|已|还|成功|出动|捣|打|依法|清理|整改|处|登记))"
)
# A verb may stand behind these and at the start of a phrase; a verb of one character only there.
_ADVERBS = (
    "共|累计|累計|已|先后|先後|并|並|依法|现已|现|分别|分別|当场|当日|还|又|再|也|均|总计|合计|就|成功|一举|及时|立即|迅速|连续|联合|集中"
    "|首次|另|另有|其中|并已|已累计|全部|全年|同时|当天|现场|合计|逐一|上门|免费|统一|主动|积极|严厉|公开|继续|不断|每日|每天|日均|月均|平均|各|新"
)
_AFTER_ADVERB = re.compile(rf"(?:^|{_ADVERBS}|公安机关|公安局|分局|警方|部门|大队|支队|总队|派出所|法院|检察院)$")
_LEADING = re.compile(
    r"^(?:[、,，的\s]|和|及|以及|与|而|则|但|目前|截至目前|此外|另外|另据了解|期间|行动中|专项行动中|今年|全年|当时|此时|他们|我们|本周|本月|当月|当晚|去年|上半年|其余|还有|以及|并"
    r"|同期|了|着|把|将|对|为|向|给|至今|起止|这|该|共|累计|已|全部|另|仅|首批|第二批|虽|却|又|还)+(?=.{2})"
)
_BATCH = re.compile(
    r"^(?:第?[0-9一二三四五六七八九十]+(?:[-至到][0-9一二三四五六七八九十]+)?(?:批次?|轮|期|次))(?=.{2})"
)
_TRAILING = re.compile(
    r"(?:保持|维持|已|均|都|首次|分别|依次|虽|则|却|现|也|又|长|低至|高至|一次|累计|共计|共|由|就|中|中约|[、,，的等\s]|约|总计|一举|成功|全部|当场|仍|还|只|以|先后)+$"
)
_PLACE_LEADING = re.compile(
    r"^(?:我[省市区县旗州盟国]|全[国省市区县旗州盟镇乡]|各地|全社会|辖区|本[省市区县旗州]|自治区|[一-鿿、]{2,12}[两三四五六七八][地县市区旗](?:区)?|我)(?=.{2})"
)
# Nouns that are statistics in themselves: no verb is their action.
METRIC_NOUN = re.compile(
    r"(?:^罚没款|净重|毛重|海拔|客流|总流量|涉款|市值|资产|估值|[一-鿿]{2}(?:数|(?<!力)(?<!质)量)|率|比例|比重|占比|份额|总量|总额|總額|总值|總值|金额|金額|案值|价值|總價值|数额|货值|貨值|产值|增加值|面积|面積|里程|行程|用时|用時|时长|时间|時間|人口|气温|氣溫|温度|溫度|水温"
    r"|风力|風力|能见度|浓度|濃度|保有量|流量|客流|查验量|播放量|阅读量|点击量|浏览量|接警量|发案量|警情量|总数|總數|总人数|安全感|满意度|滿意度|知晓度|生产总值|收入|支出|投资|产量|產量|用电量|指数"
    r"|天数|高度|长度|宽度|深度|速度|水位|雨量|降雨量|降水量|重量|货重|总重|距离|边境线长|年龄|均价|价格|余额|存款|贷款余额|发案|发案数|起数|死亡人数|受伤人数|财产损失|直接经济损失|人均|位次)$"
)


@dataclass(slots=True)
class Reading:
    """What a phrase before a number says; empty strings where it says nothing."""

    action: str = ""
    object: str = ""
    subject: str = ""
    """The words before the verb, or the whole noun phrase where there is no verb."""
    implied: str = ""
    """The object that the verb holds in itself, where nothing else is said: 毒品 of 缴毒."""


@dataclass(slots=True)
class _Match:
    start: int
    end: int
    verb: str
    classes: str
    action: str = ""
    object: str = ""
    """What a verb holds in itself: 毒品 of 缴毒."""


@cache
def _verbs() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for line, (verb, classes, action, noun) in rows("verbs.csv", ("verb", "classes", "action", "object")):
        if not verb or set(classes) - set("tic") or not classes:
            raise LexiconError(f"verbs.csv, line {line}: classes are letters of t, i, c; {verb!r} has {classes!r}")
        automaton.add_word(verb, (len(verb), verb, classes, action or verb, noun))
    automaton.make_automaton()
    return automaton


_QUOTED = re.compile(r"“[^”]*(?:”|$)")


def _matches(phrase: str) -> list[_Match]:
    """The lexicon's verbs in ``phrase``: leftmost, longest, none overlapping."""
    found: list[_Match] = []
    quoted = [m.span() for m in _QUOTED.finditer(phrase)] if "“" in phrase else ()
    for end, (length, verb, classes, action, noun) in _verbs().iter_long(phrase):
        if not any(start < end < stop for start, stop in quoted):
            found.append(_Match(end - length + 1, end + 1, verb, classes, action, noun))
    return found


_HARM = re.compile("死亡|受伤|伤亡|失踪|受灾|受损|被骗|受骗|走失")


def _is_main(phrase: str, match: _Match) -> bool:
    """Whether a verb in ``phrase`` can be its main verb: not part of a name, a noun or a circumstance."""
    after = phrase[match.end :]
    if after[:1] in ("的", "得", "率", "数", "量", "额", "值", "员", "者") or after[:2] in (
        "人数",
        "总数",
        "地点",
        "情况",
        "总量",
    ):
        return False
    if len(match.verb) == 1 and not _AFTER_ADVERB.search(phrase[: match.start]):
        return False
    if (
        phrase[: match.start].endswith(("经", "經", "涉嫌", "的", "被", "非法", "违法", "拒不", "涉", "所"))
        and match.start > 1
    ):
        return False
    if after and (_BODY.match(after) or _CIRCUMSTANCE.match(after)):
        return False
    return True


def _fallback(phrase: str) -> tuple[int, int] | None:
    """Span of a verb that the lexicon does not know, by part of speech: the first that a subject can stand before."""
    at = 0
    before = "d"
    for word, flag in words.tag(phrase):
        after = phrase[at + len(word) :]
        if flag == "v" and len(word) > 1 and after and after[0] not in "的率数者员量" and word not in _NO_VERBS:
            if before[0] in "dr" or at == 0 or phrase[:at].endswith(_ACTORS):
                return at, at + len(word)
            return None
        if flag[0] in "vp" and at:
            return None
        before = flag
        at += len(word)
    return None


_ACTORS = (
    "民警",
    "警方",
    "所长",
    "队员",
    "辅警",
    "大队",
    "支队",
    "中队",
    "公安机关",
    "分局",
    "部门",
    "法院",
    "检察院",
    "海关",
    "干警",
    "队伍",
    "中心",
    "该局",
    "该所",
)


_NO_VERBS = frozenset(
    [
        "犯罪",
        "进展",
        "非法",
        "占用",
        "没有",
        "不到",
        "无",
        "可以",
        "能够",
        "成为",
        "属于",
        "位于",
        "包括",
        "其中",
        "具有",
        "含有",
        "存有",
        "意识",
        "涉嫌",
        "达到",
        "超过",
        "突破",
    ]
)


def clean_noun(text: str) -> str:
    """A noun phrase without the adverbs, places and particles around it."""
    before = None
    while text != before:
        before = text
        text = _BATCH.sub("", _PLACE_LEADING.sub("", _LEADING.sub("", text)))
        text = _TRAILING.sub("", text)
    return text if text.endswith(("行为", "作为")) else strip_approximators(text)


def read_left(phrase: str, unit: str | None, *, is_item: bool = False) -> Reading:
    """Action and object in the words before a number.

    ``phrase`` has neither time expressions nor the change verb; ``unit`` tells events (场, 次) from things;
    ``is_item`` is a later item of a list, which has a verb of its own only where it opens with one.
    """
    bare = strip_approximators(phrase.strip())
    if not bare:
        return Reading()
    found = [match for match in _matches(bare) if _is_main(bare, match)]
    if (
        is_item
        and found
        and (not _opens_item(bare, found[0]) or (found[0].verb in _NOUNS and found[0].end == len(bare)))
    ):
        found = []
    if bare.endswith("等") and found:
        return Reading(found[0].action, "", bare[: found[0].start])
    if METRIC_NOUN.search(bare) and not _governed(bare, found):
        return Reading(subject=metric_subject(bare))
    if not found:
        span = _fallback(bare) if len(bare) > 2 and not is_item else None
        if span is None:
            return Reading(subject=bare)
        word = bare[span[0] : span[1]]
        found = [_Match(*span, word, "t", word)]
    index = _main_index(bare, found, unit)
    match = found[index]
    end = match.end
    action = match.action
    if index + 1 < len(found):
        end, action = _compound(bare, match, found[index + 1], unit)
    rest = bare[end:]
    if rest[:1] in ("了", "过", "着") or (rest[:1] == "出" and not rest.startswith(_OUT_WORDS)):
        rest = rest[1:]
    return Reading(action, clean_noun(rest), bare[: match.start], match.object)


_OUT_WORDS = ("出入", "出租", "出境", "出口", "出警", "出生", "出勤", "出诊", "出行", "出庭")
# Verbs that are the object when they end the phrase: 收缴罚款, 挽回损失, 接受咨询, 提出抗诉.
_NOUNS = frozenset(
    [
        "罚款",
        "损失",
        "咨询",
        "抗诉",
        "服务",
        "投诉",
        "举报",
        "投资",
        "贷款",
        "捐款",
        "赔偿",
        "补偿",
        "补助",
        "申请",
        "求助",
        "报警",
        "奖励",
        "处罚",
        "建议",
        "贷款",
        "复议",
        "申诉",
        "警告",
        "培训",
        "演练",
        "检查",
        "宣传",
        "表彰",
        "监督",
        "治理",
        "管理",
        "巡逻",
        "救助",
        "通报",
        "工作",
        "公告",
        "提醒",
        "预警",
        "调解",
        "援助",
    ]
)


def _governed(bare: str, found: list[_Match]) -> bool:
    """Whether a metric noun at the end is the object of a verb: 挽回直接经济损失, 查缉走私物品案值."""
    if not found or bare[-1] == "率":
        return False
    first = found[0]
    if first.verb in _GOVERNORS:
        return True
    opens = "c" not in first.classes and "t" in first.classes and bool(_ITEM_OPENING.match(bare[: first.start]))
    return opens and len(bare) - first.end >= 5 and first.verb not in ("涉及", "发生", "造成")


_GOVERNORS = frozenset(
    "挽回 追回 追缴 返还 挽损 止付 冻结 兑现 扣押 查扣 拨付 减少 造成 支付 投入 发放 收缴 没收 清欠 追讨 完成 实现"
    " 筹集 募集 避免 拦截 紧急止付 退还 接报 覆盖 减免 恢复".split()
)


_SUBJECT_END = re.compile(
    r"^.*(?:公安机关|公安機關|检察机关|部门|公安局|派出所|大队|支队|总队|分局|民警|警方|总站|中心|行动中|该局|该站|该所|法院|检察院)(?=[^的、率]{2})"
)


def metric_subject(bare: str) -> str:
    """The noun phrase of a statistic, without the body and the place before it."""
    return clean_noun(_SUBJECT_END.sub("", bare))


_MEANS_AFTER = re.compile(r"(?:服务台|[队组台](?!织)|平台|线索|机制|制度|中心|热线|力量|手段|方式)")


def _main_index(bare: str, found: list[_Match], unit: str | None) -> int:
    """Which verb is the main one: the first, unless it only leads to another (组织, 联合, 帮助, 通过)."""
    index = 0
    while index + 1 < len(found) and _MEANS_AFTER.match(bare, found[index].end) and bare[found[index + 1].end :]:
        index += 1
    while "c" in found[index].classes and index + 1 < len(found):
        later = found[index + 1]
        between = bare[found[index].end : later.start]
        after = bare[later.end :]
        if after and _NOUN_AFTER.match(after) and not (later.start == found[index].end and len(after) > 3):
            break
        if not after and unit in EVENT_UNITS:
            break
        if not after and "t" in found[index].classes and len(between) < 2:
            break
        index += 1
    return index


def _compound(bare: str, first: _Match, second: _Match, unit: str | None) -> tuple[int, str]:
    """End and text of the action: two verbs in a row are one (教育劝导, 发现并整改) unless the second opens a noun."""
    joint = bare[first.end : second.start]
    after = bare[second.end :]
    if joint in ("", "并", "並", "和", "与", "及", "、", "后") and "i" not in first.classes.replace("t", ""):
        opens_noun = bool(after and _NOUN_AFTER.match(after)) or (not after and unit in EVENT_UNITS)
        modifies = second.verb in MODIFIERS and after
        is_object = not after and second.verb in _NOUNS
        if second.verb in _RESULTS and "c" not in first.classes:
            return second.end, second.action
        if not opens_noun and not modifies and not is_object and len(second.verb) > 1 and "c" not in first.classes:
            return second.end, bare[first.start : second.end]
    if not after and joint and "c" in first.classes:
        return first.end, first.verb
    return first.end, first.verb


# Verbs of the outcome: 巡查抓获 counts what was caught.
_RESULTS = frozenset("抓获 破获 查获 缴获 捣毁 打掉 救出 找回 截获 追回 收缴".split())

# Verbs that stand before a noun as its modifier more often than as a second verb.
MODIFIERS = frozenset(
    [
        "运输",
        "推进",
        "预约",
        "管制",
        "通行",
        "租赁",
        "报废",
        "作业",
        "施工",
        "监控",
        "救援",
        "巡逻",
        "执法",
        "训练",
        "宣传",
        "保护",
        "通报",
        "派出",
        "演练",
        "培训",
        "报告",
        "立案",
        "督办",
        "涉及",
        "服务",
        "监督",
        "管理",
        "治理",
        "防控",
        "参与",
        "被骗",
        "受骗",
        "受灾",
        "受困",
        "被困",
        "受伤",
        "失踪",
        "走失",
        "死亡",
        "整治",
        "预警",
        "求助",
        "投诉",
        "举报",
        "报警",
        "临时",
        "申请",
        "经营",
        "执行",
    ]
)

_CHANGE_AHEAD = re.compile(r"下降|上升|减少|增加|增长|提高|降低|提升|升至|降至|增至|减至|占|左右|以上|以内|缩短|压缩")
_RIGHT_STOP = re.compile(
    r"(?:全部|均(?!价)|已|(?<!公)共(?!享|同体|有产权)|被(?!困|骗|拐|盗|害|告|执行|监护|救助)|正在|将|又|再次|逐一|逐个|仍|分别|先后|一律|依次|依法|现已|首次|同比|环比|较(?!大|小|多|高)|比上"
    r"|以上|左右|上下|以内|以下|于|从(?!业)|向(?!导)|为(?!民)|是|占(?!道)|未(?!成年|婚|知|来|保)|没有|也|(?<![首成])都|能(?!源|力|效)|可(?!疑|燃|回收|控)|实现|(?<![原成])因(?!素)"
    r"|在(?!逃|建|校|押|册|岗|职|编|营|用|矫|线|途)|对(?!讲|象)|由(?!头)|与(?!会)|进行|予以|给予|实施|展开|合力|轮流|连夜|迅速|立即|随即|到场|每天|每日|又一次|各处|集中|处(?=罚|置|理|以)"
    r"|同时|同步|一起|共同|陆续|昼夜|须|应|限期|着)"
)


def read_right(phrase: str) -> tuple[str, str]:
    """Noun phrase and verb in the words after a number: ``现行命案全部告破`` gives 现行命案 and 告破.

    The verb is "" where none is known; the phrase ends at the next punctuation or figure.
    """
    text = phrase.lstrip("的多余 \n\r\t\u3000")
    if not text:
        return "", ""
    if _CHANGE_AHEAD.match(text):
        return "", ""
    stop = _RIGHT_STOP.search(text)
    limit = stop.start() if stop else len(text)
    verb = ""
    for match in _matches(text):
        after = text[match.end :]
        if len(match.verb) == 1 or (after and (_NOUN_AFTER.match(after) or after[0] in "的者员")):
            continue
        if match.start < 2 and limit > match.end and not (match.end == len(text) or "i" in match.classes):
            continue
        verb = match.verb
        limit = min(limit, match.start)
        break
    return _noun_run(text[:limit].strip("等、的 \n\u3000")), verb


def _noun_run(text: str) -> str:
    """The noun phrase that opens ``text``: up to the first word that is a verb, adverb or preposition."""
    if len(text) < 3:
        return text
    tagged = words.tag(text)
    if tagged[0][1] == "v" and not (len(tagged) > 1 and tagged[1][1][:1] == "n"):
        return text if tagged[0][0] in ("被困", "受灾", "涉案") else ""
    at = 0
    before = ""
    for word, flag in tagged:
        if flag in ("v", "d", "p", "vd", "ul", "uz") and before[:1] == "n":
            rest = text[at + len(word) :]
            if not (rest and flag == "v" and _HEAD_NOUN.search(rest)):
                return text[:at]
        before = flag
        at += len(word)
    return text


_HEAD_NOUN = re.compile(r"(?:人员|群众|案件|企业|单位|对象|车辆|问题|隐患|线索|场所)$")


def find_tail_verb(tail: str) -> str:
    """The verb in the words after the last figure of a clause: ``等进行清单式督办整改`` gives 督办整改."""
    found = [match for match in _matches(tail) if len(match.verb) > 1 and tail[match.end : match.end + 1] != "的"]
    found = [m for m in found if not (tail[m.end :] and _BODY.match(tail[m.end :]))]
    if not found:
        return ""
    index = 0
    while index + 1 < len(found) and "c" in found[index].classes:
        index += 1
    match = found[index]
    if index + 1 < len(found) and found[index + 1].start == match.end:
        return match.verb + found[index + 1].verb
    return match.verb


def is_intransitive(verb: str) -> bool:
    """Whether ``verb`` can have what is counted as its subject: 告破, 落网, 办结."""
    return any("i" in match.classes for match in _matches(verb))


_ITEM_OPENING = re.compile(r"^(?:已|共|并|累计|未|又|先后|再|各|均|现|另)*$")


def _opens_item(bare: str, match: _Match) -> bool:
    if not _ITEM_OPENING.match(bare[: match.start]):
        return False
    after = bare[match.end :]
    return not (after and match.verb in MODIFIERS) and not (
        after and _NOUN_AFTER.match(after) and match.verb not in _STRONG_ITEM
    )


# Verbs that open a list item even before a noun like 车辆 or 线索.
_STRONG_ITEM = frozenset(
    [
        "检查",
        "核查",
        "盘查",
        "排查",
        "查处",
        "查扣",
        "查获",
        "收缴",
        "缴获",
        "登记",
        "查验",
        "整改",
        "办理",
        "受理",
        "开展",
        "发放",
        "下发",
        "破获",
        "抓获",
        "出动",
        "投入",
        "救助",
        "转移",
        "处置",
        "清理",
        "清查",
        "收集",
        "移交",
        "接受",
        "兑现",
        "追缴",
        "冻结",
        "止付",
        "返还",
    ]
)


def has_verb(text: str) -> bool:
    """Whether ``text`` holds a verb that can govern what follows it."""
    return any(len(m.verb) > 1 and "c" not in m.classes and _is_main(text, m) for m in _matches(text))


_LEADS = re.compile(r"^(?:帮助|协助|组织|引导|劝导|督促|指导|动员|护送|推动|发动|支持|服务|安排|陪同)")


def strip_lead(noun: str) -> str:
    """The noun between a leading verb and the main one: 危险区域群众 of 帮助危险区域群众撤离."""
    return _LEADS.sub("", noun)


def verb_in(text: str) -> str:
    """The last verb of the lexicon in ``text`` that counts things; "" for none."""
    found = [m for m in _matches(text) if "t" in m.classes and len(m.verb) > 1]
    return found[-1].action if found else ""


_PREPOSITION_END = re.compile(r"(?:^|对|将|把|为|给|向|的|等|有|造成|致)$")


def awaits_noun(left: str) -> bool:
    """Whether the words before a number leave its noun to come after it: 派出 6 个暗访组, 对 18 个治安乱点."""
    bare = strip_approximators(left)
    if _PREPOSITION_END.search(bare):
        return True
    found = _matches(bare)
    return bool(found) and found[-1].end == len(bare) and found[-1].start == 0


_BEHALF = re.compile(r"(?:为|对|将|把|向|给|帮助|协助|让)([^为对将把向给]{2,14})$")


def behalf(subject: str) -> str:
    """The noun of a preposition before a verb: 行动不便老人 of 上门为行动不便老人(办证)."""
    found = _BEHALF.search(subject)
    return found.group(1) if found else ""
