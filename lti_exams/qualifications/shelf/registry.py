"""Plugins put themselves here, from the `lti_exams_plugin` module of any installed app."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

from django.conf import settings
from django.utils.module_loading import autodiscover_modules

from lti_exams.kernel.errors import LtiExamsError
from lti_exams.qualifications.shelf.plugin import Plugin

MODULE = "lti_exams_plugin"


class PluginUnknown(LtiExamsError):
    """No plugin of this id is installed, or it is not offered here."""

    code = "plugin-unknown"


class PluginIdTaken(LtiExamsError):
    """Two plugins have the same id."""

    code = "plugin-id-taken"


class Registry:
    """The plugins that are installed, by id.

    They are looked for when somebody first asks: a plugin names addresses, and those are not
    known while the apps are being loaded.
    """

    def __init__(self, *, discovers: bool = True) -> None:
        self._plugins: dict[str, Plugin] = {}
        self._discovered = not discovers
        self._lock = RLock()

    def add(self, **about: Any) -> Plugin:
        """Put a plugin on the shelf; its arguments are the fields of `Plugin`."""
        plugin = Plugin(**about)
        if plugin.id in self._plugins:
            raise PluginIdTaken(name=plugin.id)
        self._plugins[plugin.id] = plugin
        return plugin

    def __getitem__(self, id: str) -> Plugin:
        self._discover()
        try:
            return self._plugins[id]
        except KeyError:
            raise PluginUnknown(name=id[:100]) from None

    def __contains__(self, id: object) -> bool:
        self._discover()
        return id in self._plugins

    def __iter__(self) -> Iterator[Plugin]:
        self._discover()
        return iter(list(self._plugins.values()))

    def __len__(self) -> int:
        self._discover()
        return len(self._plugins)

    def get_configured_list(self) -> list[Plugin]:
        """Return what is offered, in the order of the settings."""
        return [self[name] for name in settings.QUALIFIESFOREXAM_PLUGINS if name in self]

    def offered(self, id: str) -> Plugin:
        """Return a plugin that may be chosen today."""
        if id not in settings.QUALIFIESFOREXAM_PLUGINS:
            raise PluginUnknown(name=id[:100])
        return self[id]

    def find(self, id: str) -> Plugin | None:
        """Return a plugin that a status names, if it is still installed."""
        return self._plugins.get(id) if id in self else None

    @contextmanager
    def also(self, **about: Any) -> Iterator[Plugin]:
        """Have one more plugin during the block, as tests do."""
        self._discover()
        plugin = self.add(**about)
        try:
            yield plugin
        finally:
            del self._plugins[plugin.id]

    def _discover(self) -> None:
        with self._lock:
            if not self._discovered:
                # First: a plugin module that asks the shelf must not begin anew.
                self._discovered = True
                try:
                    autodiscover_modules(MODULE)
                except BaseException:
                    # Or the shelf would look empty ever after, and nobody would know why.
                    self._discovered = False
                    raise


qualifiesforexam_plugins = Registry()
