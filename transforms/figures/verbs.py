"""The verbs of the lexicon in the words of a clause: where they stand, and whether they act there.

Verbs are data (lexicon/verbs.csv, whose classes are explained in CONTRIBUTING.md); one that the lexicon does not
know is found by its part of speech. tests/corpus/phrases.yaml holds the examples.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import ahocorasick

from transforms.figures import words
from transforms.figures.vocabulary import alternation
from transforms.figures.vocabulary import words as word_set
from transforms.lexicon import LexiconError, rows

CLASSES = frozenset("ticmnorsghxz")
# A verb before one of these belongs to the name of a body (侦查大队, 检查组).
BODY = re.compile(
    r"[一-鿿]{0,4}?(?:大队|消防站|支队|总队|中队|部门|机关|分局|公安局|公安厅|专班|指挥部|办公室|检查站|派出所|民警"
    r"|检察院|法院|委员会|窗口|队伍|警队|总站|边检站|平台(?=.{2})|中心(?=.{2})|机构(?=.{2})|服务台|[组队](?!织)(?=.{3}))(?=.{2})"
    r"|所(?=[一-鿿]|$)|站(?=[一-鿿]{2}|$)|室(?![内外]|$)|委员会$"
)
_BODY_HINT = re.compile("[队站门关局班部室所警院会口伍台心构组]")
# A verb before one of these is the first part of a noun (宣传资料, 检查卡点, 举报线索, 整改通知书).
NOUN_AFTER = re.compile(rf"(?:各类|类|性)?(?:{alternation('noun_after')})")
# A verb before one of these says when or how, not what was counted (接警后, 清查中查处, 依托联防组抓获).
_CIRCUMSTANCE = re.compile(
    r"(?:后(?!续|备|方|台)|时(?!间|长|限|期)|过程|期间|以来|前(?!科|沿|列|端|置)|(?:工作|行动|活动)?中"
    r"(?=$|[,，]|共|累计|先后|查|抓|破|缴|发现|收|检|救|又|已|还|成功|出动|捣|打|依法|清理|整改|处|登记))"
)
_ACCIDENT_AFTER = re.compile("(?:、[一-鿿]{2,4}){0,3}(?:事故|案|警情|事件|交通|火灾)")
_TEAMS = re.compile("[一-鿿]{0,2}(?:[车小]组|小队|组|队|艇|船|车|专班)")
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
_DOER_AFTER = re.compile(r"(?:执行)?人(?![员民群数次大口均力贩质犯才家们工身脸像体行车防户])")
_NO_ACT_BEFORE = ("经", "涉嫌", "的", "被", "非法", "违法", "拒不", "涉", "所", "致人")
_AFTER_ADVERB = re.compile(
    rf"(?:^|{alternation('adverb')}|公安机关|公安局|分局|警方|部门|大队|支队|总队|派出所|法院|检察院)$"
)
PERSON_AFTER = re.compile(r"[的者员]|人(?![员民群数次])")
# 被困群众, 走失儿童: the verb says which persons.
VICTIM_AFTER = re.compile("群众|儿童|老人|妇女|学生|旅客|游客|村民|居民|人员|女童|男童|少年|船员|司机|乘客")
_QUOTED = re.compile(r"“[^”]*(?:”|$)")


@dataclass(slots=True)
class Verb:
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


def find(phrase: str) -> list[Verb]:
    """The lexicon's verbs in ``phrase``: leftmost, longest, none overlapping, none in quotation marks."""
    found = [
        Verb(end - length + 1, end + 1, verb, classes, action, noun)
        for end, (length, verb, classes, action, noun) in _lexicon().iter_long(phrase)
        if classes != "z"
    ]
    if found and "“" in phrase:
        quoted = [match.span() for match in _QUOTED.finditer(phrase)]
        found = [verb for verb in found if not any(start <= verb.start < stop for start, stop in quoted)]
    return found


def acts(phrase: str, verb: Verb) -> bool:
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
    return not (_BODY_HINT.search(after, 0, 9) and BODY.match(after)) and not _CIRCUMSTANCE.match(after)


def unknown(phrase: str) -> Verb | None:
    """A verb that the lexicon does not know, by part of speech: the first that a subject can stand before."""
    actors = tuple(word_set("actor"))
    nouns = [
        (end - length + 1, end) for end, (length, _, classes, *_) in _lexicon().iter_long(phrase) if classes == "z"
    ]
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
            and not any(start <= at <= end for start, end in nouns)
        ):
            if before[0] in "dr" or at == 0 or phrase[:at].endswith(actors):
                return Verb(at, at + len(word), word, "t", word)
            return None
        if flag[0] in "vp" and at:
            return None
        before = flag
        at += len(word)
    return None


def is_verb(word: str) -> bool:
    """Whether ``word`` is a verb of the lexicon that never stands for a thing: 参加, not 举报."""
    return any(verb.end - verb.start == len(word) and not set(verb.classes) & set("omh") for verb in find(word))


def is_known(action: str) -> bool:
    """Whether ``action`` is a verb of the lexicon, rather than one found by its part of speech."""
    if action in _lexicon():
        return True
    found = find(action)
    return bool(found) and found[0].start == 0


def is_intransitive(action: str) -> bool:
    """Whether ``action`` can have what is counted as its subject: 告破, 落网, 办结."""
    return any("i" in verb.classes for verb in find(action))


def is_transfer(action: str) -> bool:
    """Whether what follows ``action`` may be the body that receives: 移交公安机关 4 条."""
    return any("x" in verb.classes for verb in find(action))


def takes_noun(action: str) -> bool:
    """Whether ``action`` makes or uses what it counts, so that a body after it is what is counted: 新建派出所."""
    return any("n" in verb.classes for verb in find(action))


def has_verb(text: str) -> bool:
    """Whether ``text`` holds a verb that can govern what follows it."""
    return any(len(verb.verb) > 1 and "c" not in verb.classes and acts(text, verb) for verb in find(text))


def attribute(left: str) -> str:
    """The verb that says which ones are counted: 排查 of 新排查的(1046件纠纷); "" for none."""
    found = find(left[:-1]) if left.endswith("的") else []
    last = found[-1] if found else None
    ends = last is not None and last.end == len(left) - 1 and len(last.verb) > 1 and "t" in last.classes
    return last.action if last is not None and ends else ""


def governs(text: str) -> bool:
    """Whether ``text`` holds a verb with something after it: 行政村选派驻村民警, not 死亡."""
    return any(len(verb.verb) > 1 and verb.end < len(text) and acts(text, verb) for verb in find(text))


def verb_in(text: str) -> str:
    """The last verb of the lexicon in ``text`` that counts things; "" for none."""
    found = [verb for verb in find(text) if "t" in verb.classes and len(verb.verb) > 1]
    return found[-1].action if found else ""


def is_event_noun(left: str) -> bool:
    """Whether ``left`` ends with its one verb, and that stands for a thing: 投诉, 群众求助 as items of a breakdown."""
    found = find(left)
    return len(found) == 1 and "o" in found[0].classes and found[0].end == len(left)
