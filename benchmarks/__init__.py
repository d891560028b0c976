"""How fast it is, measured beside a peer or a physical limit in the same run."""
