"""The vocabulary of time: the pieces that expressions are made of, and the words that decide what they mean.

Raw text is read as it is: spaces and line breaks inside an expression, full-width digits and Traditional script.
"""

from __future__ import annotations

import re

NUM = "(?:[0-9０-９]{1,2}|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?|[一二三四五六七八九])"
YEAR4 = "(?:[12１２][0-9０-９]{3}|[一二][〇○零OＯ九一二三四五六七八]{3})"
DASH = r"\s*(?:[至到]|[-－‐–—―─~～〜]{1,2})\s*"
_MONTH = "[月⽉]"
_DIGITS = "0-9０-９"
_NUMERALS = "0-9０-９一二三四五六七八九十廿卅〇○零元"

# What follows the first character of a piece that is a word.
_SECOND = (
    "年一二三四五六七八九十廿卅两兩数數几幾0-9０-９期半个個季月日⽇天晚夜晨周週末底初来來余多今目去间間至止到前在下稿近旦节節明午"
    "秋庆慶运"
)

# Most characters of a text begin no expression: the sets before the alternatives turn them away at once, as do the
# looks ahead, for numerals at the calendar word behind them. Pieces of words end in an empty group that names them.
PIECE = re.compile(
    rf"""
    (?=[{_NUMERALS}今去前本当當上下同明翌次第首头頭昨全年连連近过過清端中国國两兩数數几幾半以至迄期其截目现現眼发日最春暑这這])(?:
    (?=[{_NUMERALS}](?<![{_DIGITS}][{_DIGITS}])[{_NUMERALS}\s至到、,，和及度月⽉年个個余多份\-－‐–—―─~～〜]{{0,16}}[年月⽉日⽇号號季天周週度])(?:
        (?P<samenum>{YEAR4}\s*年\s*(?:春运|暑运|全)?同期)
      | (?P<year>(?:(?P<y1>{YEAR4})\s*年?{DASH})?(?P<y2>{YEAR4})\s*年(?:\s*度)?(?P<yedge>\s*[底末初](?!端))?)
      | (?P<numquarter>(?:(?P<q1>[一二三1-3１-３]){DASH}第?)?(?P<q2>[一二三四1-4１-４])\s*[个個]?\s*季\s*度)
      | (?P<month>(?:(?P<m1>{NUM}|元)\s*(?:{_MONTH}份?)?
                     (?:{DASH}|[、,，和及](?=[0-9０-９一二三四五六七八九十]{{1,2}}\s*{_MONTH})))?
          (?P<m2>{NUM}|元)\s*{_MONTH}(?![球饼餅亮薪均])
          (?:\s*份)?(?:\s*(?P<part>上旬|上中旬|中旬|中下旬|下旬|底|末|初(?![步次中期级級审審]))(?!端))?)
      | (?P<day>(?:(?P<d1>{NUM})\s*(?:日\s*)?(?:{DASH}|、))?(?P<d2>{NUM})\s*[日⽇]
          (?![均常]|[内內](?!蒙)|夜[奋奮兼不坚堅守以]))
      | (?P<hao>(?P<h2>{NUM})\s*[号號])
      | (?P<numsince>[0-9０-９一二三四五六七八九十]+[余多]?\s*[个個]?\s*(?:天|[周週]|月|年)[多余]?[来來])
    )
  | (?=[^{_DIGITS}]\s*[{_SECOND}])(?:
    [去上前]\s*年(?:度)?\s*(?:春运|暑运|同|全)?同期(?P<same>)
  | 上一年同期(?P<same2>)
  | 同期(?P<same3>)
  | [今去前本当當上同明翌次](?<![以目][今去前本当當上同明翌次])\s*年(?![龄齡纪紀轻輕级級审審检檢关關货貨味夜])
      \s*度?(?P<redge>\s*[底末初](?!端))?(?P<rel>)
  | [上下]\s*半\s*年(?P<half>)
  | 前(?P<qf>[一二三四两兩1-4１-４])\s*[个個]?\s*季\s*度(?P<frontquarter>)
  | 第\s*(?:(?P<oq1>[一二三1-3１-３]){DASH}第?)?(?P<oq2>[一二三四1-4１-４])\s*[个個]?\s*季\s*度(?P<ordquarter>)
  | 第(?P<hq>[一二三四])季(?![度节節])(?P<hkquarter>)
  | 首(?P<hf>[二两兩三])季度?(?P<hkfront>)
  | 首\s*[个個]?季度?(?P<firstquarter>)
  | [前头頭首](?<![之以目].)(?P<an>{NUM}|[两兩])\s*[个個]?\s*{_MONTH}(?!以)(?P<ahead>)
  | 首[个個]?月(?P<firstmonth>)
  | [当當][日天晚夜](?!报)(?P<word>)
  | [同次翌昨今前][日天晚夜晨](?![均])(?<!同[晚夜晨])(?<![次翌前][晚夜晨])(?!后|来)(?P<word2>)
  | 第二天(?P<word3>)
  | [本这這当當上下][个個]?月(?!球|亮|饼)(?:份|底|末)?(?P<relmonth>)
  | [本上这這][个個]?[周週]末?(?!边|邊|围|圍|年|期|密|到|全|知|转|轉|折)(?P<week>)
  | (?<![完成占过過超每近多])全\s*年
      (?!龄|齡|目标|目標|任务|任務|计划|計劃|预算|預算|指标|预期|总量|水平|无休)(?P<yearpart>)
  | (?<![每近多])年\s*[末底初](?!端)(?P<yearpart2>)
  | 以[来來](?![信访訪电電人往宾賓自])(?P<since>)
  | (?:[连連][日⽇]|近年|近[日期]|[两兩数數几幾半][余多]?\s*[个個]?\s*(?:天|[周週]|月|年)[多余]?)[来來](?P<somesince>)
  | (?:[至迄]今(?![年日天晚晨月])|至目前)(?P<sofar>)
  | (?:近|过去|過去)(?:[一二两兩三四五六七八九十数數几幾]+|[0-9０-９]+)[余多]?[个個]?(?:年|月|周|週|天)[来來间間]?
      (?=[，,])(?P<lately>)
  | [期其][间間](?P<during>)
  | 截\s*[至止到]+\s*(?:目前|当前|當前|现在|現在|发稿[时前]?)(?P<now>)
  | (?:目前|当前|當前|现在|現在|眼下|发稿[时前]?|近日|日前(?!往)|近期|最近)(?P<now2>)
  | (?<![^，,。；;：:\s“"「（(])(?:元旦|春节|春節|清明|五一|端午|中秋|国庆|國慶)[”"」]?
      (?:、?[“"「]?(?:中秋|国庆|國慶)[”"」]?)?节?(?:小?[长長]?假[期日]|小[长長]假|[长長]假|黄金周)(?P<holiday>)
  | [春暑]运(?P<season>)
  | 十[二三四五]五(?P<plan>)
    ))
    """,
    re.VERBOSE,
)
_CALLED = {
    "quarter": ("numquarter", "frontquarter", "ordquarter", "firstquarter", "hkquarter", "hkfront"),
    "same": ("samenum", "same2", "same3"),
    "since": ("numsince", "somesince", "sofar"),
    "word": ("word2", "word3"),
    "ahead": ("firstmonth",),
    "yearpart": ("yearpart2",),
    "now": ("now2",),
    "season": ("plan",),
}
KIND = {group: kind for kind, groups in _CALLED.items() for group in groups}
"""The kind of piece that a group of PIECE stands for, where it is not the group's own name."""

TIME_OF_DAY = re.compile(
    rf"\s*(?:凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|晚间|晚間|夜间|夜間|深夜|夜里|晚|夜)?"
    rf"(?:\s*(?:{NUM}|[零〇])\s*(?:[时時点點]|[:：])(?:\s*{NUM}\s*分?)?(?:[许許]|半)?)?"
)
CLAUSE_BREAK = re.compile(r"[,，。;；!！?？\n]")

# What links two places of the calendar to one span.
LINK = re.compile(r"\s*(?:起|以[来來]|开始|開始)?[,，]?\s*(?:直|延续)?(?:[至到]|[-－‐–—―─~～〜]{1,2})\s*")
NEXT_DAY = re.compile(r"\s*(?:至|到|[-－—～~]{1,2})\s*(?:次日|翌日|第二天)")
FROM_BEFORE = re.compile(r"[自从從]")

# What stands before a place of the calendar.
UNTIL = re.compile(r"截\s*[至止到][^，,。；;\d０-９]{0,8}$|(?:^|[，,。；;：:\n])\s*(?:至|迄)\s*$")
FROM = re.compile(r"(?:[自从從]|始于)\s*$")
EARLIER_OF = re.compile(r"[由从從自]\s*$")
GROWN_TO = re.compile(r"[至到]\s*$")
AGAINST = re.compile(r"(?:较|較|比|对比|對比|相比|相比于|相較|相较|对照|對照)\s*$")
MEASURED = re.compile(r"(?:是|为|為|占|佔|恢复至|恢复到|恢復至|相当于|达到|达|超过|超)\s*$")
TOTAL = re.compile(r"(?:超|超过|超過|相当于|相當於|[高低多少好优優][于於]|达到|接近|占|佔|完成)\s*$")
PLAN = re.compile(
    r"(?:(?:将|將|拟|擬|预计|預計|计划|計劃|力争|力爭|确保|確保|争取|爭取|限期|有效期至|(?:期限|时限|時限)[至到为为：:]?|继|早在|追溯到|追溯至)\s*[于於在]?"
    r"|(?:需|应|须|建|定)\s*[于於在]|(?:^|[，,。；;\s])到)\s*$"
)
WHOLE_SEASON = re.compile(r"[”\"]?\s*(?:期间|期間|时期|時期)")
LUNAR = re.compile(r"(?:农历|農曆|阴历|旧历)\s*$")
COUNTED = re.compile(
    r"(?:近|连续|連續|为期|為期|连|續|续|满|滿|第|长达|用时|历时|歷時|每|后|提前|再过|不到|超过|约|余|多|数)\s*$"
)
FURNITURE_BEFORE = re.compile(r"(?:^|\n|\s{2}|时间[:：]?\s*|日期[:：]?\s*|来源[:：]\S*\s+)$")

# What stands after one.
AGAINST_AFTER = re.compile(r"\s*(?:同期)?\s*(?:水平)?\s*(?:相比|比较|比較|相较|相較|(?:基本)?持平|比(?=[，,]))")
AND = re.compile(r"\s*(?:[（(]|及|和|与|與|、|以及|或)\s*(?:较|較|比|同|与|與)?\s*")
START = re.compile(
    r"\s*(?:份|日|初)?\s*(?:起(?![诉訴飞飛获獲底火草动動伏到点]|至今)|开始(?=[,，])|以后|以後|之后|之後|后(?=[,，]))"
)
SO_FAR = re.compile(r"\s*(?:起|以来|以來|开始)?\s*(?:[至迄]今(?![年日天晚晨月])|至目前|到目前|到现在)")
BEFORE = re.compile(r"\s*(?:份)?(?:之前|以前|前夕|前(?![往来來后後期三进進身方行述列]))")
HOLIDAY = re.compile(
    r"\s*(?:全国)?[“\"]?(?:春节|国庆|中秋|元旦|五一|端午|清明|暑假|寒假|暑期|两会|高考|中考|防火期|汛期|“双节”|[春暑]运)"
    r"(?!前|后[,，])"
)
ISSUE = re.compile(r"\s*第\s*[0-9０-９一二三四五六七八九十]+\s*(?:期|号|號|次会议)")
IN_FORCE = re.compile(r"\s*起?(?:正式)?(?:施行|实施|執行|执行|生效)")
DATELINE = re.compile(r"\s*(?:讯|訊|电|電|消息|报道|報道|報導)(?![信动動诈詐话話力子网網])")
BORN = re.compile(
    r"\s*(?:[^\s，,。;；、:：]{0,6}?"
    r"(?:成立|组建|組建|建成|创建|創建|设立|設立|建立|建所|建站|投入使用|启用|投用|修订|颁布|施行|生效)(?=[，,。、；;）)的于至])"
    r"|[^\s，,。;；、:：]{0,4}?(?:出生|入警|从警|入伍|参军|退休|毕业|参加工作|刑满)|曾|因(?:涉|犯|盗|抢|诈|贩|故意|吸|偷|伤))"
)
REPORT = re.compile(
    r"[^。!！?？;；\n]{0,36}?(?:发布会|發布會|發佈會|通气会|通報會|通报会|见面会|新闻通报|获悉|獲悉|了解到|公布|公佈|对外通报"
    r"|发布(?![预預警提通公信典])|發佈|发表|(?<!接)(?<!接到)(?<!110)(?:通报(?![表批])|通報)|局长会|处长会|代表大会|会议(?:上|召开|通过)"
    r"|(?:召开|召開|举行|舉行)的[^。;；\n]{0,24}?会|(?:介绍|介紹|表示|指出|透露|宣布|宣佈)(?:说|說)?[，,：:])"
)
MEETING = re.compile(
    r"[^。;；\n]{0,36}?(?:召开|召開|举行|舉行|举办)[^。;；\n]{0,24}?"
    r"(?:会议|會議|工作会|部署会|推进会|调度会|例会|座谈会|研判会|总结会|表彰会|现场会|视频会|恳谈会|培训会)"
)
FURNITURE_AFTER = re.compile(r"[ \t　]*(?:\n|\r|$|[ \t　]{2}|[0-2]?\d[:：]\d\d|上一版|下一版|第\d|星期|\[|【|来源)")
RECORD = re.compile(
    r"[^，,。；;]{0,14}?"
    r"(?:最[高大多低强強早晚严嚴长長好小少快]|首次|首例|首个|新高|新低|纪录|紀錄|记录|之最|历史同期)"
)

# What an 以来 counts from.
OPERATION = re.compile(r"行动|行動|斗争|战役|专项|攻坚|整治")
IN_SEASON = re.compile(r"(?:入|开|進|进入)?[春夏秋冬汛]|暑|春节|国庆|开学|新学期|疫情|旅游旺季|防火期")
EVER = re.compile(r"(?:长期|一直|长久|历史|有史|建国|一贯|历来)$")
SOME_DAYS = re.compile(r"(?:连|連|近日|近期|[两兩三四五六七八九十数几\d]+[余多]?天)")
BEFORE_CLAUSE = re.compile(r"[）)】]|讯\s|訊\s|电\s|電\s|^\s+")

# Where a year may stand: a pattern that opens with a set of characters is many times faster than one that looks back.
FOUR_DIGITS = re.compile("[12１２一二](?=[0-9０-９〇○零OＯ一二三四五六七八九]{3})")
FULL_DATE = re.compile(
    rf"(?<!到)(?P<y>{YEAR4})\s*(?:年\s*{NUM}\s*月\s*{NUM}\s*日|[-/.]\d\d?[-/.]\d\d?(?!\d))",
)
YEAR_MONTH = re.compile(rf"(?<!到)(?P<y>{YEAR4})\s*年\s*{NUM}(?:{DASH}{NUM})?\s*月")
YEAR_ONLY = re.compile(rf"(?<![到第号號])(?P<y>{YEAR4})\s*年(?!远景|遠景|前)")

_CN = {"〇": 0, "○": 0, "零": 0, "O": 0, "Ｏ": 0, "元": 1, "首": 1, "两": 2, "兩": 2}
_CN.update({c: i for i, c in enumerate("一二三四五六七八九", 1)})


def number(text: str) -> int:
    """The value of a numeral below 100 in Arabic, full-width or Chinese digits."""
    if text.isdecimal():
        return int(text)
    if text[0] in "廿卅":
        return (20 if text[0] == "廿" else 30) + (_CN[text[1]] if len(text) > 1 else 0)
    if "十" in text:
        tens, ones = text.split("十")
        return (_CN[tens] if tens else 1) * 10 + (_CN[ones] if ones else 0)
    return _CN[text]


def year_number(text: str) -> int:
    """The value of a year of four digits, Arabic or Chinese."""
    return int(text) if text.isdecimal() else int("".join(str(_CN[c]) for c in text))
