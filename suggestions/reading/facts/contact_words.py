"""How people say that they got in touch: what they sent, what they did, who did it and how often."""

from __future__ import annotations

import re

from suggestions.reading.numbers import ORDINALS

NTH = rf"{'|'.join(ORDINALS[1:])}|2nd|3rd|[4-9]th|1\dth|20th"
CARDINAL = r"\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a dozen"
TIMES = rf"(?:(?P<once>once|twice|thrice)|(?:on\s)?(?P<n>{CARDINAL})(?:\s?x(?!\w)|\s(?:separate\s|different\s)?(?:times|occasions))|x\s?(?P<x>\d{{1,2}}))"
CONTACT = (
    r"(?:e-?mails?|mails?|messages?|msgs?|tickets?|calls?|phone calls?|contacts?|letters?|complaints?|enquir(?:y|ies)|inquir(?:y|ies)|reminders?|chats?|texts?|voicemails?|"
    r"requests?|attempts?(?: (?:to|at) (?:reach|reaching|contact|contacting|call|calling|get|getting))?|notes?|forms?|dms?|faxes|fax)"
)
# getting in touch, in every form of the verb
WRITING = (
    r"(?:writing|(?:write|writes|written|wrote)(?!\s(?:the|it|an?|down|out|off|his|her)\b)|contact(?:s|ed|ing)?|call(?:s|ed|ing)?|phon(?:e|es|ed|ing)|telephon(?:e|es|ed|ing)|rang|rung|ring(?:s|ing)?|ask(?:s|ed|ing)?|e-?mail(?:s|ed|ing)?|messag(?:e|es|ed|ing)|"
    r"report(?:s|ed|ing)?|chas(?:e|es|ed|ing)|complain(?:s|ed|ing)?|request(?:s|ed|ing)?|tell(?:s|ing)?|told|explain(?:s|ed|ing)?|remind(?:s|ed|ing)?|text(?:s|ed|ing)?|chat(?:ted|ting)?|dm(?:'?d|ed|ing)?|tweet(?:ed|ing)?|whatsapp(?:ed)?|nudg(?:ed|ing)|fax(?:ed|ing)?|"
    r"enquir(?:ed|ing)|inquir(?:ed|ing)|quer(?:ied|ying)|flag(?:ged|ging)|highlight(?:ed|ing)|check(?:ed|ing)?\sin(?!\s(?:at|to|online)\b)|(?:fill(?:ed|ing)?\s(?:in|out)|submit(?:ted|ting)?)\s(?:your|the|a|this|my)\s(?:[a-z]+\s)?(?:forms?|requests?|tickets?|complaints?|enquiry)|"
    r"logg(?:ed|ing)(?=\s(?:this|it|an?|the|my)\b)|rais(?:e|es|ed|ing)|escalat(?:e|es|ed|ing)|follow(?:s|ed|ing)?\sup|reach(?:es|ed|ing)?(?:\sout)?|get(?:ting)?\sin\s(?:touch|contact)|got\sin\s(?:touch|contact)|been\s(?:in\s(?:touch|contact)|on\sto\s(?:you|your))|"
    rf"(?:sent|send|sending)(?=\s(?:you|this|it|in|(?:[a-z]+\s){{1,2}}{CONTACT})\b)|(?:spoke|spoken|speaking|speak)(?=\s(?:to|with)\b)|repeat(?:ed|ing)?|say(?:ing)?|(?:try(?:ing)?|tried)\s(?:to\s(?:reach|contact|call|get|phone|ring|write|e-?mail)|calling|phoning|ringing|writing|e-?mailing|contacting|reaching))"
)
# what stands at the beginning of a sentence without its "I": Asked you twice
WROTE = r"(?:wrote|written|contacted|called|phoned|telephoned|rang|rung|asked|e-?mailed|messaged|reported|chased|complained|requested|explained|reminded|texted|chatted|raised|escalated|followed\sup|reached\sout|checked\sin|had\sto\s(?:ring|call|phone|write|e-?mail|contact|chase|ask|message|text)|been\sin\stouch|spoken|spoke)"
WHO = r"(?:i|we|my\s(?:wife|husband|partner|son|daughter|mother|father|mum|mom|dad|colleague|assistant))"
HAVE = r"(?:'ve|'d|\shave|\shas|\shad|ve)?(?:\s(?:already|now|also|even|only|just|since|had\sto|previously))*"
# not how often they got in touch: what they were charged, what broke, whom else they called
OTHER = re.compile(
    r"\b(?:charged|billed|debited|you\s(?:called|wrote|rang|emailed|asked)|your\s\w+\s(?:called|wrote|rang)|ordered|deliver\w*|restarted|reset|happened|broke|each month|a (?:day|week|month|year)|"
    r"(?:called|rang|phoned)\sin\ssick|(?:called|rang|phoned|wrote(?:\sto)?|e-?mailed|texted|told|asked|contacted|messaged)\s(?:me|us))\b|"
    r"\b(?:called|rang|rung|phoned|telephoned|contacted|e-?mailed|messaged|texted|asked|told|chased|(?:wrote|written|spoke|spoken|talked)\s(?:to|with))\s"
    r"(?:my\s(?!complaint|e-?mail|request|case|ticket|issue|problem|claim)|(?:the|a|your)\s(?:couriers?|carriers?|drivers?|bank|police|post\soffice|landlord|neighbou?rs?|manufacturer|doctor|airline))"
)
