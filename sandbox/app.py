"""The app as installed in the workspace: its name, commands, shortcuts, scopes and secrets."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from sandbox.shapes import Json


@dataclass(frozen=True, slots=True)
class Shortcut:
    """An entry in the menu of a message, or of the workspace when ``kind`` is global."""

    callback_id: str
    name: str
    kind: str = "message"


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """What was installed. ``scopes`` None grants every scope; ``events`` None sends every event."""

    name: str = "neutral"
    commands: tuple[str, ...] = ("/neutral",)
    shortcuts: tuple[Shortcut, ...] = ()
    scopes: frozenset[str] | None = None
    events: frozenset[str] | None = None
    bot_token: str = "xoxb-sandbox"  # noqa: S105  # opens nothing but the sandbox
    app_token: str = "xapp-sandbox"  # noqa: S105  # as above
    signing_secret: str = "sandbox-signing-secret"  # noqa: S105  # as above

    @classmethod
    def from_manifest(cls, path: Path) -> Self:
        """Install what a Slack app manifest (JSON) asks for, and grant exactly its bot scopes."""
        manifest: Json = json.loads(path.read_text(encoding="utf-8"))
        features: Json = manifest.get("features", {})
        display: Json = manifest.get("display_information", {})
        scopes = manifest.get("oauth_config", {}).get("scopes", {}).get("bot", [])
        events = manifest.get("settings", {}).get("event_subscriptions", {}).get("bot_events", [])
        return cls(
            name=features.get("bot_user", {}).get("display_name", display.get("name", "neutral")),
            commands=tuple(c["command"] for c in features.get("slash_commands", [])),
            shortcuts=tuple(
                Shortcut(s["callback_id"], s["name"], s["type"])
                for s in features.get("shortcuts", [])
            ),
            scopes=frozenset(scopes),
            events=frozenset(events),
        )

    def grants(self, wanted: frozenset[str]) -> bool:
        """Whether one of the wanted scopes was granted; nothing wanted is always granted."""
        return not wanted or self.scopes is None or bool(self.scopes & wanted)

    def hears(self, event: str) -> bool:
        """Whether the app subscribed to an event."""
        return self.events is None or event in self.events
