"""What merely happened, or was filed or published, and is nobody's work: 警情, 事故, 气温, 电诈立案."""

from __future__ import annotations

import re

from transforms.figures.actor_words import words
from transforms.figures.body import Body
from transforms.figures.survey import Survey
from transforms.records import Figure

RATES = ("率", "占比", "比例", "比重", "比")


def is_situation(found: Survey, figure: Figure) -> bool:
    """Whether it is told of the world and not of somebody's work."""
    position, floor = found.windows[figure.start]
    if _FAULTS.match(found.places.text, floor, position):
        return True
    if figure.action:
        verb = found.simplified(figure.action)
        if verb in _WEAK and words()["situation_noun"].search(found.simplified(figure.object or "")):
            return True
        return bool(words()["situation_verb"].search(verb) or words()["situation_verb_start"].match(verb))
    noun = found.simplified(figure.object or "")
    if words()["situation_noun"].search(noun) or _SITUATION_VIEW.match(found.places.text, floor, position):
        return True
    if figure.kind == "ratio" and _SHARE_OF.search(found.places.text[floor:position]):
        return True
    # 内地居民占37.5%: a share of what somebody counted
    is_share = figure.kind == "ratio" and bool(noun) and not noun.endswith(RATES)
    return not is_share and not words()["work_noun"].search(noun)


_WEAK = frozenset(("涉及", "涉", "有", "出现", "存在", "达", "占"))
# 从受害人看，18岁至35岁的占六成
_SITUATION_VIEW = re.compile("[^，。]{0,3}从(?:受害|诈骗|发案|案发|被骗|事故|火灾|起火|灾|警情|年龄|性别|车型|肇事)")
_SHARE_OF = re.compile(
    r"(?:受害人|被害人|事主|死者)[^，。；,;]{0,12}占[^，。；,;]{0,6}\Z"
    r"|占[^，。；,;]{0,10}(?:发案|立案|案件|事故|火灾|起火|死亡|亡人|伤亡|损失|人口)[^，。；,;0-9]{0,8}\Z"
)
# 问题：12艘渔船未配备救生筏
_FAULTS = re.compile("[^，。：:]{0,4}(?:问题|隐患|违法行为|违法事实|灾情|险情|警情)[：:]")


def is_case(found: Survey, figure: Figure, frame: Body | None) -> bool:
    """环境资源案件53件, in a report of a court, 集体访38批 in one of a petition office: what it has dealt with."""
    if frame is None:
        return False
    noun = found.simplified(figure.object or "")
    if frame.name is not None and "信访" in frame.name:
        return not figure.action and bool(noun) and not noun.endswith("量")
    if frame.type not in ("court", "procuratorate") or figure.action:
        return False
    if frame.type == "procuratorate" and (figure.unit == "人" or noun.endswith("人数")):
        return True  # 盗窃203人: whom it has charged
    return figure.kind == "level" and noun.endswith(("案件", "案"))


def is_supervised(found: Survey, figure: Figure) -> bool:
    """市安委办对16处隐患挂牌督办，销号11处: struck off by whoever took charge of it before."""
    if "销号" not in found.simplified((figure.action or "") + (figure.object or "")):
        return False
    position = found.windows[figure.start][0]
    charge = found.places.text.rfind("挂牌督办", found.places.body_start, position)
    return charge >= 0 and any(b.is_actor for b in found.bodies_of(charge, found.places.sentence(charge)))


def is_filed(found: Survey, figure: Figure) -> bool:
    """全市电信网络诈骗立案195起: cases that came in, where the sentence names no body that took them up."""
    if figure.action not in ("立案", "立", "发案"):
        return False
    position, floor = found.windows[figure.start]
    text = found.places.text
    about = _FRAUD.search(found.simplified(figure.object or "")) or _FRAUD.search(text, 0, found.places.body_start + 60)
    named = any(body.is_actor and not body.is_source for body in found.bodies_of(position, floor))
    return about is not None and not named


_FRAUD = re.compile("诈骗|电诈|反诈")
# 全省共有专职消防员1.2万名: a stock, unless the sentence says whose
STOCK = frozenset(("有", "现有", "共有", "拥有", "设有", "建有"))


def is_relief(found: Survey, figure: Figure, position: int, floor: int) -> bool:
    """抢通道路29条, 调拨帐篷600顶: in a flood everybody's work, so only a body of the same sentence has done it."""
    done = found.simplified((figure.action or "") + (figure.object or ""))
    return bool(words()["relief"].match(done)) and not _MEN.search(found.places.text, floor, position)


_MEN = re.compile("[民干辅]警|警员|消防员|指战员|队员")


def is_report(found: Survey, figure: Figure) -> bool:
    """据指挥中心统计，市区接报警情3482起: what was reported, from whom only publishes it."""
    return (figure.action or "") in ("接报", "接警", "接") and "警情" in found.simplified(figure.object or "")
