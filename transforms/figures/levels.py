"""Action and object of levels: 检查药店 68 家,集贸市场 5 处; 23 起命案全部告破; 对 18 个乱点挂牌督办."""

from __future__ import annotations

import re

from transforms.figures import behind, phrases, verbs
from transforms.figures.behind import read_right
from transforms.figures.breakdowns import Breakdown
from transforms.figures.changes import strip_approximators, strip_bases
from transforms.figures.cutting import Clause
from transforms.figures.nouns import (
    clean_noun,
    is_adverbial,
    is_body,
    is_metric,
    is_place,
    is_thing,
    metric_subject,
    split_nouns,
    squeeze,
    without_road,
)
from transforms.figures.phrases import Reading, read_left
from transforms.figures.vocabulary import words as word_set
from transforms.figures.walk import FROM, STRONG, Walk
from transforms.records import Figure

_PERSONS = frozenset(["人", "人次", "户"])
_CASES = frozenset(["起", "件", "宗"])
_HARM = re.compile(r"(死亡|受伤|失踪|失联|遇难|轻伤|重伤|伤亡|身亡|丧生)")
_HARM_SHORT = re.compile("(?:^|[共致故中])([亡死伤])$")
_HARM_LONG = {"亡": "死亡", "死": "死亡", "伤": "受伤"}
_FALLS_TO = re.compile(r"[降升增减缩压][^,，]{0,4}(?:至|到|为)")
_BEFORE_VERB = re.compile(
    r"(?:^|[^认因行成作别次均仅率量数额度长线时口间积值价本龄温重速比例限款])(对(?![台华俄口]|外[贸投开承经援商])|将|把|为|向|给|让|使|帮助|协助|^与|^同)([^,，]*)$"
)
_SOMEBODY = re.compile(r"^[一-鿿]{0,2}某[某一-鿿]?(?:[、和][一-鿿]{0,2}某[某一-鿿]?)*$")
_PREPOSED = re.compile(r"在(?!逃|建|校|押|册|岗|职|编|营|用|矫|线|途|外|办|审|侦|查|研|售|手|修|产)|从(?!业)|于")
_PREPOSITIONS = ("在", "到", "从", "由", "于", "往", "往返")
_ELEVATIONS = ("海拔", "水深", "积水")
_PER = ("亿元", "万元", "百万吨", "万车", "道路交通万车")
"""亿元地区生产总值生产安全事故死亡0.021人: a rate that is called after what it is taken of."""
_EXTREME = re.compile(
    "([一-鿿]{2,12}?)(?:最[大高多低小长]|较[大高多]|居前|居首|靠前)的?(?:[地县]区|县市|市县|地方)?(?:[为是有]|依次|出现在)"
)
_LENGTHS = frozenset(("米", "厘米", "毫米", "公里"))
_DIMENSION = re.compile("(?<=[一-鿿]{2})(?<!水)[长宽高深厚]$")
_POINTERS = frozenset(["这", "那", "上述", "其余", "该"])
_WAYS = frozenset(["出境", "入境", "进口", "出口", "进境"])
_STATES = re.compile(r"[为是达逾超]")
_LEAD_OF_LIST = re.compile(r"([一-鿿]{2,8}?)(?:的([一-鿿]{1,10}))?(?:案件)?中$")
_MONEY = re.compile(r"([^的]{2,8})的.")
_LONGEST_OBJECT = 24
_REACH = 25
"""How many figures back a verb may find its object in an earlier sentence, or ahead the verb of its list."""


def set_level(walk: Walk, index: int, group: Breakdown) -> None:
    """Set action and object of figure ``index``, a level."""
    clause = walk.clauses[index]
    figure = clause.figure
    previous = walk.previous(index)
    if clause.change and clause.change.reached:
        _set_reached(walk, index)
        return
    source = FROM.search(clause.left)
    if source and source.start() > 1 and is_metric(clause.left[: source.start()]):
        figure.object = metric_subject(clause.left[: source.start()])
        return
    if source and _FALLS_TO.search(walk.text, figure.end, figure.end + 12):
        noun = clean_noun(clause.left[: source.start()])
        reading = read_left(noun, figure.unit)
        figure.action, figure.object = reading.action or None, reading.object or metric_subject(noun) or None
        return
    is_item = clause.sep in ("list", "adjacent") or bool(clause.marker)
    is_item = is_item or (bool(group.marker) and verbs.is_event_noun(clause.left))
    reading = read_left(clause.plain, figure.unit, is_item=is_item, may_guess=not _is_label(clause))
    if figure.unit == "人" and (short := _HARM_SHORT.search(clause.bare)):
        figure.action = _HARM_LONG[short[1]]
        figure.object = f"{figure.action}人数"  # 亡1人、伤13人
    elif reading.action:
        _set_by_verb(walk, index, reading)
    elif clause.chain == 0 and previous is not None:
        _set_in_chain(walk, index)
    else:
        _set_without_verb(walk, index, reading, group)


def _set_reached(walk: Walk, index: int) -> None:
    """降至 9 起: the level that the noun before, or the figure before, came to."""
    clause = walk.clauses[index]
    rest = clause.change.rest if clause.change else ""
    source = FROM.search(rest)
    noun = clean_noun(strip_bases(rest[: source.start()] if source else rest))
    if noun:
        clause.figure.object = metric_subject(noun)
    elif walk.previous(index):
        walk.take(index, index - 1)


def _set_by_verb(walk: Walk, index: int, reading: Reading) -> None:
    """A verb before the number; its object before or after, or of an earlier figure."""
    clause = walk.clauses[index]
    figure = clause.figure
    figure.action = reading.action
    is_harm = _HARM.fullmatch(reading.action) is not None
    harm = _HARM.match(clause.right)
    if is_harm and figure.unit == "人" and not reading.object and not clause.marker:
        figure.object = f"{reading.action}人数"
        if reading.subject.startswith(_PER):
            figure.action, figure.object = None, reading.subject + figure.object
    elif clause.left.endswith("等") and (noun := _noun_after(clause)):
        figure.object = noun
    elif clause.left.endswith("的") and (noun := _noun_after(clause) or _carried(walk, index) or ""):
        figure.object = noun  # 检查餐饮店23家，发现未安装净化设施的4家
    elif reading.object and not (verbs.is_transfer(reading.action) and _receives(reading.object)):
        figure.object = f"{harm.group(1)}人数" if harm and figure.unit == "人" else reading.object
    elif harm:
        figure.object = f"{harm.group(1)}人数"
    else:
        figure.object = _noun_after(clause) or _noun_of_subject(clause, reading)
        if not figure.object and is_harm:
            figure.object = f"{reading.action}人数"
        if not figure.object and reading.action not in ("罚款", "罚没"):
            figure.object = _carried(walk, index) or reading.implied or None
            clause.guesses += 1
    figure.object = figure.object or None


def _receives(noun: str) -> bool:
    """移交公安机关4条: the body that is given something; 通报脱岗单位2家 counts the units."""
    return is_body(noun) and (not noun.endswith("单位") or noun.startswith(("有关", "相关", "主管", "责任")))


def _noun_after(clause: Clause) -> str:
    noun, verb = read_right(clause.right)
    if not noun or len(noun) > _LONGEST_OBJECT or is_adverbial(noun):
        return ""
    return "" if verb and clause.right.startswith(verb) and not noun.startswith(verb) else noun


def _noun_of_subject(clause: Clause, reading: Reading) -> str:
    """What is counted where it stands before its verb: 治安乱点已摘牌15个, 帮助群众撤离2万人, 为老人办证37人."""
    if reading.subject.endswith(("人均", "户均")):
        return reading.implied or ("案件" if reading.action.endswith("案") else "")
    whole = metric_subject(reading.subject)
    subject = phrases.strip_lead(whole)
    can_be_object = subject != whole or verbs.is_intransitive(reading.action)
    is_case_of_persons = clause.figure.unit in _PERSONS and subject.endswith(("案件", "案"))
    if can_be_object and is_thing(subject) and not is_adverbial(subject) and not is_case_of_persons:
        return subject
    if not subject or not can_be_object:
        behalf = clean_noun(phrases.behalf(reading.subject))
        if behalf and clause.figure.unit != "元":
            return behalf
    if reading.implied == "案件":
        return clean_noun(reading.subject) + reading.implied if clause.marker and 1 < len(reading.subject) < 12 else ""
    return reading.implied


def _carried(walk: Walk, index: int) -> str | None:
    """The object of a second count: 受理治安案件 42 起,查结 30 起."""
    clause = walk.clauses[index]
    figure = clause.figure
    joined = bool(clause.marker) or clause.sep == "list"
    steps = 0
    for position in range(index - 1, walk.start(index) - 1, -1):
        other = walk.clauses[position].figure
        if (
            other.kind != "level"
            or (other.part_of is not None and not joined)
            or (other.object or "").startswith("其他")
        ):
            continue
        steps += 1
        if other.unit == figure.unit or {other.unit, figure.unit} <= _CASES:
            return None if figure.unit in ("人", "人次") and steps > 1 and not joined else other.object
        if figure.unit in ("人", "次", "元", "场", "公里") and steps > 1 and not clause.marker:
            return None
    if walk.topic and figure.unit in _CASES and is_thing(walk.topic):
        return walk.topic
    if found := _of_earlier(walk, figure):
        return found
    source = walk.earlier_like(index) if figure.action in word_set("completion") else None
    return walk.clauses[source].figure.object if source is not None else None


def _of_earlier(walk: Walk, figure: Figure) -> str | None:
    """What the same verb counted in an earlier sentence: the last one of this section, else the first of the text."""
    found: Figure | None = None
    for position in range(walk.first - 1, max(walk.first - _REACH, -1), -1):
        other = walk.clauses[position].figure
        same = other.kind == "level" and other.unit == figure.unit and other.action == figure.action
        if same and other.object and other.part_of is None and not other.object.startswith("其他"):
            found = other
            if other.end > walk.section_at:
                break
    return found.object if found else None


def _set_in_chain(walk: Walk, index: int) -> None:
    """Second and later values of 分别查处17.5万起、4.5万起: the same count, or the next of a list of nouns."""
    clause = walk.clauses[index]
    figure = clause.figure
    position = walk.position(index)
    head = walk.clauses[index - position]
    harm = _HARM.match(clause.right)
    noun = read_right(clause.right)[0] if head.right and not clause.left else ""
    if position < len(head.members):
        figure.action, figure.object = head.figure.action, head.members[position]
    elif harm:
        figure.action = "造成" if head.figure.action == "造成" else harm.group(1)
        figure.object = f"{harm.group(1)}人数"
    elif noun:
        figure.action, figure.object = head.figure.action, noun
    else:
        walk.take(index, index - 1)
        named = clean_noun(clause.full_left)
        if len(named) > 1 and figure.action and verbs.takes_noun(figure.action):
            figure.object = named


def _set_without_verb(walk: Walk, index: int, reading: Reading, group: Breakdown) -> None:
    """No verb before the number: a noun alone, a verb behind, or nothing at all."""
    clause = walk.clauses[index]
    figure = clause.figure
    previous = walk.previous(index)
    noun = _own_noun(clause, reading)
    right_noun, right_verb = read_right(clause.right)
    tail_verb, behalf = _verb_behind(walk, index, noun, right_noun)
    if tail_verb:
        figure.action, figure.object = tail_verb, behalf or right_noun or None
        return
    if extreme := _EXTREME.match(clause.full_left):
        figure.object = clean_noun(extreme[1])  # 累计雨量最大为沅陵县387.5毫米
        return
    noun = noun if behalf is None else behalf
    if figure.unit == "元" and (money := _MONEY.match(right_noun)):
        right_noun = money[1]  # 12万元现金的背包
    noun = phrases.named_person(noun) or ("" if _SOMEBODY.match(noun) else noun)
    if right_noun and not is_metric(noun):
        noun = ""  # 公安、文旅2家单位, 志愿消防队14名队员: the words before only say which
    if noun and not is_place(noun) and not is_adverbial(noun) and not noun.isdigit():
        _set_by_noun(walk, index, noun, right_verb, group)
        return
    if (
        clause.is_place
        and not clause.right
        and clause.chain > 1
        and (shared := read_right(walk.clauses[index + clause.chain - 1].right)[0])
    ):
        clause.members = [shared] * clause.chain  # 农安县52起、榆树市49起、宽城区45起火灾
        figure.object = shared
        return
    if (noun or clause.is_place) and previous is not None and not clause.right:
        _copy(walk, index)
        return
    harm = _HARM.match(clause.right)
    if harm:
        _set_harm(walk, index, harm.group(1), group)
        return
    if figure.unit == "人" and not clause.bare and (did := behind.opening_verb(clause.right)):
        figure.action = did  # 5人荣立三等功
        return
    if right_noun and right_verb != right_noun:
        figure.object = right_noun
        figure.action = right_verb if right_verb and _counts_subject(clause, right_verb) else None
        if previous is not None and clause.sep == "list" and not figure.action:
            figure.action = previous.figure.action
        figure.action = figure.action or verbs.attribute(clause.left) or None
        return
    nouns = walk.nouns_before(clause) if not right_noun else []
    if nouns and (clause.chain > 1 or clause.is_place or _STATES.search(clause.left or clause.full_left)):
        clause.members = nouns if len(nouns) == clause.chain else [nouns[-1]] * max(clause.chain, 1)
        figure.object = clause.members[0]
    elif previous is not None and clause.left.endswith("的") and len(clause.plain) > 3:
        figure.object = _carried(walk, index)  # 含超60天未化解的112件
        figure.action = previous.figure.action if clause.sep == "list" else None
    elif right_verb and (previous is not None or _counts_subject(clause, right_verb)):
        figure.action = right_verb
        figure.object = _carried(walk, index)
    elif previous is not None:
        _copy(walk, index)
    elif walk.topic and is_thing(walk.topic):
        figure.object = walk.topic
    elif (noun or clause.is_place) and (source := walk.earlier_like(index)) is not None:
        walk.take(index, source)  # 东兴口岸：16.4万人次


def _is_label(clause: Clause) -> bool:
    """Whether a colon or dash parts the words from the number: 投入警力：880人."""
    return clause.gap.rstrip()[-1:] in (":", "：", "—")


def _counts_subject(clause: Clause, verb: str) -> bool:
    """Whether the verb after a noun is said of it: 9名嫌疑人落网, 9名嫌疑人被抓获."""
    return verbs.is_intransitive(verb) or "被" in clause.right[: clause.right.find(verb)]


def _own_noun(clause: Clause, reading: Reading) -> str:
    """The noun before the number, without pointers and prepositional phrases; "" for none."""
    noun = metric_subject(strip_bases(reading.subject)) if reading.subject else ""
    if noun in ("", "分") or clause.left.endswith("的") or (clause.left.endswith("有") and clause.right):
        return ""
    if _PREPOSED.match(noun) and clause.left.endswith(_ELEVATIONS):
        return clause.left[-2:]
    if noun in _POINTERS or _PREPOSED.match(noun) or clause.bare.endswith(_PREPOSITIONS):
        return ""
    after_name = clean_noun(strip_bases(strip_approximators(clause.noun_left)))
    return metric_subject(after_name) if len(after_name) > 1 else noun


def _verb_behind(walk: Walk, index: int, noun: str, right_noun: str) -> tuple[str, str | None]:
    """Verb and noun of 对21个乱点进行督办, 将嫌疑人刘某等3人抓获; the noun is None where no preposition opens."""
    clause = walk.clauses[index]
    opened = _BEFORE_VERB.search(clause.full_left)
    if not opened:
        return "", None
    bound = clause.left.endswith(("的", "等", "批", "批次"))
    opens = (
        len(noun) <= 1 or not opened.group(2) or is_place(opened.group(2)) or bound or clause.left[:1] in "对将把为向给"
    )
    if not opens and opened.group(1) not in ("帮助", "协助"):
        return "", None
    verb = behind.find_tail_verb(clause.right) or _verb_after_list(walk, index)
    behalf = clean_noun(opened.group(2))
    person = phrases.named_person(behalf)
    if person:
        return verb, person
    return verb, "" if right_noun or bound else behalf


def _verb_after_list(walk: Walk, index: int) -> str:
    """The verb after the last figure of this clause: 对21个乱点、29个案件进行清单式督办."""
    last = walk.clauses[index].figure
    for clause in walk.clauses[index + 1 : index + 1 + _REACH]:
        if STRONG.search(clause.gap):
            break
        last = clause.figure
    tail = walk.text[last.end : last.end + 60]
    cut = STRONG.search(tail)
    return behind.find_tail_verb(squeeze(tail[: cut.start()] if cut else tail))


def _set_by_noun(walk: Walk, index: int, noun: str, right_verb: str, group: Breakdown) -> None:
    """A noun alone: a statistic, or the next item of a list that shares a verb."""
    clause = walk.clauses[index]
    figure = clause.figure
    figure.object = noun
    if figure.unit in _LENGTHS and not is_metric(noun):
        figure.object = without_road(_DIMENSION.sub("", noun))  # 裂缝长14米
    if is_metric(noun):
        items = split_nouns(noun) if clause.chain > 1 else []
        if len(items) == clause.chain:
            clause.members, figure.object = items, items[0]
        return
    whole = group.whole(walk, index) if group.is_open(clause) else None
    if noun in _WAYS and whole is not None and not is_metric(walk.clauses[whole].figure.object or ""):
        figure.object = _with_way(noun, walk.clauses[whole].figure.object or "")
    if right_verb and _counts_subject(clause, right_verb) and clause.sep != "list":
        figure.action = right_verb
        return
    lead = _lead_of_list(clause)
    if lead:
        figure.action = lead
        return
    beside = clause.sep == "list" and not clause.marker
    if clause.sep == "start" or (whole is not None and not beside):
        source = whole
    else:
        source = walk.last_level(index) if beside else walk.last_like(index)
    if source is not None:
        figure.action = walk.clauses[source].figure.action
        clause.guesses += 1


def _with_way(way: str, noun: str) -> str:
    """入境 of 出入境货车 is 入境货车."""
    both = next((words for words in ("出入境", "进出口", "进出境") if words in noun), "")
    return noun.replace(both, way) if both else way + noun


def _lead_of_list(clause: Clause) -> str:
    """The verb of a clause that opens a list: 受理的投诉中,商品类 9.85 万件."""
    parts = STRONG.split(clause.gap)
    lead = _LEAD_OF_LIST.search(squeeze(parts[-2])) if len(parts) > 1 else None
    return verbs.verb_in(lead.group(1)) if lead else ""


def _set_harm(walk: Walk, index: int, harm: str, group: Breakdown) -> None:
    """24人死亡; among persons counted before (其中1人冻伤) the object is theirs."""
    clause = walk.clauses[index]
    figure = clause.figure
    previous = walk.previous(index)
    figure.action = "造成" if previous is not None and previous.figure.action == "造成" else harm
    figure.object = f"{harm}人数"
    whole = group.whole(walk, index)
    if clause.marker and whole is not None and figure.unit == "人":
        figure.action, figure.object = harm, walk.clauses[whole].figure.object


def _copy(walk: Walk, index: int) -> None:
    """A count with no words of its own: of the same thing as the last one of its unit."""
    clause = walk.clauses[index]
    clause.guesses += 1
    for position in range(index - 1, walk.start(index) - 1, -1):
        other = walk.clauses[position].figure
        beside = clause.sep == "adjacent" and position == index - 1
        if other.part_of is not None and not (clause.marker or beside):
            continue  # 涪城区52起(其中醉驾7起)、游仙区31起
        if other.kind == "level" and (other.unit == clause.figure.unit or beside):
            walk.take(index, position)
            if clause.is_place and clause.figure.object:
                clause.figure.object = clause.figure.object.removeprefix("平均")
            return
    source = walk.last_level(index)
    if source is None:
        return
    is_case = (walk.clauses[source].figure.object or "").endswith(("案件", "警情", "纠纷"))
    if clause.figure.unit != "元" or not is_case:
        walk.take(index, source)
