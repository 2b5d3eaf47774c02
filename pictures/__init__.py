"""Pictures of everything that the bot says in Slack, drawn from the product's own blocks."""
