"""Setting official papers: a paper as plain values (`blocks`) goes out as .docx (`docx_writer`) or as `plain_text`.

The page follows GB/T 9704-2012 (R-9.1); its lengths, faces and fonts are data of the rulebook, read by `layout`.
"""
