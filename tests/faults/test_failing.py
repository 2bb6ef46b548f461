"""A disk that fails at any call leaves the old index or the new one, and a sentence."""

import pytest
from campaigns import failing


@pytest.mark.campaign
def test_no_failing_call_loses_anything(ground, survive):
    """Killed, full, erring or forbidden at a share of all calls, a run leaves one whole index, and the next one completes."""
    survive(failing.run(ground, share=0.015))
