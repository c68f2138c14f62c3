"""What a quantity is when it is no figure, and how exact it is: rules over the words around it, in folded text.

Each regex looks at a short stretch before or after, so a document costs no more than its numerals.
"""

from __future__ import annotations

import re

# Words right before a number that say how exact it is; the lookbehinds keep out 附近, 预约, 已破.
_BEFORE = re.compile(
    r"(?=[近将接不未少低小至最跌逼迫超逾突高多大起首再约估粗])(?:(?P<under>(?<![附最邻靠临新亲远就日])近|将近|接近"
    r"|不足|不到|不满|未满|未达|少于|低于|小于|至多|最多|不超过?|不多于"
    r"|不高于|跌破|逼近|迫近)"
    r"|(?P<over>超过?|逾|突破|高于|多于|大于|不止|不下|不低于|不少于|不小于|至少|最少|起码|首次?破|再破)"
    r"|(?P<about>(?<![签预公契节违制条特邀简])(?<![^折共]合)约|大约|大概|大致|估计|粗略))"
    r"[了到达为有共计合在占需用]{0,2}(?:人民币)?[ \t]{0,4}(?:\r?\n){0,2}$"
)
_BEFORE_LAST = frozenset("近足到满达于多超过破逾止下少码约概致计略了为有共合在占需用币 \t\r\n")
_AFTER = re.compile(
    r"[ \t]{0,3}(?:(?P<about>左右|上下(?!班|车|游|级|文|联|楼|两))|(?P<over>(?:[（(]含[)）])?[及含]?以上|有余|开外"
    r"|余(?=[，。、；,]))"
    r"|(?P<under>以下|以内|之内|之下))"
)


_AFTER_FIRST = frozenset("左上及含以有开余之（( \t")
# A share compared with its whole in between: 超过全部案件的四成.
_OF_WHOLE = re.compile(
    r"(?:(?P<over>超过|逾|突破)|(?P<under>不足|不到|接近|(?<![附最])近)|(?P<about>约占))[^，。；、\d率由从比]{1,10}的$"
)
# 6吨多, 两成多: after a unit that measures, not one that counts.
_MORE = re.compile(r"(?:多|有余)(?![一-鿿]{0,2}[名个次起件家处人])|余(?=[，。、；,的])")


def approx(before: str, after: str, kind: str) -> str:
    """exact, about, over or under, by the words outside the number. ``kind``: of its unit."""
    last = before[-1:]
    found = _BEFORE.search(before) if last in _BEFORE_LAST else None
    if found is None and after[:1] in _AFTER_FIRST:
        found = _AFTER.match(after)
    if found is None and last in "的\n" and kind in ("share", "rate"):
        found = _OF_WHOLE.search(before)
    if found is None and kind in ("share", "rate", "measure", "money", "time") and _MORE.match(after):
        return "over"
    return found.lastgroup or "exact" if found else "exact"


# Targets and rules: said of what shall be, not of what is.
_TARGET = re.compile(
    r"(?=[力争确目不每控应必需须时承计拟将勿严禁切])(?:力争|争取(?!了|到)|确保(?!了)[^，,。]*(?:达|不|控制|以上|以内|低于"
    r"|高于|提高|下降)|(?<!项)目标(?:是|为|:|：)|不(?:得"
    r"|能|应|可|准|要|宜|许)(?:超过|少于|低于|高于|大于|多于|晚于)"
    r"|(?:勿|严禁|禁止|切莫)超过?|不超过|不(?:低|少|高|大|小|多)于|每[^，。]{0,4}(?:至少|最少)|控制在|(?:应当|(?<![响供反对适])应|必须|需|须)(?:在|于|达到"
    r"|保持)|时限(?:为|不)|(?:承诺|(?<![按原超])计划|拟)(?:用|到|在|于|今年"
    r"|新|完成|投|建)|将(?:再|新增|投入|建成|分|培训))"
)
_WHENEVER_HINT = re.compile("[凡旦逢果若]")
_WHENEVER = re.compile(r"(?:凡是?(?!事)|一旦|每逢|如果|若(?=发生|出现|再|有))[^，。；、]{0,10}$")
# 达到80毫克即属醉驾, 未达90%，须于三日内说明: what follows makes the number a limit.
_MEANS = re.compile(r"[ \t]?(?:即|则|就|便|的)?(?:属于?|构成|视为|认定为?|算作?|可判定)(?![一-鿿]{0,2}[\d])")
_FALLS_SHORT = re.compile(r"(?:不足|低于|未达到?|未满|不满|少于)[ \t]?$")
_THEN_MUST = re.compile(r"的?[，,]?(?:须|应当?|要|一律|予以|给予|将被?|由)[一-鿿]")
_PLAN = re.compile(r"到20[2-9]\d年(?!末|底|\d{1,2}月)[^，。]{0,8}[，,]?[^，。]{0,12}(?:达|提高|下降)")
_THRESHOLD_AFTER = re.compile(
    r"[ \t]{0,3}(?:[（(]含(?:本数)?[)）])?(?:及其?|或)?(?:以上|以下|以内|之内)(?:[（(]含[^（()）]{0,6}[)）])?(?:的|不满"
    r"|至|[^\W\d_])"
)
_THRESHOLD_BEFORE = re.compile(r"(?=[一满每])(?:一次(?:性)?(?:死亡|造成|致)|(?<![圆届不装坐挤客爆])满|每)[ \t]?$")
_THRESHOLD_ENDS = frozenset("亡成致满每 \t")
_CAPACITY = re.compile(
    r"(?=[核限准荷额])(?:限速|限高|限宽|限重|核载|核定载[客人]?|限载|准乘|准载|荷载"
    r"|额定载客)(?:人数)?[为是]?[ \t]?$"
)
_CAPACITY_LAST = frozenset("速高宽重载客人乘数为是 \t\n")
_OVERLOAD = re.compile(r"超(?:员|速|载|限|标)[ \t]?$")
_EXCEEDS = re.compile(r"(?:超过?|不足|低于|高于|不满|未达到?|大于|小于|满)[ \t]?$")
_REACHES = re.compile(r"(?:达到?|超过?|满|高于|大于|低于|不足)[ \t]?$")
_OBSERVED = re.compile(r"(?:出现|形成|达|积雪|积水|水深|厚度|深度|能见度)[^，。；\d]{0,5}(?:不足|超过?)[ \t]?$")
_BRACKET_ENDS = frozenset("）)")
_MEANS_FIRST = frozenset(" 即则就便的属构视认算可")
_LIMIT_FIRST = frozenset("以的之及或（( \t")
_OF_CATEGORY = re.compile(r"(?:以上|以下)?的(?!是|有|为|占|达|分别|同时|基础|比例|目标|速度|幅度|增速)[^\W_]")
_OF_RATE = re.compile(
    r"的(?:[0-9各]*个?)?(?:县|市(?!场)|区(?!间)|乡镇|街道|单位|部门|地区|企业|分局|大队|[派公]|站点|学校|项目|路段)"
)
_INCLUDED = ("（含", "(含")


def not_reported(before: str, after: str, unit_kind: str, value: float) -> str | None:
    """Why a quantity is a target, a rule or a threshold; None where it is reported."""
    if _TARGET.search(before, max(before.rfind("，"), before.rfind(",")) + 1):
        return "target or rule"
    if "到20" in before and _PLAN.search(before):
        return "target or rule"
    if before[-1:] in _THRESHOLD_ENDS and _THRESHOLD_BEFORE.search(before):
        return "threshold"
    if after[:2] in ("以上", "以下") and _OVERLOAD.search(before):
        return "threshold"
    if before[-1:] in _CAPACITY_LAST and _CAPACITY.search(before):
        return "rated capacity"
    if after[:1] in _BRACKET_ENDS and before.endswith(_INCLUDED):
        return "threshold"
    if _WHENEVER_HINT.search(before) and _WHENEVER.search(before):
        return "target or rule"
    if after[:1] in _MEANS_FIRST and _MEANS.match(after) and _REACHES.search(before):
        return "target or rule"
    if after[:1] in "的，," and _THEN_MUST.match(after) and _FALLS_SHORT.search(before):
        return "target or rule"
    if unit_kind in ("rate", "share"):
        return "threshold" if after[:1] == "的" and _OF_RATE.match(after) and _EXCEEDS.search(before) else None
    if after[:1] not in _LIMIT_FIRST:
        return None
    if _OF_CATEGORY.match(after) and _EXCEEDS.search(before) and not _OBSERVED.search(before):
        return "threshold"
    if unit_kind != "time" and _THRESHOLD_AFTER.match(after) and value < 100_000_000:
        return "threshold"
    if unit_kind == "count" and after.startswith("以上") and value <= 10:
        return "threshold"
    return None


_DONE = re.compile(r"[。；;\n查抓破缴共已了获]|累计|出动|发放|同比|环比|投入|完成|目前|截至|挽回|开展")


def still_target(between: str) -> bool:
    """Whether a target goes on over the words since its last number: nothing in them says that something was done."""
    return len(between) <= 30 and not _DONE.search(between)


# A stretch of time is a figure where it is a measured result.
_AVERAGE = re.compile(
    r"平均|人均|日均|(?:候检|等候|排队|等待|通关|拥堵|办理|办结|候车|到场|响应)(?:时间|时长|用时)"
    r"|户均|次均|案均|件均|证均|每[证件案单][^，。]{0,6}用时|(?:时间|时限|周期|用时|时长|工期|时效|期限"
    r"|响应)[^，。；]{0,10}(?:由|从)[^，。；]{0,16}$"
)
_MEASURED = re.compile(
    r"(?:天数|日数|天气|缩短|缩减|压缩|压减|提速|延长|提前)(?:了|约|近|超|至|到|为|达)*[ \t]?$"
    r"|(?:减少|增加|压降|多|少|快|慢|节省|节约)了?[ \t]?$"
)
_RECORDED = re.compile(
    r"(?:累计|飞行|巡航|服务|观看|调取|录像|视频|监控|学习|培训|执勤|值守|宣传|巡查|巡逻|巡护|工作)[^，。；、]{0,8}$"
)
_NARRATED = re.compile(r"经过|历时|连续|为期|路程|奋战|苦战|行程|车程|过去|未来|坚守|通宵|近年|延长至|有效期|刑期|徒刑")
_SHORTENED_TO = re.compile(r"(?:左右|以内)?(?:压缩|缩短|压减|缩减|减少|降|提速|提升|优化)(?:至|到|为)")
_LIMIT_AFTER = re.compile(r"[ \t]?(?:以?内|前|后|来|以来|以上|以下)(?!为|了)")


def duration_is_figure(clause: str, after: str, value: float, unit: str) -> bool:
    """Whether a stretch of time is itself what the text reports. ``clause``: the words before, numerals included."""
    clause = clause[max(clause.rfind("，"), clause.rfind(",")) + 1 :]
    if _AVERAGE.search(clause):
        return not _NARRATED.search(clause[-12:])
    if _NARRATED.search(clause):
        return False
    if _MEASURED.search(clause) and not (_LIMIT_AFTER.match(after) and not after.startswith("以内")):
        return True
    if _SHORTENED_TO.match(after):
        return True
    return unit == "小时" and value >= 50 and bool(_RECORDED.search(clause)) and not _LIMIT_AFTER.match(after)


_FURNITURE_HINT = re.compile("[:：览读击印]")
_FURNITURE = re.compile(
    r"(?=[浏阅点访查人来转评字相共印收跟])(?:"
    r"(?:浏览|阅读|点击|访问|查看|人气|来访|转发|评论|收藏|跟帖|相关(?:新闻|阅读|链接|报道))(?:次数|量|数|人数|率)?"
    r"[ \t]*[:：][ \t]*[\[【(（]?[ \t]*$"
    r"|字[号数][:：][^。]{0,6}$|(?:浏览|阅读|点击)(?:量|次数)?[ \t(（\[]*$|(?:共印|印发|印数)[:：]?[ \t]*$)"
)


def is_furniture(before: str) -> bool:
    """Counters of the page itself: how often it was read."""
    return bool(_FURNITURE_HINT.search(before) and _FURNITURE.search(before))


_HOTLINE = re.compile(r"110|119|120|122|999|911|114|95\d{3}|12[0-9]{3}|96\d{3,4}|400\d{7}|118\d{2}")
_HOTLINE_NAME = re.compile(r"[”」\"]?[ \t]?(?!接警|接处警|指挥)[^\W\d_、的和及与向在等并]{0,8}?(?:热线|平台|专线)")


def hotline(words: str, text: str, end: int) -> tuple[str, int] | None:
    """Role and end of a public telephone number: 96110 is an identifier, 12345热线 a name."""
    if not _HOTLINE.fullmatch(words):
        return None
    name = _HOTLINE_NAME.match(text, end)
    return ("name", name.end()) if name else ("identifier", end)
