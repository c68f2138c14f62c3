"""Standing descriptions: what is so at any time (距旗所在地130余公里, 现有队员10名) has no period."""

from __future__ import annotations

import re

from transforms.figures.frames import Frame
from transforms.records import Figure

_STANDING = re.compile(
    r"现有|現有|在编[^，,。；;]{0,4}[警员力]|划分[^，,。；;]{0,6}$|常态化?(?:部署|投入|备勤)[^。；;]{0,40}$"
    r"|现共有|下辖|辖区总?面积|总面积|占地面积|辖区人口|常住人口(?!出生|死亡|自然|城镇化)|户籍人口|总人口"
    r"|海拔|年产|年產|日产|产能|相距"
    r"|相隔|隔着|全长|总长|距(?!离)[^，,。；;]{0,14}$|距离[^，,。；;]{1,14}$"
    r"|(?:边境线|边界线|国境线|海岸线|界江|界河|辖区|管段|公路|铁路)[^，,。；;]{0,4}[长長]"
    r"|(?:管控|管辖|管护|守护|负责|担负)[^，,。；;]{0,8}(?:边境|边界|国境|辖区|海岸|线路|路段|管段|区域|水域|铁路|公路|里程)"
    r"[^，,。；;]{0,6}$"
    r"|(?:拥有|配有|设有|建有)(?=[^，,。；;]{0,14}$)"
)
_YEARS = frozenset(("year", "years"))
"""A yearly report gives what stands at the end of its year."""
_NOW_HAS = re.compile(r"(?:目前|现在|現在|如今)[^。；;]{0,20}(?<!已)有(?!效|关|關|力|序)[^，,。；;]{0,14}$")
_DISTANCE = "距相隔"
_ONLY = re.compile(r"(?:只有|仅有|共有)\s*$")
_FORCE = re.compile(r"\s*(?:在编)?(?:民警|辅警|队员|警力|干警|民辅警|消防员)(?=[，,。、；;])")
_GUARDS = re.compile(r"(?:管控|管辖|管护|守护|负责|担负)[^，,。；;]{0,6}$")
_LINE = re.compile(r"\s*(?:长?的)?(?:边境线|边界线|国境线|海岸线|界江|界河|边境)")
_SENTENCE = re.compile(r"[。；;！]")
HABIT = re.compile(r"每[天日查次趟晚月年走跑班当到]|平均[^，,。；;]{0,6}$|常年|常常|平时|往往|通常|一趟|日常")
_REACH = 80


class Standing:
    """Which figures of one article are standing descriptions, asked in order."""

    def __init__(self, text: str, body_start: int) -> None:
        self.text, self.body_start = text, body_start
        self._end = -1
        """Where the last standing figure ended."""
        self._goes_on = False
        """Whether the rest of its sentence is described as well (not after a distance)."""

    def holds(self, figure: Figure, frame: Frame | None, *, is_title: bool = False) -> bool:
        """Whether ``figure`` is one; not within the sentence of an 截至, and of a day's scene also what is habit."""
        text, at = self.text, figure.start
        begin = max(self.body_start, at - _REACH)
        if frame is not None and frame.end <= at:
            begin = max(begin, frame.end)
            if frame.kind == "until" and "。" not in text[begin:at].replace("。其中", ""):
                return False
        if is_title and frame is not None and frame.kind in _YEARS:
            return False
        for cut in _SENTENCE.finditer(text, begin, at):
            begin = cut.end()
        listed = self._end >= begin and text[self._end : at].strip()[:1] == "、"
        if listed or (self._end >= begin and (self._goes_on or figure.kind == "change")):
            self._end = max(self._end, figure.end)
            return True
        if figure.kind == "change":
            return False
        clause = max(begin, text.rfind("，", begin, at) + 1, text.rfind(",", begin, at) + 1)
        if (m := _STANDING.search(text, clause, at)) and not (figure.unit == "处" and m.group()[0] == "管"):
            self._end, self._goes_on = figure.end, m.group()[0] not in _DISTANCE
            return True
        has = "有" in text[clause:at]
        only = has and _ONLY.search(text, clause, at) and _FORCE.match(text, figure.end)
        line = _LINE.match(text, figure.end) and _GUARDS.search(text, clause, at)
        if only or line or (has and _NOW_HAS.search(text, begin, at)):
            self._end, self._goes_on = figure.end, True
            return True
        return frame is not None and frame.kind == "day" and HABIT.search(text, begin, at) is not None
