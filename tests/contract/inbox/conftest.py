"""A queue, its entrance, and a stock worker whose desk says what the test tells it to."""

import pytest
from rq import Queue, SimpleWorker
from rq.serializers import JSONSerializer

from webhooks.inbox import Inbox
from webhooks.jobs import Outcome, Pieces, install


class Desk:
    """Stands where the suggester will: says or raises what the test tells it to, in order."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []
        self.refusals = []

    def suggest_and_deliver(self, ticket_id, event_id):
        self.asked.append((ticket_id, event_id))
        answer = self.answers.pop(0) if self.answers else Outcome("delivered")
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def inbox(redis_client):
    return Inbox(redis_client)


@pytest.fixture
def queue(redis_client):
    return Queue("wellheard", connection=redis_client, serializer=JSONSerializer)


@pytest.fixture
def work(queue):
    def work(*answers):
        desk = Desk(*answers)
        install(Pieces(desk.suggest_and_deliver, desk.refusals.append))
        SimpleWorker([queue], connection=queue.connection, serializer=JSONSerializer).work(burst=True)
        return desk

    return work
