"""Reading transcripts and writing captions."""
