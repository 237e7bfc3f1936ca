"""留痕: one append-only entry for every act, written in the act's own transaction and chained to the one before."""
