"""Modals and Home tabs: who sees which, and the triggers that open them."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sandbox.clock import Clock
from sandbox.refusals import Refused
from sandbox.shapes import Json, View

TRIGGER_SECONDS = 3
STACK = 3


@dataclass(slots=True)
class Trigger:
    """A right to open one view within three seconds."""

    user: str
    given_at: float
    used: bool = False


class Surfaces:
    """The views that are open, per person, top last."""

    def __init__(self, new_id: Callable[[str], str], clock: Clock) -> None:
        self._new_id = new_id
        self._clock = clock
        self._triggers: dict[str, Trigger] = {}
        self._open: dict[str, View] = {}
        self.homes: dict[str, View] = {}

    def trigger(self, user: str) -> str:
        """Give out a trigger_id."""
        name = self._new_id("trigger.")
        self._triggers[name] = Trigger(user, self._clock.now())
        return name

    def pull(self, name: str) -> str:
        """Use a trigger up and say whose it was. Refused when unknown, used or late."""
        trigger = self._triggers.get(name)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if self._clock.now() - trigger.given_at > TRIGGER_SECONDS:
            raise Refused("expired_trigger_id")
        trigger.used = True
        return trigger.user

    def open(self, user: str, body: Json, previous: View | None = None) -> View:
        """Put a modal on a person's screen; on top of another when pushed."""
        self._own_external_id(body, "")
        if previous is None:
            self.close_all(user)
        elif len(self.stack(user)) >= STACK:
            raise Refused("push_limit_reached")
        view = View(id=self._new_id("V"), user=user, body=body, hash=self._new_id("h"))
        under = previous.id if previous else ""
        root = (previous.root or previous.id) if previous else view.id
        view = replace(view, root=root, previous=under)
        self._open[view.id] = view
        return view

    def change(self, view: View, body: Json, hash_: str = "") -> View:
        """Give an open view a new body. Refused hash_conflict when somebody was quicker."""
        if hash_ and hash_ != view.hash:
            raise Refused("hash_conflict")
        self._own_external_id(body, view.id)
        changed = replace(view, body=body, hash=self._new_id("h"))
        if view.id in self._open:
            self._open[view.id] = changed
        else:
            self.homes[view.user] = changed
        return changed

    def publish(self, user: str, body: Json, hash_: str = "") -> View:
        """Set a person's Home tab."""
        old = self.homes.get(user)
        if old is not None:
            return self.change(old, body, hash_)
        view = View(id=self._new_id("V"), user=user, body=body, hash=self._new_id("h"))
        self.homes[user] = view
        return view

    def find(self, view_id: str = "", external_id: str = "") -> View:
        """A view by either id. Else not_found."""
        for view in (*self._open.values(), *self.homes.values()):
            if view_id and view.id == view_id:
                return view
            if external_id and view.body.get("external_id") == external_id:
                return view
        raise Refused("not_found")

    def stack(self, user: str) -> tuple[View, ...]:
        """The modals that a person has open, top last."""
        return tuple(view for view in self._open.values() if view.user == user)

    def close(self, view: View) -> None:
        """Take the view, and what lies on it, off the screen."""
        self._open.pop(view.id, None)
        for above in self.stack(view.user):
            if above.previous == view.id:
                self.close(above)

    def close_all(self, user: str) -> None:
        """Clear a person's screen."""
        for view in self.stack(user):
            self._open.pop(view.id, None)

    def _own_external_id(self, body: Json, view_id: str) -> None:
        external = body.get("external_id")
        taken = (
            v for v in self._open.values() if external and v.body.get("external_id") == external
        )
        if any(view.id != view_id for view in taken):
            raise Refused("duplicate_external_id")
