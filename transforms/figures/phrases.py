"""Action and object in the words before and after a figure.

A phrase is what stands between a clause boundary, or the figure before, and the number: its main verb is the
action, what follows the verb the object. Verbs are data (lexicon/verbs.csv, whose classes are explained in
CONTRIBUTING.md); one that the lexicon does not know is found by its part of speech. tests/corpus/phrases.yaml
holds the examples.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import ahocorasick

from transforms.figures import words
from transforms.figures.changes import strip_approximators
from transforms.figures.nouns import clean_noun, is_adverbial, is_metric, metric_subject
from transforms.figures.vocabulary import alternation
from transforms.figures.vocabulary import words as word_set
from transforms.lexicon import LexiconError, rows

CLASSES = frozenset("ticmnorsghxz")

# A verb before one of these belongs to the name of a body (侦查大队, 检查组).
_BODY = re.compile(
    r"[一-鿿]{0,4}?(?:大队|消防站|支队|总队|中队|部门|机关|分局|公安局|公安厅|专班|指挥部|办公室|检查站|派出所|民警"
    r"|检察院|法院|委员会|窗口|队伍|警队|总站|边检站|平台(?=.{2})|中心(?=.{2})|机构(?=.{2})|服务台|[组队](?!织)(?=.{3}))(?=.{2})"
    r"|所(?=[一-鿿]|$)|站(?=[一-鿿]{2}|$)|室(?![内外]|$)|委员会$"
)
_BODY_HINT = re.compile("[队站门关局班部室所警院会口伍台心构组]")
# A verb before one of these is the first part of a noun (宣传资料, 检查卡点, 举报线索, 整改通知书).
_NOUN_AFTER = re.compile(rf"(?:各类|类|性)?(?:{alternation('noun_after')})")
# A verb before one of these says when or how, not what was counted (接警后, 清查中查处, 依托联防组抓获).
_CIRCUMSTANCE = re.compile(
    r"(?:后(?!续|备|方|台)|时(?!间|长|限|期)|过程|期间|以来|前(?!科|沿|列|端|置)|(?:工作|行动|活动)?中"
    r"(?=$|[,，]|共|累计|先后|查|抓|破|缴|发现|收|检|救|又|已|还|成功|出动|捣|打|依法|清理|整改|处|登记))"
)
_MEANS = re.compile(r"(?:服务台|[队组台](?!织)|平台|线索|机制|制度|中心|热线|力量|手段|方式)")
_ACCIDENT_AFTER = re.compile("(?:、[一-鿿]{2,4}){0,3}(?:事故|案|警情|事件|交通|火灾)")
_TEAMS = re.compile("[一-鿿]{0,2}(?:[车小]组|小队|车组|组|队|艇|船|车|专班)")
_MEN_AND_MEANS = frozenset("人员 队员 队伍 力量 车辆 船只 船艇 物资 设备 装备 器材".split())
"""After a verb of work they are who or what does it: 抢险人员, 巡逻车辆."""
_PART_OF_NOUN = (
    "率",
    "器",
    "权",
    "数",
    "量",
    "额",
    "值",
    "员",
    "者",
    "的",
    "得",
    "人数",
    "总数",
    "地点",
    "情况",
    "总量",
    "类",
)
# 驾驶人, 申请执行人: the verb says which person.
_DOER_AFTER = re.compile(r"(?:执行)?人(?![员民群数次大口均力贩质犯才家们工])")
_NO_ACT_BEFORE = ("经", "涉嫌", "的", "被", "非法", "违法", "拒不", "涉", "所", "致人")
_AFTER_ADVERB = re.compile(
    rf"(?:^|{alternation('adverb')}|公安机关|公安局|分局|警方|部门|大队|支队|总队|派出所|法院|检察院)$"
)
_OPENS_ITEM = re.compile(r"^(?:日均|月均|周均|年均|已|新|共|并|累计|未|又|先后|再|各|均|现|另|全部|依法)*$")
_OUT_WORDS = ("出入", "出租", "出境", "出口", "出警", "出生", "出勤", "出诊", "出行", "出庭", "出险")

_RIGHT_STOP = re.compile(
    r"(?:全部|全[年月周]|均(?!价)|已|(?<!公)共(?!享|同体|有产权)|被(?!困|骗|拐|盗|害|告|执行|监护|救助)|正在|将|又|再次|逐一|逐个|仍|分别"
    r"|先后|一律|依次|依法|现已|首次|同比|环比|较(?!大|小|多|高)|比上|以上|左右|上下|以内|以下|于|从(?!业)|向(?!导)|为(?!民)|是"
    r"|占(?!道)|未(?!成年|婚|知|来|保)|没有|也|(?<![首成])都|能(?!源|力|效)|可(?!疑|燃|回收|控)|实现|(?<![原成])因(?!素)"
    r"|在(?!逃|建|校|押|册|岗|职|编|营|用|矫|线|途)|对(?!讲|象)|由(?!头)|与(?!会)|进行|予以|给予|实施|展开|首尾|追尾|相撞|侧翻|[多高频]发|居(?=[前首多全各第])|一度|超期|逾期|实行|突击(?!队)|具体|如下|排成|待(?=[一-鿿]{2})(?!遇|业)|合力|轮流|连夜|迅速"
    r"|立即|随即|到场|每天|每日|又一次|各处|集中|成功(?!率)|得到|顺利|妥善|处(?=罚|置|理|以)|同时|同步|连续|安全(?=转移|撤离|脱险|返|获救|送|下|回|抵|离)|平安(?=返|脱|获|到)|一起|共同|陆续|昼夜|须|应|限期|着)"
)
_CHANGE_AHEAD = re.compile(alternation("right_end"))
_PERSON_AFTER = re.compile(r"[的者员]|人(?![员民群数次])")
# 被困群众, 走失儿童: the verb says which persons.
_VICTIM_AFTER = re.compile("群众|儿童|老人|妇女|学生|旅客|游客|村民|居民|人员|女童|男童|少年|船员|司机|乘客")
_NAMED_PERSON = re.compile(r"^((?:违法)?(?:犯罪)?嫌疑人|在逃人员|逃犯|被告人|罪犯|涉案人员)[一-鿿]{0,3}某")
# Somebody, and a word with which what they did begins.
_PERSON = re.compile(
    "([一-鿿]{0,8}?(?:[民辅干特交法]警|侦查员|消防员|指战员|队员|游客|旅客|群众|学生|市民|居民|村民|儿童|老人|司机|乘客"
    "|驾驶人|驾驶员|员工|职工|工人|家长|干部|网格员|志愿者|船员|渔民))"
    "(?:被|用|因|从|在|将|把|向|沿|赴|蹚|冒|趁|由|连夜|主动|立即|迅速|随即|轮流|昼夜|徒步|破门|过街|汇款|入户|分成|分赴|昏迷)"
)
# 举报件, 申请执行人: papers and persons called after what was done.
_CALLED_AFTER = re.compile("(?:举报|投诉|信访)?件|(?:执行|当事)?人(?![员民群数次])")
_HEAD_NOUN = re.compile(
    r"(?:人员|群众|市民|居民|村民|学生|老人|旅客|游客|司机|乘客|驾驶人|商户|店铺|案件|企业|单位|对象|车辆|问题|隐患|线索|场所)$"
)
_TO_THE_NEXT = re.compile(r"(?<=[一-鿿]{2})(?:以及|和|及|与|或|(?<![集高初])中)$")
_JOINS_ON = re.compile("以及|[和及与或](?![平谐时格田])")
_OWNER = re.compile("(.{0,6}(?:村民|居民|群众|民警|企业|单位|行业|家庭|学生|老人|职工|商户|农户|牧民|员工|部门))的")
_LOCATIVE = re.compile(r"(?<=[一-鿿]{2})(?:门前|门口|附近|周边|沿线|现场|之间|内|里)$")
_WHERE = frozenset(("到家", "上门", "到户", "到手", "到位", "进家门"))
_DONE = re.compile("过(?![水境往期路火渡滤敏桥])")
_REACHES = frozenset(("涉及", "涵盖", "覆盖", "惠及"))
_SENTENCES = ("徒刑", "拘役", "缓刑", "死刑", "管制")
# 涉及电动自行车的事故: the verb says which cases.
_CASES_OF = re.compile(r"涉及[^的]+的[一-鿿]{0,4}(?:事故|案件|警情|火灾|纠纷|投诉)$")
_LIGHT = frozenset(["开展", "组织", "组织开展", "举办", "召开", "举行", "实施", "进行", "参加"])
_PREPOSITIONS = ("为", "对", "向", "给", "将", "把")
_LEADS = re.compile(r"^(?:帮助|协助|邀请|组织|引导|劝导|督促|指导|动员|护送|推动|发动|支持|服务|安排|陪同)")
_BEHALF = re.compile(r"(?:为|对|将|把|向|给|帮助|协助|让)([^为对将把向给]{2,14})$")
_AWAITS_NOUN = re.compile(
    r"(?:^|对|将|把|为|给|向|的|等|有|造成|致)(?:全[省市县区旗州盟镇乡国]|本[地市县区]|辖区)?(?:内|的)?$"
)
_EVENT_UNITS = word_set("event_unit")
_QUOTED = re.compile(r"“[^”]*(?:”|$)")
_QUOTE_OPENS = re.compile("[“‘「『]([^“”‘’「」『』]+)$")


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
class _Verb:
    """A verb of the lexicon, where it stands in a phrase."""

    start: int
    end: int
    verb: str
    classes: str
    action: str
    object: str = ""


@cache
def _lexicon() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for line, (verb, classes, action, noun) in rows("verbs.csv", ("verb", "classes", "action", "object")):
        if not verb or set(classes) - CLASSES or not set(classes) & set("ticz"):
            raise LexiconError(
                f"verbs.csv, line {line}: classes of {verb!r} must hold t, i, c or z and only letters of"
                f" {''.join(sorted(CLASSES))}, not {classes!r}"
            )
        automaton.add_word(verb, (len(verb), verb, classes, action or verb, noun))
    automaton.make_automaton()
    return automaton


def _find(phrase: str) -> list[_Verb]:
    """The lexicon's verbs in ``phrase``: leftmost, longest, none overlapping, none in quotation marks."""
    found = [
        _Verb(end - length + 1, end + 1, verb, classes, action, noun)
        for end, (length, verb, classes, action, noun) in _lexicon().iter_long(phrase)
        if classes != "z"
    ]
    if found and "“" in phrase:
        quoted = [match.span() for match in _QUOTED.finditer(phrase)]
        found = [verb for verb in found if not any(start <= verb.start < stop for start, stop in quoted)]
    return found


def _acts(phrase: str, verb: _Verb) -> bool:
    """Whether a verb in ``phrase`` can be its main verb: not part of a name, a noun or a circumstance."""
    after = phrase[verb.end :]
    if (after.startswith(_PART_OF_NOUN) and not after.startswith("员工")) or _DOER_AFTER.match(after):
        return False
    if "h" in verb.classes and _ACCIDENT_AFTER.match(after):
        return False
    before = phrase[: verb.start]
    if "m" in verb.classes and (
        after in _MEN_AND_MEANS
        or (not before and "n" not in verb.classes and _TEAMS.fullmatch(after))
        or (before and after and not _AFTER_ADVERB.search(before))
    ):
        return False
    if len(verb.verb) == 1 and after and after[0] in "施备计防置据明示理法区在于级以室长所":
        return False
    if len(verb.verb) == 1 and not _AFTER_ADVERB.search(before):
        return False
    if verb.start > 1 and before.endswith(_NO_ACT_BEFORE) and not (before[-1] == "的" and before[0] in "对将"):
        return False
    if not after:
        return True
    return not (_BODY_HINT.search(after, 0, 9) and _BODY.match(after)) and not _CIRCUMSTANCE.match(after)


def _unknown(phrase: str) -> _Verb | None:
    """A verb that the lexicon does not know, by part of speech: the first that a subject can stand before."""
    actors = tuple(word_set("actor"))
    at = 0
    before = "d"
    for word, flag in words.tag(phrase):
        after = phrase[at + len(word) :]
        if (
            flag == "v"
            and len(word) > 1
            and after
            and after[0] not in "的率数者员量类型室对将把为向"
            and not _DOER_AFTER.match(after)
            and not _ACCIDENT_AFTER.match(after)
            and word not in word_set("not_a_verb")
        ):
            if before[0] in "dr" or at == 0 or phrase[:at].endswith(actors):
                return _Verb(at, at + len(word), word, "t", word)
            return None
        if flag[0] in "vp" and at:
            return None
        before = flag
        at += len(word)
    return None


def read_left(phrase: str, unit: str | None, *, is_item: bool = False, may_guess: bool = True) -> Reading:
    """Action and object in the words before a number.

    ``phrase`` has neither time expressions nor the change verb; ``unit`` tells events (场, 次) from things;
    ``is_item`` is a later item of a list, which has a verb of its own only where it opens or ends with one;
    ``may_guess``: a verb may be one that the lexicon lacks.
    """
    bare = strip_approximators(_quoted_clause(phrase.strip()))
    if not bare:
        return Reading()
    is_event = unit in _EVENT_UNITS
    found = [verb for verb in _find(bare) if _acts(bare, verb)]
    if is_item and found and not _is_item_verb(bare, found, is_event):
        found = []
    if bare.endswith("等") and found:
        things = "" if unit == "人" else clean_noun(bare[found[0].end :])
        return Reading(found[0].action, named_person(bare[found[0].end :]) or things, bare[: found[0].start])
    if is_metric(bare) and not _is_governed(bare, found):
        return Reading(subject=metric_subject(bare))
    if not found:
        verb = _unknown(bare) if may_guess and len(bare) > 2 and not is_item and not bare.endswith("等") else None
        if verb is None:
            return Reading(subject=bare)
        found = [verb]
    index = _main_index(bare, found, is_event)
    verb = found[index]
    end, action = verb.end, verb.action
    if index + 1 < len(found):
        end, action = _joined(bare, verb, found[index + 1], is_event)
    rest = bare[end:]
    if _CASES_OF.match(bare, verb.start):
        return Reading(subject=bare[verb.start :])
    if rest[:1] in ("了", "着") or _DONE.match(rest) or (rest[:1] == "出" and not rest.startswith(_OUT_WORDS)):
        rest = rest[1:]
    noun = "" if rest in _WHERE else clean_noun(rest)
    if "x" in verb.classes and len(noun) > 6:
        noun = metric_subject(noun)  # 移送公安机关涉嫌犯罪案件
    if is_adverbial(noun) or (action == "判处" and noun.endswith(_SENTENCES)):
        noun = ""
    if _LEADS.match(action) and len(noun) > 3:
        noun = _noun_run(noun) or noun
    return Reading(action, noun, bare[: verb.start], verb.object)


def _quoted_clause(phrase: str) -> str:
    """Without a quotation that opens before the figure, and what leads up to it: 通报中“化解矛盾纠纷297起”有误."""
    opened = _QUOTE_OPENS.search(phrase)
    if opened and (opened.start() == 0 or any(_acts(opened[1], verb) for verb in _find(opened[1]))):
        return opened[1]
    return phrase


def named_person(words: str) -> str:
    """What the person is that ``words`` name: 犯罪嫌疑人 of 犯罪嫌疑人王某; "" where nobody is named."""
    found = _NAMED_PERSON.match(words)
    return found.group(1) if found else ""


def _is_item_verb(bare: str, found: list[_Verb], is_event: bool) -> bool:
    """Whether a later item of a list has a verb of its own: it opens the item, or ends it (阶段性办结4件)."""
    first, last = found[0], found[-1]
    if last.end == len(bare) and set(last.classes) & set("is") and "o" not in last.classes and not is_event:
        return True
    if not _OPENS_ITEM.match(bare[: first.start]):
        return False
    after = bare[first.end :]
    if not after:
        return "o" not in first.classes
    if "s" in first.classes:
        return True
    return "m" not in first.classes and not _NOUN_AFTER.match(after)


def _is_governed(bare: str, found: list[_Verb]) -> bool:
    """Whether a metric noun at the end is the object of a verb: 挽回直接经济损失, 查缉走私物品案值."""
    if not found or bare[-1] == "率":
        return False
    first = next((verb for verb in found if "c" not in verb.classes), found[0])
    if "g" in first.classes:
        return True
    opens = "c" not in first.classes and "t" in first.classes and bool(_OPENS_ITEM.match(bare[: first.start]))
    return opens and len(bare) - first.end >= 4 and first.verb not in ("涉及", "发生", "造成")


def _main_index(bare: str, found: list[_Verb], is_event: bool) -> int:
    """Which verb is the main one: the first, unless it only leads to another (组织, 联合, 帮助, 通过)."""
    if len(found) > 1 and found[-1].verb in _REACHES and found[-1].end == len(bare):
        return len(found) - 1  # 讨薪事项涉及2230余人
    index = 0
    while index + 1 < len(found) and _MEANS.match(bare, found[index].end) and bare[found[index + 1].end :]:
        index += 1
    if is_event and found[-1].end == len(bare) and not found[-1].object:
        light = [at for at, verb in enumerate(found[:-1]) if verb.verb in _LIGHT]
        if light or "c" in found[index].classes:
            return light[-1] if light else index
    if index + 1 < len(found) and bare[: found[index].start].endswith(_PREPOSITIONS) and bare[found[index + 1].end :]:
        index += 1
    while "c" in found[index].classes and index + 1 < len(found):
        later = found[index + 1]
        after = bare[later.end :]
        own = "n" in later.classes or (later.start == found[index].end and len(after) > 3)
        if after and _NOUN_AFTER.match(after) and not own:
            break
        leads_on = bool(after or later.object)
        helps = _LEADS.match(found[index].verb) and "i" in later.classes  # 协助转移2974人
        if not leads_on and (
            is_event or ("t" in found[index].classes and later.start - found[index].end < 2 and not helps)
        ):
            break
        index += 1
    return index


def _joined(bare: str, first: _Verb, second: _Verb, is_event: bool) -> tuple[int, str]:
    """End and text of the action: two verbs in a row are one (教育劝导, 发现并整改) unless the second opens a noun."""
    joint = bare[first.end : second.start]
    after = bare[second.end :]
    if joint not in ("", "并", "和", "与", "及", "、", "后") or "c" in first.classes or len(second.verb) == 1:
        return first.end, first.action
    if "r" in second.classes:
        return second.end, second.action
    if "t" not in second.classes:
        return first.end, first.action
    opens_noun = bool(
        after and (_NOUN_AFTER.match(after) or _PERSON_AFTER.match(after) or (not joint and _VICTIM_AFTER.match(after)))
    ) or (not after and (is_event or "o" in second.classes))
    if opens_noun or (after and "m" in second.classes) or ("n" in first.classes and not joint):
        return first.end, first.action
    return second.end, bare[first.start : second.end]


def read_right(phrase: str) -> tuple[str, str]:
    """Noun phrase and verb in the words after a number: ``现行命案全部告破`` gives 现行命案 and 告破.

    The verb is "" where none is known; the phrase ends at the next punctuation or figure.
    """
    text = phrase.lstrip("的多余 \n\r\t\u3000")
    if not text or _CHANGE_AHEAD.match(text) or _JOINS_ON.match(text):
        return "", ""
    stop = _RIGHT_STOP.search(text)
    limit = stop.start() if stop else len(text)
    found = ""
    for verb in _find(text):
        after = text[verb.end :]
        if (
            not (_acts(text, verb) or text[: verb.start].endswith("被"))
            or len(verb.verb) == 1
            or (after and (_NOUN_AFTER.match(after) or _PERSON_AFTER.match(after)))
            or (verb.start < 3 and _VICTIM_AFTER.match(after))
        ):
            continue
        if "o" in verb.classes and verb.end == limit == len(text) <= 4:
            continue
        if verb.start < 1 and limit > verb.end and not (verb.end == len(text) or "i" in verb.classes):
            continue
        found = verb.action
        limit = min(limit, verb.start)
        break
    noun = _LOCATIVE.sub("", _noun_run(_TO_THE_NEXT.sub("", text[:limit].strip("等、的 \n\u3000"))))
    if owner := _OWNER.match(noun):
        noun = owner[1]  # 1137户村民的冷暖
    return "" if is_verb(noun) else noun, found


def _noun_run(text: str) -> str:
    """The noun phrase that opens ``text``: up to the first word that is a verb, adverb or preposition."""
    if len(text) < 3:
        return text
    if person := _PERSON.match(text):
        return person[1]  # 5名民辅警用40分钟敲门
    tagged = words.tag(text)
    if tagged[0][1] == "v" and not (len(tagged) > 1 and (tagged[1][1][:1] == "n" or tagged[1][0] in ("组", "队"))):
        opens = tagged[0][0] in word_set("opens_noun") or _CALLED_AFTER.match(text, len(tagged[0][0]))
        return text if opens else ""
    at = 0
    before = ""
    for word, flag in tagged:
        if flag in ("v", "d", "p", "vd", "ul", "uz") and before[:1] == "n":
            rest = text[at + len(word) :]
            if not (rest and flag == "v" and (_HEAD_NOUN.search(rest) or (_is_noun(rest) and not is_verb(word)))):
                return text[:at]
        before = flag
        at += len(word)
    return text


def _is_noun(words_left: str) -> bool:
    """Whether all that is left is one noun: 矿山 of 历史遗留矿山."""
    tagged = words.tag(words_left)
    return len(tagged) == 1 and tagged[0][1] == "n"


def find_tail_verb(tail: str) -> str:
    """The verb in the words after the last figure of a clause: ``等进行清单式督办整改`` gives 督办整改."""
    found = [verb for verb in _find(tail) if len(verb.verb) > 1 and tail[verb.end : verb.end + 1] != "的"]
    found = [v for v in found if not (_BODY.match(tail, v.end) or _NOUN_AFTER.match(tail, v.end))]
    if not found:
        return ""
    index = 0
    while index + 1 < len(found) and "c" in found[index].classes:
        index += 1
    verb = found[index]
    if index + 1 < len(found) and found[index + 1].start == verb.end:
        return verb.action + found[index + 1].action
    return verb.action


def is_verb(word: str) -> bool:
    """Whether ``word`` is a verb of the lexicon that never stands for a thing: 参加, not 举报."""
    return any(verb.end - verb.start == len(word) and not set(verb.classes) & set("omh") for verb in _find(word))


def is_known(action: str) -> bool:
    """Whether ``action`` is a verb of the lexicon, rather than one found by its part of speech."""
    if action in _lexicon():
        return True
    found = _find(action)
    return bool(found) and found[0].start == 0


def is_intransitive(action: str) -> bool:
    """Whether ``action`` can have what is counted as its subject: 告破, 落网, 办结."""
    return any("i" in verb.classes for verb in _find(action))


def is_transfer(action: str) -> bool:
    """Whether what follows ``action`` may be the body that receives: 移交公安机关 4 条."""
    return any("x" in verb.classes for verb in _find(action))


def takes_noun(action: str) -> bool:
    """Whether ``action`` makes or uses what it counts, so that a body after it is what is counted: 新建派出所."""
    return any("n" in verb.classes for verb in _find(action))


def has_verb(text: str) -> bool:
    """Whether ``text`` holds a verb that can govern what follows it."""
    return any(len(verb.verb) > 1 and "c" not in verb.classes and _acts(text, verb) for verb in _find(text))


def opening_verb(right: str) -> str:
    """The verb that ``right`` opens with, where an object follows it: 荣立 of (5人)荣立个人三等功; "" for none."""
    found = _find(right)
    if not found or found[0].start or len(found[0].verb) < 2 or set(found[0].classes) & set("omhi"):
        return ""
    after = right[found[0].end :]
    of_noun = _NOUN_AFTER.match(after) or _PERSON_AFTER.match(after) or _VICTIM_AFTER.match(after)
    return "" if not after or of_noun else found[0].action


def attribute(left: str) -> str:
    """The verb that says which ones are counted: 排查 of 新排查的(1046件纠纷); "" for none."""
    found = _find(left[:-1]) if left.endswith("的") else []
    last = found[-1] if found else None
    ends = last is not None and last.end == len(left) - 1 and len(last.verb) > 1 and "t" in last.classes
    return last.action if last is not None and ends else ""


def governs(text: str) -> bool:
    """Whether ``text`` holds a verb with something after it: 行政村选派驻村民警, not 死亡."""
    return any(len(verb.verb) > 1 and verb.end < len(text) and _acts(text, verb) for verb in _find(text))


def verb_in(text: str) -> str:
    """The last verb of the lexicon in ``text`` that counts things; "" for none."""
    found = [verb for verb in _find(text) if "t" in verb.classes and len(verb.verb) > 1]
    return found[-1].action if found else ""


def strip_lead(noun: str) -> str:
    """The noun between a leading verb and the main one: 危险区域群众 of 帮助危险区域群众撤离."""
    thing = _LEADS.sub("", noun)
    return _noun_run(thing) or thing if thing != noun else noun


def behalf(subject: str) -> str:
    """The noun of a preposition before a verb: 行动不便老人 of 上门为行动不便老人(办证)."""
    found = _BEHALF.search(subject)
    return found.group(1) if found else ""


def awaits_noun(left: str) -> bool:
    """Whether the words before a number leave its noun to come after it: 派出 6 个暗访组, 对 18 个治安乱点."""
    bare = strip_approximators(left)
    if _AWAITS_NOUN.search(bare):
        return True
    found = _find(bare)
    return bool(found) and found[-1].end == len(bare)


def is_event_noun(left: str) -> bool:
    """Whether ``left`` ends with its one verb, and that stands for a thing: 投诉, 群众求助 as items of a breakdown."""
    found = _find(left)
    return len(found) == 1 and "o" in found[0].classes and found[0].end == len(left)
