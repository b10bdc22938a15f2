"""Install: what was judged becomes facts and a batch of a base; what a batch replaces, and how it is withdrawn."""
