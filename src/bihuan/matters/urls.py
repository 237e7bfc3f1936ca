"""Addresses of the ledger."""

from django.urls import path

from bihuan.matters.views import acting, attachments, importing, ledger, ledger_excel, matter, recomputing, registering

app_name = "matters"
urlpatterns = [
    path("", ledger.ledger, name="ledger"),
    path("excel/", ledger_excel.excel, name="ledger-excel"),
    path("excel/full/", ledger_excel.excel_unmasked, name="ledger-excel-unmasked"),
    path("views/save/", ledger.save_view, name="save-view"),
    path("views/<uuid:view_id>/drop/", ledger.drop_view, name="drop-view"),
    path("register/", registering.registering, name="register"),
    path("import/", importing.importing, name="import"),
    path("import/template/", importing.template, name="import-template"),
    path("import/marked/", importing.marked_file, name="import-marked"),
    path("recompute/", recomputing.recompute, name="recompute"),
    path("<uuid:matter_id>/", matter.matter, name="matter"),
    path("<uuid:matter_id>/full/", matter.unmasked, name="unmask"),
    path("<uuid:matter_id>/do/<str:move>/", acting.act, name="act"),
    path("<uuid:matter_id>/files/<uuid:attachment_id>/", attachments.attachment, name="attachment"),
]
