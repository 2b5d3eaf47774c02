"""Chaos: the real bot as a process of its own, killed at random, and held to what it promised.

Nothing here imports the bot: what it promises is checked from outside, by what Slack saw and
what the files hold.
"""
