"""Judge an uploaded file by its content and strip what it tells about its maker. Plain Python, no Django.

Runs in a process of its own with limits on memory and time (`python -m bihuan.store.cleaning`), because the file is a
stranger's: a picture or archive made to break its reader breaks that process and nothing else.
"""
