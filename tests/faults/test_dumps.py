"""Dumps that fail to be read, or change under a run, cost nothing that was indexed."""

import pytest
from campaigns import dumps


@pytest.mark.campaign
def test_no_dump_in_trouble_loses_anything(ground, survive):
    """Dumps that cannot be read keep their articles; those that change meanwhile are taken in when it is quiet."""
    survive(dumps.run(ground, share=0.1))
