"""Mock exams: the paper is drawn, the sheet filled against the clock, and the result held against the forecast."""
