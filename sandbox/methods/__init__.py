"""The Web API's methods, by name."""

from sandbox.methods import chat, conversations, files, people, views
from sandbox.methods.call import Method

METHODS: dict[str, Method] = {
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **people.METHODS,
    **views.METHODS,
}
