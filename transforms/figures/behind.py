"""What stands behind a number: the noun that is counted, and the verb that says what became of it."""

from __future__ import annotations

import re

from transforms.figures import verbs, words
from transforms.figures.vocabulary import alternation
from transforms.figures.vocabulary import words as word_set

_RIGHT_STOP = re.compile(
    r"(?:全部|全[年月周]|均(?!价)|已|(?<!公)共(?!享|同体|有产权)|被(?!困|骗|拐|盗|害|告|执行|监护|救助)|正在|将|又|再次|逐一|逐个|仍|分别"
    r"|先后|一律|依次|依法|现已|首次|同比|环比|较(?!大|小|多|高)|比上|以上|左右|上下|以内|以下|于|从(?!业)|向(?!导)|为(?!民)|是"
    r"|占(?!道)|未(?!成年|婚|知|来|保)|没有|也|(?<![首成])都|能(?!源|力|效)|可(?!疑|燃|回收|控)|实现|(?<![原成])因(?!素)"
    r"|在(?!逃|建|校|押|册|岗|职|编|营|用|矫|线|途)|对(?!讲|象)|由(?!头)|与(?!会)|进行|予以|给予|实施|展开|首尾|追尾|相撞|侧翻|[多高频]发|居(?=[前首多全各第])|一度|超期|逾期|实行|突击(?!队)|具体|如下|排成|待(?=[一-鿿]{2})(?!遇|业)|合力|轮流|连夜|迅速"
    r"|立即|随即|到场|每天|每日|又一次|各处|集中|成功(?!率)|得到|顺利|妥善|处(?=罚|置|理|以)|同时|同步|连续|安全(?=转移|撤离|脱险|返|获救|送|下|回|抵|离)|平安(?=返|脱|获|到)|一起|共同|陆续|昼夜|须|应|限期|着)"
)
_CHANGE_AHEAD = re.compile(alternation("right_end"))
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
    for verb in verbs.find(text):
        after = text[verb.end :]
        if (
            not (verbs.acts(text, verb) or text[: verb.start].endswith("被"))
            or len(verb.verb) == 1
            or (after and (verbs.NOUN_AFTER.match(after) or verbs.PERSON_AFTER.match(after)))
            or (verb.start < 3 and verbs.VICTIM_AFTER.match(after))
        ):
            continue
        if "o" in verb.classes and verb.end == limit == len(text) <= 4:
            continue
        if verb.start < 1 and limit > verb.end and not (verb.end == len(text) or "i" in verb.classes):
            continue
        found = verb.action
        limit = min(limit, verb.start)
        break
    noun = _LOCATIVE.sub("", noun_run(_TO_THE_NEXT.sub("", text[:limit].strip("等、的 \n\u3000"))))
    if owner := _OWNER.match(noun):
        noun = owner[1]  # 1137户村民的冷暖
    return "" if verbs.is_verb(noun) else noun, found


def noun_run(text: str) -> str:
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
            if not (rest and flag == "v" and (_HEAD_NOUN.search(rest) or (_is_noun(rest) and not verbs.is_verb(word)))):
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
    found = [verb for verb in verbs.find(tail) if len(verb.verb) > 1 and tail[verb.end : verb.end + 1] != "的"]
    found = [v for v in found if not (verbs.BODY.match(tail, v.end) or verbs.NOUN_AFTER.match(tail, v.end))]
    if not found:
        return ""
    index = 0
    while index + 1 < len(found) and "c" in found[index].classes:
        index += 1
    verb = found[index]
    if index + 1 < len(found) and found[index + 1].start == verb.end:
        return verb.action + found[index + 1].action
    return verb.action


def opening_verb(right: str) -> str:
    """The verb that ``right`` opens with, where an object follows it: 荣立 of (5人)荣立个人三等功; "" for none."""
    found = verbs.find(right)
    if not found or found[0].start or len(found[0].verb) < 2 or set(found[0].classes) & set("omhi"):
        return ""
    after = right[found[0].end :]
    of_noun = verbs.NOUN_AFTER.match(after) or verbs.PERSON_AFTER.match(after) or verbs.VICTIM_AFTER.match(after)
    return "" if not after or of_noun else found[0].action
