"""How the trained reader's weights are learned from labelled drafts; the bot runs none of it."""
