"""SIGTERM: what a deployment sends."""

import signal

import pytest

pytestmark = pytest.mark.model


def test_a_worker_told_to_stop_finishes_the_job_in_hand_and_ends_well(spare):
    system, _ = spare
    worker = system.recover().process("worker")
    with system.note_unanswered() as ticket:
        worker.send_signal(signal.SIGTERM)
    assert worker.wait(60) == 0
    assert [state for state, _ in system.outcomes(ticket)] == ["delivered"]


@pytest.mark.parametrize("name", ["web", "scheduler"])
def test_a_process_told_to_stop_ends_well(spare, name):
    system, _ = spare
    process = system.process(name)
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) in {0, -signal.SIGTERM}
