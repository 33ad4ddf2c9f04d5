"""The sheet of checks: formulas that compare totals and say in words what does not add up."""

from dataclasses import dataclass

from openpyxl.formatting.rule import FormulaRule
from openpyxl.workbook import Workbook

from exchange_stats.publishing.template import look
from exchange_stats.publishing.template.forms import Lists
from exchange_stats.publishing.template.plan import FormPlan, letters
from exchange_stats.publishing.template.words import Request

FIRST = 4
MESSAGES = (
    *("ok", "all_bad", "chosen_bad", "listed_bad", "labelled_bad", "once_bad", "numeric_bad"),
    *("empty_bad", "lines_bad", "funds_bad", "institutions_bad", "new_bad"),
)


@dataclass(frozen=True)
class Comparison:
    """One line of the sheet: what is compared, the formula found, the formula expected."""

    key: str
    found: str
    expected: str = "0"


def comparisons(form: FormPlan, entrants: FormPlan, lists: Lists) -> list[Comparison]:
    """Return what the sheet of checks compares."""
    names, fields = (_there(form, letter, form.rows) for letter in "AB")
    chosen = _there(form, "A", form.institution_rows)
    filled = _there(form, letters(form.width + 1), form.rows)
    wrong = _there(form, letters(form.width + 2), form.rows)
    total = form.columns[0].letter
    whole = _cell(form, total, form.total_row)
    funds = [_cell(form, c.letter, form.total_row) for c in form.inputs if "funding" in c.parts]
    missing = f'(({names}<>"")+({filled}>0)>0)*({len(form.inputs)}-{filled})'
    both = f'({names}<>"")*({fields}<>"")*(COUNTIFS({names},{names},{fields},{fields})>1)'
    return [
        Comparison("chosen", f"MIN(1,COUNTA({chosen}))", "1"),
        Comparison("listed", f'SUMPRODUCT(({names}<>"")*(COUNTIF({chosen},{names})=0))'),
        Comparison("labelled", f'SUMPRODUCT(({filled}>0)*((({names}="")+({fields}=""))>0))'),
        Comparison("once", f"SUMPRODUCT({both})"),
        Comparison("numeric", "+".join([_not_numbers(form), _not_numbers(entrants)])),
        Comparison("empty", f"SUMPRODUCT({missing})"),
        Comparison("lines", f"COUNTIF({wrong},{lists.messages['line_bad']})"),
        Comparison("funds", f"SUM({','.join(funds)})", f"SUM({whole})"),
        Comparison(
            "institutions", f"SUM({_there(form, total, form.institution_rows)})", f"SUM({whole})"
        ),
        Comparison("new", _more_new_than_all(form, entrants)),
    ]


def put_checks(
    book: Workbook, request: Request, plans: tuple[FormPlan, FormPlan], lists: Lists
) -> None:
    """Add the sheet of checks."""
    sheet = book.create_sheet(request.sheet("check"))
    look.put_text(sheet, 1, 1, request.line("sheet_check")).font = look.TITLE
    for column, key in enumerate(("what", "number", "expected", "result"), start=1):
        cell = look.put_text(sheet, FIRST - 1, column, request.lines(f"check_{key}"))
        cell.font, cell.alignment, cell.fill = look.BOLD, look.CENTRED, look.FILLS["heading"]
    lines = comparisons(*plans, lists)
    for row, line in enumerate(lines, start=FIRST):
        bad = lists.messages[f"{line.key}_bad"]
        look.put_text(sheet, row, 1, request.lines(f"check_{line.key}"))
        sheet[f"B{row}"], sheet[f"C{row}"] = f"={line.found}", f"={line.expected}"
        sheet[f"D{row}"] = f"=IF(B{row}=C{row},{lists.messages['ok']},{bad})"
    last = FIRST + len(lines) - 1
    look.put_text(sheet, last + 1, 1, request.lines("check_all"))
    sheet[f"B{last + 1}"] = f"=SUMPRODUCT(--(B{FIRST}:B{last}<>C{FIRST}:C{last}))"
    sheet[f"C{last + 1}"] = 0
    sheet[f"D{last + 1}"] = f"=IF(B{last + 1}=0,{lists.messages['ok']},{lists.messages['all_bad']})"
    for row in range(FIRST, last + 2):
        for cell in sheet[f"A{row}:D{row}"][0]:
            cell.border, cell.alignment = look.GRID, look.WRAPPED
        sheet.row_dimensions[row].height = 15 * len(request.languages) + 4
    results = f"B{FIRST}:D{last + 1}"
    same = f"$B{FIRST}=$C{FIRST}"
    sheet.conditional_formatting.add(results, FormulaRule([same], font=look.GOOD))
    sheet.conditional_formatting.add(results, FormulaRule([f"NOT({same})"], font=look.BAD))
    for letter, width in zip("ABCD", (58, 14, 14, 90), strict=True):
        sheet.column_dimensions[letter].width = width
    look.fit_to_page(sheet)
    look.protect(sheet)


def quoted(sheet: str) -> str:
    """Return the name of a sheet as formulas write it.

    Examples
    --------
    >>> quoted("Form 1")
    "'Form 1'!"
    """
    doubled = sheet.replace("'", "''")
    return f"'{doubled}'!"


def _there(plan: FormPlan, letter: str, rows: range) -> str:
    return quoted(plan.sheet) + plan.span(letter, rows)


def _cell(plan: FormPlan, letter: str, row: int) -> str:
    return f"{quoted(plan.sheet)}${letter}${row}"


def _not_numbers(plan: FormPlan) -> str:
    """Return a formula that counts input cells with text or with a negative number."""
    spans = [_there(plan, column.letter, plan.input_rows) for column in plan.inputs]
    return "+".join(f'COUNTA({s})-COUNT({s})+COUNTIF({s},"<0")' for s in spans)


def _more_new_than_all(form: FormPlan, entrants: FormPlan) -> str:
    """Return a formula that counts institutions with more new students than students."""
    names = _there(entrants, "A", entrants.institution_rows)
    new = _there(entrants, entrants.columns[0].letter, entrants.institution_rows)
    there = _there(form, "A", form.rows)
    numbers = _there(form, form.columns[0].letter, form.rows)
    students = f"SUMIF({there},{names},{numbers})"
    return (
        f'SUMPRODUCT(({names}<>"")*ISNUMBER({new})*(COUNTIF({there},{names})>0)*({new}>{students}))'
    )
