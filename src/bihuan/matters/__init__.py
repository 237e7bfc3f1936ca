"""闭环: every problem from every channel is a matter, with one owner and one next deadline until it is closed."""
