"""Words that hold a numeral without being one (set words), and coined terms that are names (“百日行动”, “1+6”)."""

from __future__ import annotations

import re
from functools import lru_cache

from transforms import lexicon
from transforms.figures.numerals import HAN

_KINDS = {"word", "coined", "name"}
_LONGEST_QUOTE = 18


@lru_cache(maxsize=1)
def _lexicon() -> tuple[dict[str, str], dict[str, list[tuple[int, str]]]]:
    """Words with their kind, and by each pair of characters the words that hold it, with its place in them.

    Those come longest first, of the same length the one that begins earliest first.
    """
    words: dict[str, str] = {}
    for line, (word, kind) in lexicon.rows("setwords.csv", ("word", "kind")):
        if kind not in _KINDS:
            raise lexicon.LexiconError(
                f"setwords.csv, line {line}: kind {kind!r} is none of {', '.join(sorted(_KINDS))}"
            )
        if not _NUMERAL.search(word):
            raise lexicon.LexiconError(f"setwords.csv, line {line}: {word!r} holds no Chinese numeral")
        words[word] = kind
    by_pair: dict[str, list[tuple[int, str]]] = {}
    for word in words:
        for i in range(len(word) - 1):
            by_pair.setdefault(word[i : i + 2], []).append((i, word))
    for holders in by_pair.values():
        holders.sort(key=lambda holder: (-len(holder[1]), -holder[0]))
    return words, by_pair


_NUMERAL = re.compile(f"[{HAN}半]")


def set_word(text: str, at: int) -> tuple[int, int, str] | None:
    """Start, end and kind of the longest listed word that covers the character at ``at``."""
    words, by_pair = _lexicon()
    best: tuple[int, str] | None = None
    for pair_at in (at - 1, at):
        for place, word in by_pair.get(text[pair_at : pair_at + 2], ()) if pair_at >= 0 else ():
            if place <= pair_at and text.startswith(word, pair_at - place):
                if best is None or len(word) > len(best[1]):
                    best = (pair_at - place, word)
                break
    return (best[0], best[0] + len(best[1]), words[best[1]]) if best else None


_OPENING = re.compile('[“「『‘"]')
_CLOSING = re.compile('[”」』’"]')
_SPEECH = re.compile(r"[，。；：！？,;:!?“「我你您他她吗呢吧啊]|要一|了一|\n\s*\n")
# A quotation of digits is a name by what it is called afterwards (“1533”工作法).
_CALLED = re.compile(
    r"[”」』’\"][ ]?[一-鿿]{0,4}(?:圈|工作|机制|模式|工程|体系|行动|计划|专案|案|专项|治理|警务|举措|品牌|战法"
    r"|特大|重大|系列|工作法)"
)
_FIGURE = re.compile(
    rf"[0-9.,]+[ ]?[万亿]?[余多]?[万亿]?(?:元|人|人次|起|件|%|名|个|家|%|公里|岁)?|[{HAN}点]+[余多]?(?:元|人|公里"
    rf"|米|吨|岁|%)?"
    rf"|[0-9{HAN}]+月[0-9{HAN}]+[日号]"
)
_COINED_ARABIC = re.compile(
    r"(?:19|20)\d\d(?![年.\d])|\+|\d[ ]?号|[A-Za-z]\d|\d[A-Za-z]|\d\.0|\d[·・]\d|[\u4e00-\u9fff]{2}\d{3,6}$"
    r"|^双\d\d$|圈$"
    r"|\d[\u4e00-\u9fff]\d|^\d{1,3}(?!分钟|小时|秒|天|年|月|岁|日)[\u4e00-\u9fff]{2,}$"
)
_COUNT_INSIDE = re.compile(r"\d(?:起|人|名|件|元|%|万)|^1\d\d[\u4e00-\u9fff]|、\d")
# Days called by their numbers; in quotation marks they are names, not the number 61.
_HOLIDAYS = frozenset(("五一", "六一", "七一", "八一", "十一", "三八", "五四", "双十一", "双十二"))
_DAY_NAME = re.compile(r"\d{1,2}[.·・]\d{1,2}")
# Set words that no coined term is made of.
_PLAIN = frozenset(
    "进一步 统一 一定 一些 一般 一起 一直 一样 一律 一切 一旦 第一时间 一线 一流 逐一 一时 百姓 老百姓 万一 唯一 一致 "
    "下一步 不一 十分 千万 上半年 下半年 零距离 零容忍 四川 三亚 一再 一度 一并".split()
)
SHIP = re.compile(
    r"(?:[京津沪辽冀鲁苏浙闽粤桂琼皖赣鄂湘渝川黑吉台][一-鿿]{0,3}?渔[运养政休辅]?|海警|海巡|渔政|(?:海事|公安|边防|巡逻)艇)(?=\d|$)"
)
"""The name of a ship before its number: 辽长渔25107."""
_MINUTES = re.compile(r"\d{1,2}(?:[、.]\d{1,2}){1,3}(?:分钟|小时|公里)")  # “1、3、5分钟”快速处警圈
_HOTLINE_INSIDE = re.compile(r"\d{3,6}(?:热线|平台)")


def quoted(text: str, start: int, floor: int) -> tuple[int, int] | None:
    """Span of the coined term in quotation marks around the numeral at ``start``; None in speech and for plain figures.

    ``floor``: where the numeral before it ends.
    """
    opening = max(floor, start - _LONGEST_QUOTE)
    mark = _OPENING.search(text, opening, start)
    if mark is None:
        return None
    while mark is not None:
        opening = mark.end()
        mark = _OPENING.search(text, opening, start)
    closing = _CLOSING.search(text, start, min(len(text), start + _LONGEST_QUOTE + 2))
    if closing is None or _SPEECH.search(text, opening, closing.start()):
        return None
    inside = text[opening : closing.start()]
    if SHIP.match(inside):
        return None
    if _MINUTES.fullmatch(inside):
        return opening, closing.start()
    if inside in _HOLIDAYS or _DAY_NAME.fullmatch(inside):
        return opening, closing.start()
    if inside.isdigit():
        is_name = bool(_CALLED.match(text, closing.start())) and len(inside) < 8
    else:
        is_name = not _FIGURE.fullmatch(inside) and _is_coined("".join(inside.split()))
    return (opening, closing.start()) if is_name else None


def _is_coined(inside: str) -> bool:
    """昆仑2022, 1+6, 冬安1号, 八个强化 are; 抓获34人 and 进一步 are not."""
    if re.search("[0-9]", inside):
        return bool(_COINED_ARABIC.search(inside) or _HOTLINE_INSIDE.search(inside)) and not _COUNT_INSIDE.search(
            inside
        )
    found = [numeral for numeral in _NUMERAL.finditer(inside) if numeral.group() != "零"]
    if len(found) > 1 and _lexicon()[0].get(inside) != "word":  # 三不一多, 两高一弱
        return True
    for numeral in found:
        word = set_word(inside, numeral.start())
        if (
            word is None
            or word[2] != "word"
            or (word[1] - word[0] < len(inside) and inside[word[0] : word[1]] not in _PLAIN)
        ):
            return True
    return False
