"""附件: a file of a matter, fetched through the matter; it opens nowhere but in the reader's own programs."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from bihuan.matters.models import Attachment, Matter
from bihuan.store.files import open_kept
from bihuan.web.access import StaffRequest


@require_GET
def attachment(request: StaffRequest, matter_id: UUID, attachment_id: UUID) -> FileResponse:
    """The file as a download, with a policy under which a browser runs nothing of it."""
    shown = get_object_or_404(Matter.objects.visible_to(request.post).only("id"), pk=matter_id)
    found = get_object_or_404(Attachment.objects.select_related("file"), pk=attachment_id, matter=shown)
    answer = FileResponse(
        open_kept(found.file), as_attachment=True, filename=found.file.name, content_type=found.file.content_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer
