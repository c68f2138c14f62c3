"""Action and object in the words before a figure.

A phrase is what stands between a clause boundary, or the figure before, and the number: its main verb is the
action, what follows the verb the object. Which verbs there are, and whether they act, says ``verbs``; what stands
behind a number, ``behind``. tests/corpus/phrases.yaml holds the examples.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from transforms.figures import behind, verbs
from transforms.figures.changes import strip_approximators
from transforms.figures.nouns import clean_noun, is_adverbial, is_metric, metric_subject
from transforms.figures.vocabulary import words as word_set

_MEANS = re.compile(r"(?:服务台|[队组台](?!织)|平台|线索|机制|制度|中心|热线|力量|手段|方式)")
_OPENS_ITEM = re.compile(r"^(?:日均|月均|周均|年均|已|新|共|并|累计|未|又|先后|再|各|均|现|另|全部|依法)*$")
_OUT_WORDS = ("出入", "出租", "出境", "出口", "出警", "出生", "出勤", "出诊", "出行", "出庭", "出险")
_NAMED_PERSON = re.compile(r"^((?:违法)?(?:犯罪)?嫌疑人|在逃人员|逃犯|被告人|罪犯|涉案人员)[一-鿿]{0,3}某")
_WHERE = frozenset(("到家", "上门", "到户", "到手", "到位", "进家门"))
_DONE = re.compile("过(?![水境往期路火渡滤敏桥])")
_REACHES = frozenset(("涉及", "涵盖", "覆盖", "惠及"))
# 查办“铁拳”行动中共立案4126件
_DURING = re.compile("^.*(?:行动|工作|活动|过程)中(?=(?:共|已|累计|先后)[一-鿿]{2})")
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


def read_left(phrase: str, unit: str | None, *, is_item: bool = False, may_guess: bool = True) -> Reading:
    """Action and object in the words before a number.

    ``phrase`` has neither time expressions nor the change verb; ``unit`` tells events (场, 次) from things;
    ``is_item`` is a later item of a list, which has a verb of its own only where it opens or ends with one;
    ``may_guess``: a verb may be one that the lexicon lacks.
    """
    bare = strip_approximators(_quoted_clause(phrase.strip()))
    if "中" in bare:
        bare = _DURING.sub("", bare)
    if not bare:
        return Reading()
    is_event = unit in _EVENT_UNITS
    found = [verb for verb in verbs.find(bare) if verbs.acts(bare, verb)]
    if is_item and found and not _is_item_verb(bare, found, is_event):
        found = []
    if bare.endswith("等") and found:
        things = "" if unit == "人" else clean_noun(bare[found[0].end :])
        return Reading(found[0].action, named_person(bare[found[0].end :]) or things, bare[: found[0].start])
    if is_metric(bare) and not _is_governed(bare, found):
        return Reading(subject=metric_subject(bare))
    if not found:
        verb = verbs.unknown(bare) if may_guess and len(bare) > 2 and not is_item and not bare.endswith("等") else None
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
        noun = behind.noun_run(noun) or noun
    return Reading(action, noun, bare[: verb.start], verb.object)


def _quoted_clause(phrase: str) -> str:
    """Without a quotation that opens before the figure, and what leads up to it: 通报中“化解矛盾纠纷297起”有误."""
    opened = _QUOTE_OPENS.search(phrase)
    if opened and (opened.start() == 0 or any(verbs.acts(opened[1], verb) for verb in verbs.find(opened[1]))):
        return opened[1]
    return phrase


def named_person(words: str) -> str:
    """What the person is that ``words`` name: 犯罪嫌疑人 of 犯罪嫌疑人王某; "" where nobody is named."""
    found = _NAMED_PERSON.match(words)
    return found.group(1) if found else ""


def _is_item_verb(bare: str, found: list[verbs.Verb], is_event: bool) -> bool:
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
    return "m" not in first.classes and not verbs.NOUN_AFTER.match(after)


def _is_governed(bare: str, found: list[verbs.Verb]) -> bool:
    """Whether a metric noun at the end is the object of a verb: 挽回直接经济损失, 查缉走私物品案值."""
    if not found or bare[-1] == "率":
        return False
    first = next((verb for verb in found if "c" not in verb.classes), found[0])
    if "g" in first.classes:
        return True
    opens = "c" not in first.classes and "t" in first.classes and bool(_OPENS_ITEM.match(bare[: first.start]))
    return opens and len(bare) - first.end >= 4 and first.verb not in ("涉及", "发生", "造成")


def _main_index(bare: str, found: list[verbs.Verb], is_event: bool) -> int:
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
        if after and verbs.NOUN_AFTER.match(after) and not own:
            break
        leads_on = bool(after or later.object)
        helps = _LEADS.match(found[index].verb) and "i" in later.classes  # 协助转移2974人
        if not leads_on and (
            is_event or ("t" in found[index].classes and later.start - found[index].end < 2 and not helps)
        ):
            break
        index += 1
    return index


def _joined(bare: str, first: verbs.Verb, second: verbs.Verb, is_event: bool) -> tuple[int, str]:
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
        after
        and (
            verbs.NOUN_AFTER.match(after)
            or verbs.PERSON_AFTER.match(after)
            or (not joint and verbs.VICTIM_AFTER.match(after))
        )
    ) or (not after and (is_event or "o" in second.classes))
    if opens_noun or (after and "m" in second.classes) or ("n" in first.classes and not joint):
        return first.end, first.action
    return second.end, bare[first.start : second.end]


def strip_lead(noun: str) -> str:
    """The noun between a leading verb and the main one: 危险区域群众 of 帮助危险区域群众撤离."""
    thing = _LEADS.sub("", noun)
    return behind.noun_run(thing) or thing if thing != noun else noun


def behalf(subject: str) -> str:
    """The noun of a preposition before a verb: 行动不便老人 of 上门为行动不便老人(办证)."""
    found = _BEHALF.search(subject)
    return found.group(1) if found else ""


def awaits_noun(left: str) -> bool:
    """Whether the words before a number leave its noun to come after it: 派出 6 个暗访组, 对 18 个治安乱点."""
    bare = strip_approximators(left)
    if _AWAITS_NOUN.search(bare):
        return True
    found = verbs.find(bare)
    return bool(found) and found[-1].end == len(bare)
