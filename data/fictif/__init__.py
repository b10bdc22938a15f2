"""The invented sample: seeded files in their senders' messy layouts, about a country that does not exist."""
