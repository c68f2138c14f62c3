"""Items of lists and tables: rows, bullets and labelled values, which end no sentence and are no headings."""

from __future__ import annotations

import re

_CELLS = re.compile(r"(?<=\S)(?: {2,}|\s*\u3000+\s*)(?=\S)")
_ROW = re.compile(r"\S+(?:(?: {2,}|\u3000+)\S+)+(?: {2,}|\u3000+)[+-]?[0-9][0-9.,]*(?:[%％]|\S{0,2})$")
_NO_ROW = re.compile("[。；，]|记者|通讯员|星期|版(?:\\s|$)|月[^月]{1,3}日(?:\\s|$)")
_DIGIT = re.compile("[0-9０-９]")
_BULLET = re.compile(r"[■□◆◇●○▲△▶►➤◎★☆※•·✓√☞]\s*\S")
_LABELLED = re.compile(r"[^\s，。；：:“”（）()【】0-9０-９]{2,10}\s*[：:]\s*\S")
_FIELD = re.compile(
    r"(?:(?:整改|办理|完成|办结|处置)?(?:时限|期限)|(?:责任|牵头|配合|督办|承办|整改|包保)(?:单位|部门|人|领导)"
    r"|存在问题|问题|整改(?:情况|措施|进展|要求)|处理(?:结果|意见|情况)|办理(?:结果|情况)|状态|结果|进展|进度"
    r"|(?:联系|举报|监督|咨询|报警|值班|投诉)(?:人|电话|方式))\s*[：:]"
)
_NUMBERED = re.compile(r"[（(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[、.．）)](?![0-9])")
_VALUE = re.compile(r"[^\s，。；：:0-9０-９]{2,10}\s*[：:]\s*[0-9０-９+-]")
_SHORT = 20
"""An item of at most so many characters does not go on in the next line."""


def is_row(line: str) -> bool:
    """Whether a line is a row of a table: cells between tabs, or three and more with a figure behind wide spaces."""
    return "\t" in line or (_may_be_row(line) and _ROW.match(line) is not None)


def is_row_among(line: str, before: str, following: str) -> bool:
    """Whether a line is a row by the one next to it (袁州区  排查203件  化解率95.1%), the names of columns included."""
    if not _may_be_row(line):
        return False
    cells = _CELLS.split(line)
    if len(cells) < 3:
        return False
    counted = sum(_DIGIT.search(cell) is not None for cell in cells) > 1
    if line[0].isdecimal():
        return counted
    beside = [other for other in (before, following) if len(_CELLS.split(other)) > 2]
    return bool(beside) and (counted or is_row(following) or is_row_among(following, "", ""))


def _may_be_row(line: str) -> bool:
    return ("  " in line or "\u3000" in line) and len(line) <= 120 and not _NO_ROW.search(line)


def is_item(line: str, before: str, following: str) -> bool:
    """Whether a line is one of a list: a bullet or a labelled value, by itself or by the line next to it.

    ``before`` and ``following``: the lines that touch it, empty where a blank line or nothing does.
    """
    if _BULLET.match(line):
        told = _DIGIT.search(line) or "：" in line or ":" in line
        return bool(told or _BULLET.match(before) or _BULLET.match(following))
    if not _LABELLED.match(line):
        return False
    beside = _LABELLED.match(before) or _LABELLED.match(following) or (before and _VALUE.match(line))
    return bool(beside or _FIELD.match(line))


def is_whole(line: str, following: str) -> bool:
    """Whether an item ends with its line: it is short, or what follows is another, a number, or set apart."""
    if len(line) <= _SHORT or not following:
        return True
    begins = _BULLET.match(following) or _LABELLED.match(following) or _NUMBERED.match(following)
    return begins is not None


def opens_list(line: str, following: str) -> bool:
    """Whether a line introduces the list that follows it."""
    return line[-1] in "：:" and (_BULLET.match(following) or _NUMBERED.match(following)) is not None


def is_bullet(line: str) -> bool:
    """Whether a line begins with the mark of a list."""
    return _BULLET.match(line) is not None
