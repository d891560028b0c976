"""People, the roles they hold at a unit, and what a role allows."""
