"""Who and what stands in a fresh sandbox: roles instead of people, and five channels."""

from sandbox.shapes import Channel, User

TEAM = "T0SANDBOX"
BOT = "U0NEUTRAL"
SLACKBOT = "USLACKBOT"
PRESS = "U0PRESS"

USERS = (
    User(id=PRESS, name="Press officer"),
    User(id="U0DIGITAL", name="Digital editor"),
    User(id="U0LEAD", name="Propriety lead"),
    User(id="U0CYMRU", name="Swyddog y wasg", locale="cy-GB"),
    User(id="U0GUEST", name="Agency guest", guest=True),
)

_STAFF = frozenset({PRESS, "U0DIGITAL", "U0LEAD", "U0CYMRU"})

CHANNELS = (
    Channel(id="C0PRESS", name="press-office", members=_STAFF | {BOT, "U0GUEST"}),
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
