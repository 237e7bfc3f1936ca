"""Bihuan 闭环: one set of records for the business-environment work of a township."""
