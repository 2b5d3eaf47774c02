"""The neutrality bot: says whether an official post is neutral, and by which rule."""

__version__ = "0.1.0"
