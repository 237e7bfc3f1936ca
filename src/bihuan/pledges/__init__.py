"""清单: promises in lists; first of all rectification plans, each measure a matter."""
