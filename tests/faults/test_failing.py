"""A disk that fails at any call leaves the old index or the new one, and a sentence."""

import pytest
from campaigns import failing


@pytest.mark.skipif(not failing.can_run(), reason="needs Linux and a C compiler")
def test_no_failing_call_loses_anything(tmp_path, survive):
    """Killed, full, erring or forbidden at a share of all calls, a run leaves one whole index, and the next one completes."""
    survive(row for row in failing.run(tmp_path, share=0.03) if "not run" not in row.notes)
