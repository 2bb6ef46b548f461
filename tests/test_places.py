"""A user's folders are where `platformdirs` says they are, whoever is asked."""

import platformdirs
import pytest

from nkdocs.places import user_folder


@pytest.mark.parametrize("cache", ["/somewhere/else", "", "  ", None])
@pytest.mark.parametrize("config", ["/settings", None])
def test_the_answer_is_that_of_platformdirs(monkeypatch, cache, config):
    """With and without the variables, ours is the library's answer; on another platform the library itself is asked."""
    for name, value in (("XDG_CACHE_HOME", cache), ("XDG_CONFIG_HOME", config)):
        monkeypatch.delenv(name, raising=False)
        if value is not None:
            monkeypatch.setenv(name, value)
    for platform in ("linux", "another"):
        assert user_folder("cache", platform) == platformdirs.user_cache_path("nkdocs")
        assert user_folder("config", platform) == platformdirs.user_config_path("nkdocs")
