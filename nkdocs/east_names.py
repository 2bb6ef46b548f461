"""Which short texts in Chinese, Japanese or Korean characters can be somebody's name: told by their length and their family's.

Most labels of pages in Chinese are as long as a name. What begins with no family's character is one of them.
"""

from __future__ import annotations

import re

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,3}")
_NAME = re.compile(r"[가-힣]{2,4}|[\u4e00-\u9fff]{2,3}|[\u4e00-\u9fff]{1,3}[ \u3000][\u3040-\u30ff\u4e00-\u9fff]{1,4}")
#: The family names of most Chinese, in both scripts.
_FAMILIES = frozenset(
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡"
    "贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬"
    "贺賀赖賴龚龔文庞龐樊兰蘭殷施陶洪翟安颜顏倪严嚴牛温溫芦季俞章鲁魯葛伍韦韋申尤毕畢聂聶焦向柳邢路岳齐齊梅莫庄莊辛管祝左涂谷祁时耿牟"
    "卜詹关關苗凌费費纪紀靳盛童欧歐甄项項曲成游阳陽裴席卫衛查屈鲍鮑覃霍翁隋植甘景薄单單包司柏宁寧柯阮桂闵解强強丛叢车車冉米"
)
_LONG_FAMILIES = frozenset(
    {"欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "司徒", "东方", "令狐", "皇甫", "尉迟", "公孙", "慕容"}
)


def has_cjk(text: str) -> bool:
    """Whether a text is written, in part at least, in Chinese, Japanese or Korean."""
    return _CJK.search(text) is not None


def is_cjk_name(text: str) -> bool:
    """Whether a text is as long as a Korean or Chinese name; of two or three Chinese characters, the first is a family's."""
    if _CHINESE.fullmatch(text) and text[0] not in _FAMILIES and text[:2] not in _LONG_FAMILIES:
        return False
    return _NAME.fullmatch(text) is not None
