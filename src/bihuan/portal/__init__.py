"""公众页面: report a problem, follow it, answer whether it is solved; no account, no rules of its own."""
