"""The pages over an account in memory, asked without a server."""

import pytest

from sandbox.pages import make_pages
from sandbox.stories import load_story, shift
from sandbox.zendesk import stamps, stories
from sandbox.zendesk.account import Account
from sandbox.zendesk.app import create_app


@pytest.fixture
def account():
    return Account()


@pytest.fixture
def browser(account):
    return create_app(account, blueprints=[make_pages(account)]).test_client()


@pytest.fixture
def maya(account):
    """Maya's story, played: tickets 1001, 1002 and 1003."""
    story = shift(load_story("double-charge-third-contact"), stamps.now())
    loaded = stories.load(account, stories.Story.model_validate(story), play=True)
    return account.users.get(loaded["requester_id"])
