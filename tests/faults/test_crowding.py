"""Many at once: one writes, the others say who does, and readers see one whole state or the other."""

import pytest
from campaigns import crowding, killing


@pytest.mark.campaign
def test_nobody_gets_in_the_way_of_anybody(ground, survive):
    """Runs at once, held locks, and searches during indexing."""
    survive(crowding.run(ground, share=0.01))


@pytest.mark.campaign
def test_kill_at_random_instants(ground, survive):
    """Whole processes, killed whenever: one state or the other, nobody left behind, and the next run completes."""
    survive(killing.run(ground, share=0.01))
