"""Gathers the bot's own words from the code and the guidance into the files of words/."""
