"""What a deck is checked for beyond reading it, and the table of all codes."""
