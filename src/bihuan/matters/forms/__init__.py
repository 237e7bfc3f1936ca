"""Forms of the ledger: what is typed, checked before an act is called. The rules themselves stand in domain/."""
