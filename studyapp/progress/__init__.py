"""The student's progress in one SQLite file: the review log is the truth, everything else can be made again."""
