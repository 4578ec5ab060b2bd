"""What every test of the sandbox starts from; a test that needs it otherwise has its own of the same name."""

import pytest
from sandbox_session import receiving, sign_in

from sandbox.zendesk.app import serve


@pytest.fixture
def sandbox():
    with serve() as running:
        yield running


@pytest.fixture
def account(sandbox):
    return sandbox.account


@pytest.fixture
def api(sandbox):
    return sign_in(sandbox)


@pytest.fixture
def receiver():
    with receiving() as running:
        yield running


@pytest.fixture
def maya(account):
    return account.add_user("Maya Lindqvist", "maya@example.org")
