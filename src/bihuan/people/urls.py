from django.urls import path

from bihuan.people.views import account, finding, keeping

app_name = "people"
urlpatterns = [
    path("sign-in/", account.sign_in, name="sign-in"),
    path("sign-out/", account.sign_out, name="sign-out"),
    path("hat/", account.hat, name="hat"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="password"),
    path("people/", finding.directory, name="directory"),
    path("people/search/units/", finding.unit_search, name="unit-search"),
    path("people/search/posts/", finding.post_search, name="post-search"),
    path("people/units/add/", keeping.add_unit, name="add-unit"),
    path("people/units/<uuid:unit_id>/", keeping.unit, name="unit"),
    path("people/units/<uuid:unit_id>/edit/", keeping.edit_unit, name="edit-unit"),
    path("people/units/<uuid:unit_id>/merge/", keeping.merge_unit, name="merge-unit"),
    path("people/persons/add/", keeping.add_person, name="add-person"),
    path("people/persons/<uuid:person_id>/", keeping.person, name="person"),
    path("people/persons/<uuid:person_id>/posts/add/", keeping.give_post, name="give-post"),
    path("people/persons/<uuid:person_id>/reset-password/", keeping.reset_password, name="reset-password"),
    path("people/persons/<uuid:person_id>/disable/", keeping.disable_person, name="disable-person"),
    path("people/posts/<uuid:post_id>/end/", keeping.end_post, name="end-post"),
    path("people/posts/<uuid:post_id>/publish/", keeping.publish_post, name="publish-post"),
]
