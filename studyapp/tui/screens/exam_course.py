"""Where a mock exam stands: which of its screens comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.screen import Screen

    from studyapp.study.exam.desk import MockExams
    from studyapp.study.exam.sheet import Sheet


def screen_for(exams: MockExams, sheet: Sheet, *, told: str = "") -> Screen[None]:
    """Return the screen for a sheet as it is: filling it, marking one's own answers, the result; `told` is said there."""
    if not sheet.is_closed:
        from studyapp.tui.screens.exam import ExamScreen  # noqa: PLC0415 - loaded when it is reached

        return ExamScreen(exams, sheet)
    if sheet.to_mark() is not None:
        from studyapp.tui.screens.own_marks import OwnMarksScreen  # noqa: PLC0415 - likewise

        return OwnMarksScreen(exams, sheet, told)
    from studyapp.tui.screens.exam_result import ExamResultScreen  # noqa: PLC0415 - likewise

    return ExamResultScreen(exams, sheet, told)
