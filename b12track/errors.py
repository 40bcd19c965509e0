"""Errors a user can cause and mend; each class owns its exit code, each message is one sentence."""

from __future__ import annotations


class B12TrackError(Exception):
    """Something the user can understand and act on; the message is the sentence they see."""

    exit_code = 1


class InputRefused(B12TrackError):
    """What was given cannot be taken exactly; nothing was written."""

    exit_code = 3

    def __init__(self, sentence: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.suggestions = suggestions


class DiaryBusy(B12TrackError):
    """Another program holds the diary; nothing was written."""

    exit_code = 4


class DiaryDamaged(B12TrackError):
    """The diary's own pages or rows contradict each other; the file was left as it is."""

    exit_code = 5


class DiaryForeign(B12TrackError):
    """The file is not a diary, or was written by a newer program; it was left as it is."""

    exit_code = 6


class StorageFailed(B12TrackError):
    """The disk is full, read-only or failing; nothing was written."""

    exit_code = 7


class OutcomeUnknown(B12TrackError):
    """The last step of a write failed, so the entry may or may not be there."""

    exit_code = 8


class OutputFailed(B12TrackError):
    """The entry is saved, but telling so failed."""

    exit_code = 9
