"""The thinking: what a ticket says, which response fits, and how it is worded. No network, no clock, no account."""
