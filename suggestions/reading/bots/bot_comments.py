"""A ticket as its people wrote it: a bot under a staff member's name has answered nobody, and a chat with the bot that
somebody else posted holds the customer's words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from suggestions.model import Role
from suggestions.reading.bots.bots import is_bot_comment, names_role
from suggestions.reading.mail.bot_chats import Speaker, read_bot_chat
from suggestions.reading.mail.characters import read_characters
from suggestions.reading.mail.forms import open_form
from suggestions.reading.mail.transcripts import VISITOR

if TYPE_CHECKING:
    from suggestions.model import Comment, Person, Ticket
    from suggestions.reading.mail.bot_chats import BotChat

NAMELESS: Final = "Bot"


def tell_bots_apart(ticket: Ticket) -> Ticket:
    """The ticket as its people wrote it. A bot under a staff member's name has answered nobody: its public comments
    count as somebody else's. A chat with the bot that a bot or an agent posted, in public or as a note, holds the
    requester's words and counts as their comment, unless a person has answered, in it or before it.
    """
    comments: list[Comment] = []
    answered = False
    for comment in ticket.comments:
        chat = None if answered or comment.author.id == ticket.requester.id else read_chat(comment.body)
        if chat and _is_theirs(chat, ticket.requester):
            comments.append(replace(comment, author=ticket.requester, public=True, automatic=False))
        elif comment.public and comment.author.role.is_staff and is_bot_comment(comment, ticket.requester.id):
            author = replace(comment.author, role=Role.END_USER, name=comment.author.name or NAMELESS)
            comments.append(replace(comment, author=author))
        else:
            comments.append(comment)
            answered = answered or (comment.public and comment.author.role.is_staff)
    return replace(ticket, comments=tuple(comments))


def read_chat(body: str) -> BotChat | None:
    """The chat with a bot in a comment's body as stored; None for any other body."""
    return read_bot_chat(open_form(read_characters(body).split("\n")))


def _is_theirs(chat: BotChat, requester: Person) -> bool:
    """Whether the chat is between the bot and this customer alone."""
    if not chat.customer or any(turn.speaker is Speaker.COLLEAGUE for turn in chat.turns):
        return False
    names = set(requester.name.casefold().split())
    unnamed = any(VISITOR.match(name) or names_role("customers", name) for name in (chat.customer, requester.name))
    return not names or unnamed or bool(names & set(chat.customer.casefold().split()))
