"""One delivery, and its job as RQ keeps it."""

from rq.job import Job
from rq.serializers import JSONSerializer

from webhooks.events import TRIGGER, TicketEvent

EVENT = TicketEvent(TRIGGER, 42, 7, 7, None)
DELIVERY = "01J9INVOCATION000000000001"


def fetch(queue, job_id):
    return Job.fetch(job_id, connection=queue.connection, serializer=JSONSerializer)
