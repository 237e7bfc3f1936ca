"""Regions, units, persons and posts. Units and posts carry dates, so that last year's case shows last year's unit."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.db.models import Q

from bihuan.kernel.identifiers import scope_range
from bihuan.people.choices import ADMINISTRATORS, DUTIES, Duty, EndedAs, Level, Role, UnitKind
from bihuan.store.fields import StorableCharField
from bihuan.store.keys import new_key

ONE_MINUTE = timedelta(minutes=1)


class ScopedQuerySet(models.QuerySet[Any]):
    """Rows with a region_code; what a person may see is a range of that code and never anything else."""

    def within(self, region_code: str) -> Any:
        """Rows of a region and everything below it: a range on the index of the code."""
        low, high = scope_range(region_code)
        return self.filter(region_code__gte=low, region_code__lt=high)


class InForceQuerySet(ScopedQuerySet):
    def in_force(self, on: date) -> Any:
        """Rows that hold on the day: begun, and not ended before or on it."""
        return self.filter(valid_from__lte=on).filter(Q(valid_to=None) | Q(valid_to__gt=on))


class Region(models.Model):
    """A division by its 12-digit code (GB/T 2260, GB/T 10114 and village digits). Personal data: none."""

    code = models.CharField("区划代码", max_length=12, primary_key=True)
    name = StorableCharField("名称", max_length=50)
    level = models.PositiveSmallIntegerField("级别", choices=Level.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    valid_from = models.DateField("起始日期")
    valid_to = models.DateField("终止日期", null=True, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A unit of government with its dates; when it is merged, the one that took its duties is named. Personal data: none."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    region_code = models.CharField("区划代码", max_length=12, db_index=True)
    name = StorableCharField("名称", max_length=50)
    aliases = models.JSONField("别名", default=list, blank=True)
    pinyin = models.CharField("拼音与首字母", max_length=300, blank=True)
    kind = models.CharField("类别", max_length=12, choices=UnitKind.choices)
    phone = models.CharField("办公电话", max_length=20, blank=True)
    order = models.PositiveSmallIntegerField("排序", default=100)
    valid_from = models.DateField("起始日期")
    valid_to = models.DateField("终止日期", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_units"
    )

    objects = InForceQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["region_code", "name"], condition=Q(valid_to=None), name="one_unit_in_force_by_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(username=username)


class Person(AbstractBaseUser):
    """A member of staff, who signs in; what they may do hangs on their posts.

    Personal data: name, phone. The password is stored as an Argon2 hash.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    username = StorableCharField("工号", max_length=30, unique=True)
    name = StorableCharField("姓名", max_length=30)
    pinyin = models.CharField("拼音与首字母", max_length=200, blank=True)
    phone = models.CharField("手机", max_length=20, blank=True)
    is_active = models.BooleanField("在职", default=True)
    must_change_password = models.BooleanField("须修改密码", default=True)
    password_changed_at = models.DateTimeField("密码修改时间", null=True, blank=True)
    failed_sign_ins = models.PositiveIntegerField("上次登录后的失败次数", default=0)

    objects = PersonManager()

    USERNAME_FIELD = "username"

    class Meta:
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name


class PostQuerySet(InForceQuerySet):
    def with_duty(self, duty: Duty) -> Any:
        return self.filter(role__in=[role for role, duties in DUTIES.items() if duty in duties])


class Post(models.Model):
    """A person in a unit with a role, from one day to another. A post is who acts: it fulfils the trail's Actor.

    Personal data: none of its own.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    region_code = models.CharField("区划代码", max_length=12, db_index=True)
    title = StorableCharField("职务", max_length=50)
    role = models.CharField("角色", max_length=20, choices=Role.choices)
    division_of_work = StorableCharField("分工", max_length=200, blank=True)
    is_published = models.BooleanField("在公示页公开", default=False)
    valid_from = models.DateField("起始日期")
    valid_to = models.DateField("终止日期", null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["unit__order", "title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(role__in=sorted(ADMINISTRATORS), valid_to=None),
                name="one_administrator_post_per_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit.name} {self.title}"

    @property
    def actor_code(self) -> str:
        return self.person.username

    @property
    def actor_name(self) -> str:
        return self.person.name

    @property
    def unit_name(self) -> str:
        return self.unit.name

    def may(self, duty: str) -> bool:
        """Whether the role of this post carries the duty."""
        return duty in DUTIES[Role(self.role)]


class SignIn(models.Model):
    """One sign-in at one browser until its end. It says whether a session is good, whatever a cookie or cache says.

    Personal data: who signed in, from which address, with what kind of device, when last active.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sign_ins")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    address = models.CharField("网络地址", max_length=45, blank=True)
    device = models.CharField("设备", max_length=60, blank=True)
    started_at = models.DateTimeField("登录时间")
    last_seen_at = models.DateTimeField("最近操作时间")
    ended_at = models.DateTimeField("退出时间", null=True, blank=True)
    ended_as = models.CharField("退出方式", max_length=12, choices=EndedAs.choices, blank=True)

    class Meta:
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["person", "-started_at"], name="sign_in_of_person")]

    def note_activity(self, now: datetime) -> None:
        """Keep the moment of the last page, at most once a minute, so that reading costs hardly a write."""
        if now - self.last_seen_at < ONE_MINUTE:
            return
        # In a transaction, which on SQLite waits its turn in the queue of writers.
        with transaction.atomic():
            SignIn.objects.filter(pk=self.pk, ended_at=None).update(last_seen_at=now)


class SignInDelay(models.Model):
    """Failed attempts with one account name from one address, under a keyed digest, so that the wait hits nobody else.

    Personal data: none that could be read back.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(db_index=True)


class OldPassword(models.Model):
    """An earlier password of a person, as its hash, so that it is not taken again. Personal data: the hash."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    password = models.CharField(max_length=128)
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ["-replaced_at"]
