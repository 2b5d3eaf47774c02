"""How good the reviews are, measured on drafts that people labelled."""
