"""Who and what stands in a fresh sandbox: roles instead of people, and five channels."""

from sandbox.shapes import Channel, User

TEAM = "T0SANDBOX"
OTHER_TEAM = "T0COUNCIL"
BOT = "U0NEUTRAL"
SLACKBOT = "USLACKBOT"
PRESS = "U0PRESS"

USERS = (
    User(id=PRESS, name="Press officer"),
    User(id="U0DIGITAL", name="Digital editor"),
    User(id="U0LEAD", name="Propriety lead"),
    User(id="U0CYMRU", name="Swyddog y wasg", locale="cy-GB"),
    User(id="U0GUEST", name="Agency guest", guest=True),
    User(id="U0SINGLE", name="One-channel guest", single=True),
    User(id="U0STRANGER", name="Partner council", team=OTHER_TEAM),
    User(id="U0HIDDEN", name="Hidden partner", team=OTHER_TEAM, hidden=True),
    User(id="U0SISTER", name="Sister workspace", team="T0SISTER", teams=("T0SISTER", TEAM)),
    User(id="U0LEFT", name="Former officer", gone=True),
)

_OTHERS = frozenset({"U0GUEST", "U0SINGLE", "U0STRANGER", "U0HIDDEN", "U0SISTER"})
_STAFF = frozenset({PRESS, "U0DIGITAL", "U0LEAD", "U0CYMRU"})

CHANNELS = (
    Channel(id="C0PRESS", name="press-office", members=_STAFF | {BOT} | _OTHERS),
    Channel(id="C0SOCIAL", name="social-media", members=_STAFF | {BOT}),
    Channel(
        id="C0LEADS", name="propriety", kind="private", members=frozenset({"U0LEAD", PRESS, BOT})
    ),
    Channel(id="C0RANDOM", name="random", members=_STAFF),
    Channel(id="C0SECRET", name="secret", kind="private", members=frozenset({"U0LEAD"})),
)

USERGROUPS: dict[str, frozenset[str]] = {"S0LEADS": frozenset({"U0LEAD"}), "S0PRESS": _STAFF}


def direct_message(user: str) -> Channel:
    """The conversation between one person and the bot."""
    return Channel(
        id=f"D{user[1:]}", name=f"dm-{user.lower()}", kind="im", members=frozenset({user, BOT})
    )
