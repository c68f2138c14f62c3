"""Bulletins made up for measuring: other numbers, names, order and places in each, so that nothing is
kept over.

The sentences are of the kinds that real bulletins hold; the same seed gives the same text.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

CITIES = (
    "泸州市 南通市 三明市 沧州市 安康市 潍坊市 大庆市 广元市 湛江市 赣州市 曲靖市 通辽市 喀什地区 佳木斯市"
    " 绵阳市 惠州市 襄阳市 株洲市 蚌埠市 宝鸡市 天水市 柳州市 遵义市 丽江市 包头市 邢台市 大同市 锦州市"
).split()
ACTS = (
    "破获刑事案件{n}起 侦破电信网络诈骗案件{n}起 查处治安案件{n}起 抓获犯罪嫌疑人{n}名 打掉犯罪团伙{s}个"
    " 捣毁窝点{s}个 查处酒驾{n}起、醉驾{s}起 检查旅馆{n}家、网吧{s}家、歌舞娱乐场所{s}家 化解矛盾纠纷{n}起"
    " 出动警力{n}人次、警车{s}台次 收缴管制刀具{s}把 发放宣传资料{n}余份 救助群众{s}人 整改安全隐患{n}处"
    " 排查出租房屋{n}户 止付涉案资金{m}万元 返还群众被骗资金{m}万元 缴获毒品{m}公斤 行政拘留{s}人"
    " 移送起诉{s}人 下发整改通知书{s}份 立案查处案件{s}件"
).split()
CHANGES = (
    "刑事警情同比下降{p}%、环比下降{p}%",
    "治安警情同比上升{p}%",
    "刑事、治安案件同比分别下降{p}%、{p}%",
    "现行命案破案率达{p}%",
    "群众满意率{p}%，较上年提高{q}个百分点",
    "道路交通事故起数、死亡人数同比分别下降{p}%和{p}%",
)
OPENINGS = (
    "{year}年以来，{city}公安机关",
    "今年1至{month}月，{city}公安局",
    "截至{month}月{day}日，{city}公安机关共",
    "{month}月{day}日至{last}日，{city}公安局组织开展集中清查，",
    "“昆仑{year}”专项行动开展以来，{city}公安局",
)
PROSE = (
    "各级各部门要进一步压实责任，细化措施，确保各项工作落到实处",
    "民警走村入户，与群众拉家常、听诉求，把矛盾消除在萌芽状态",
    "针对群众反映强烈的突出问题，坚持露头就打，形成强大震慑",
    "通过悬挂条幅、张贴标语、现场讲解等形式，广泛宣传法律法规和防范知识",
    "大家克服天气寒冷、道路湿滑等困难，始终坚守岗位，以实际行动诠释忠诚与担当",
    "下一步，将持续深化源头治理，健全长效机制，不断提升人民群众的安全感",
    "工作专班实行日研判、周调度、月总结，统筹推进各项任务",
    "记者在现场看到，执勤人员正对过往车辆逐一查验，耐心解答司机的疑问",
)


def bulletin(seed: int, *, figures_per_thousand: int = 10, characters: int = 1_600) -> str:
    """One bulletin of about so many characters, and figures to a thousand of them; each ``seed`` gives another."""
    dice = random.Random(seed)
    city = dice.choice(CITIES)
    day = date(2021, 1, 3) + timedelta(days=dice.randrange(1_400))
    paragraphs = [
        f"{city}{dice.choice(('公安机关', '警方', '公安局'))}{dice.choice(('织密防控网', '守护平安', '亮出成绩单'))}"
    ]
    length = figures = 0
    while length < characters:
        if figures * 1_000 <= figures_per_thousand * length:
            sentence, count = _figures(dice, city, day)
            figures += count
        else:
            sentence = "，".join(dice.sample(PROSE, dice.randint(2, 3))) + "。"
        length += len(sentence)
        if dice.random() < 0.4 or len(paragraphs) == 1:
            paragraphs.append("    " + sentence)
        else:
            paragraphs[-1] += sentence
    return "\n\n".join(paragraphs) + f"\n（记者 {dice.choice('王李张刘陈杨赵')}{dice.choice('磊静敏军洋艳勇')}）\n"


def _figures(dice: random.Random, city: str, day: date) -> tuple[str, int]:
    opening = dice.choice(OPENINGS).format(
        year=day.year, city=city, month=dice.randint(2, 12), day=dice.randint(1, 14), last=dice.randint(15, 28)
    )
    parts = [dice.choice(ACTS) for _ in range(dice.randint(1, 4))]
    if dice.random() < 0.5:
        parts.append(dice.choice(CHANGES))
    text = "，".join(parts)
    while "{" in text:
        for key, value in (
            ("{n}", dice.randint(12, 29_999)),
            ("{s}", dice.randint(2, 98)),
            ("{m}", f"{dice.uniform(1, 4_000):.1f}"),
            ("{p}", f"{dice.uniform(0.5, 99):.2f}"),
            ("{q}", f"{dice.uniform(0.1, 9):.1f}"),
        ):
            text = text.replace(key, str(value), 1)
    return f"{opening}{text}。", sum(part.count("{") for part in parts)
