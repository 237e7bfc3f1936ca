"""The checker of official papers: one rule is one file in `rules/`, its number that of R-9.4 (E1 …).

`check.check(source)` runs all rules; `commands.check_command` prints the findings. Word lists, labels and outdated
laws are data in `rulebook/data/papers/`.
"""
