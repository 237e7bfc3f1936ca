"""Names that other apps may use."""

from bihuan.people.domain.directory import (
    DirectoryRefused,
    add_person,
    add_unit,
    disable_person,
    edit_unit,
    end_post,
    give_post,
    merge_unit,
    publish_post,
)
from bihuan.people.domain.founding import Founded, FoundingRefused, Named, found
from bihuan.people.domain.passwords import PasswordRefused, change_password, reset_password
from bihuan.people.domain.permissions import NotAllowed, require
from bihuan.people.domain.signing_in import SignInRefused, Where, sign_in, sign_out, wear
from bihuan.people.queries import (
    directory,
    end_of,
    find_sign_in,
    must_change_password,
    posts_found,
    posts_of,
    unit_choices,
    units_found,
)

__all__ = [
    "DirectoryRefused",
    "Founded",
    "FoundingRefused",
    "Named",
    "NotAllowed",
    "PasswordRefused",
    "SignInRefused",
    "Where",
    "add_person",
    "add_unit",
    "change_password",
    "directory",
    "disable_person",
    "edit_unit",
    "end_of",
    "end_post",
    "find_sign_in",
    "found",
    "give_post",
    "merge_unit",
    "must_change_password",
    "posts_found",
    "posts_of",
    "publish_post",
    "require",
    "reset_password",
    "sign_in",
    "sign_out",
    "unit_choices",
    "units_found",
    "wear",
]
