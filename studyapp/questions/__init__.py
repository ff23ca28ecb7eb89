"""What a card can ask: one module per question type, its fields, its checks and its marking."""
