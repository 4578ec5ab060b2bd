"""Workers that end at the worst moment: between a write and its answer."""

import pytest
from processes import kill, wait_for_end

pytestmark = pytest.mark.model


def test_a_worker_killed_before_the_answer_leaves_one_note(system):
    with system.note_unanswered() as ticket:
        for worker in system.workers():
            kill(worker)
    assert system.outcomes(ticket) == [("withheld", "already_suggested")]
    assert len(system.notes(ticket)) == 1


def test_workers_and_supervisor_killed_before_the_answer_leave_one_note(system):
    with system.note_unanswered() as ticket:
        workers = system.workers()
        kill(system.process("worker").pid)
        system.process("worker").wait()
        for worker in workers:
            kill(worker)
            wait_for_end(worker)
    system.start("worker")
    assert system.outcomes(ticket) == [("withheld", "already_suggested")]
    assert len(system.notes(ticket)) == 1
