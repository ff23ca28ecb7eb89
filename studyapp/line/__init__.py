"""Study sessions line by line: `plain` for people, `jsonl` for programs."""
