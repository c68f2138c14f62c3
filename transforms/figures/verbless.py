"""Action and object of levels without a verb before the number: a noun alone, a verb behind, or nothing at all."""

from __future__ import annotations

import re

from transforms.figures import behind, phrases, verbs
from transforms.figures.behind import read_right
from transforms.figures.breakdowns import Breakdown
from transforms.figures.carried import carried
from transforms.figures.changes import strip_approximators, strip_bases
from transforms.figures.cutting import Clause
from transforms.figures.nouns import (
    clean_noun,
    is_adverbial,
    is_metric,
    is_place,
    is_thing,
    metric_subject,
    split_nouns,
    squeeze,
    without_road,
)
from transforms.figures.phrases import Reading
from transforms.figures.walk import NEAR, STRONG, Walk

HARM = re.compile(r"(死亡|受伤|失踪|失联|遇难|轻伤|重伤|伤亡|身亡|丧生)")
_BEFORE_VERB = re.compile(
    r"(?:^|[^认因行成作别次均仅率量数额度长线时口间积值价本龄温重速比例限款])(对(?![台华俄口]|外[贸投开承经援商])|将|把|为|向|给|让|使|帮助|协助|^与|^同)([^,，]*)$"
)
_SOMEBODY = re.compile(r"^[一-鿿]{0,2}某[某一-鿿]?(?:[、和][一-鿿]{0,2}某[某一-鿿]?)*$")
_PREPOSED = re.compile(r"在(?!逃|建|校|押|册|岗|职|编|营|用|矫|线|途|外|办|审|侦|查|研|售|手|修|产)|从(?!业)|于")
_PREPOSITIONS = ("在", "到", "从", "由", "于", "往", "往返")
_ELEVATIONS = ("海拔", "水深", "积水")
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


def set_without_verb(walk: Walk, index: int, reading: Reading, group: Breakdown) -> None:
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
    harm = HARM.match(clause.right)
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
        figure.object = carried(walk, index)  # 含超60天未化解的112件
        figure.action = previous.figure.action if clause.sep == "list" else None
    elif right_verb and (previous is not None or _counts_subject(clause, right_verb)):
        figure.action = right_verb
        figure.object = carried(walk, index)
    elif previous is not None:
        _copy(walk, index)
    elif walk.topic and is_thing(walk.topic):
        figure.object = walk.topic
    elif (noun or clause.is_place) and (source := walk.earlier_like(index)) is not None:
        walk.take(index, source)  # 东兴口岸：16.4万人次


def _counts_subject(clause: Clause, verb: str) -> bool:
    """Whether the verb after a noun is said of it: 9名嫌疑人落网, 9名嫌疑人被抓获."""
    return verbs.is_intransitive(verb) or "被" in clause.right[: clause.right.find(verb)]


def _own_noun(clause: Clause, reading: Reading) -> str:
    """The noun before the number, without pointers and prepositional phrases; "" for none."""
    noun = metric_subject(strip_bases(reading.subject)) if reading.subject else ""
    if noun in ("", "分") or clause.left.endswith("的") or (clause.left.endswith("有") and clause.right):
        return ""
    if noun.startswith("从") and "到" in noun and is_metric(noun):
        return noun  # 从预警到见面平均用时
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
    is_where = opened.group(2).endswith(("内", "里", "上"))  # 将游艇内19人救起
    opens = (
        len(noun) <= 1
        or not opened.group(2)
        or is_place(opened.group(2))
        or bound
        or clause.left[:1] in "对将把为向给"
        or is_where
    )
    if not opens and opened.group(1) not in ("帮助", "协助"):
        return "", None
    verb = behind.find_tail_verb(clause.right) or _verb_after_list(walk, index)
    behalf = "" if is_where else clean_noun(opened.group(2))
    person = phrases.named_person(behalf)
    if person:
        return verb, person
    opens_right = bool(verb) and clause.right.startswith(verb)  # 向困难当事人93名发放救助金
    return verb, "" if bound or (right_noun and not opens_right) else behalf


def _verb_after_list(walk: Walk, index: int) -> str:
    """The verb after the last figure of this clause: 对21个乱点、29个案件进行清单式督办."""
    last = walk.clauses[index].figure
    for clause in walk.clauses[index + 1 : index + 1 + NEAR]:
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
