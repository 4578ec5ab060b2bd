"""Whether earlier tickets are about the same problem: the ledger."""
