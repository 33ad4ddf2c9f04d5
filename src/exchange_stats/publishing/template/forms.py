"""The sheets of the forms: headings, lines to fill in, drop-down lists, totals by formula."""

from collections.abc import Iterable
from dataclasses import dataclass

from openpyxl.formatting.rule import FormulaRule
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from exchange_stats.publishing.template import look
from exchange_stats.publishing.template.plan import Column, FormPlan, Heading, letters
from exchange_stats.publishing.template.words import Request

NOTICE = 250  # characters that Excel shows in a message of a cell
LABEL_WIDTH, NUMBER_WIDTH, FUNDS_WIDTH = 38, 11, 17
TALL, TALLER = 34, 58  # of a line of two and of four lines of text


@dataclass(frozen=True)
class Lists:
    """Where the lists and the messages stand: addresses that formulas and lists name."""

    institutions: str
    fields: str
    messages: dict[str, str]


def put_form(book: Workbook, request: Request, plan: FormPlan, lists: Lists, mark: str) -> None:
    """Add the sheet of a form; ``mark`` is the line by which it is recognised."""
    sheet = book.create_sheet(plan.sheet)
    _put_top(sheet, request, plan, mark)
    _put_labels(sheet, request, plan)
    for row in plan.institution_rows if plan.rows else ():
        for column in plan.columns:
            sheet[f"{column.letter}{row}"] = institution_total(plan, column, row)
    for row in plan.input_rows:
        _put_line(sheet, plan, row)
    for column in plan.columns:
        rows = plan.span(column.letter, plan.input_rows)
        sheet[f"{column.letter}{plan.total_row}"] = sum_or_blank(rows)
    _put_lists(sheet, request, plan, lists)
    if plan.rows:
        _put_line_checks(sheet, request, plan, lists)
    _finish(sheet, plan)


def sum_or_blank(*ranges: str) -> str:
    """Return a formula that adds ranges up, and shows nothing where they hold no number."""
    together = ",".join(ranges)
    return f'=IF(COUNT({together})=0,"",SUM({together}))'


def parts_of(plan: FormPlan, total: Column) -> list[Column]:
    """Return the columns to fill in that a column of totals adds up."""
    level, sex = (total.parts.get(name) for name in ("isced_level", "sex"))
    return [
        column
        for column in plan.inputs
        if column is not total
        and "funding" not in column.parts
        and level in ("_T", column.parts["isced_level"])
        and sex in ("_T", column.parts["sex"])
    ]


def institution_total(plan: FormPlan, column: Column, row: int) -> str:
    """Return the formula of one institution's total: of its lines, wherever they stand."""
    names, numbers = plan.span("A", plan.rows), plan.span(column.letter, plan.rows)
    counted = f"SUMPRODUCT(({names}=$A{row})*ISNUMBER({numbers}))"
    return f'=IF($A{row}="","",IF({counted}=0,"",SUMIFS({numbers},{names},$A{row})))'


def _put_top(sheet: Worksheet, request: Request, plan: FormPlan, mark: str) -> None:
    name = f"{request.side}_{plan.form}"
    year = request.line("heading_year")
    lines = (request.line(f"title_{name}"), year, request.line(f"unit_{name}"))
    for row, text in enumerate((*lines, request.line("legend")), start=1):
        look.put_text(sheet, row, 1, text)
    sheet["A1"].font = look.TITLE
    look.put_text(sheet, 2, 2, request.year)
    sheet["A2"].font = sheet["B2"].font = look.BOLD
    look.put_text(sheet, 5, 1, f"{mark} \u00b7 {request.line('form_mark')}")
    sheet["A5"].font = look.GREY
    first, last = plan.first_heading_row, plan.total_row - 1
    keys = ("institution", "field") if plan.rows else ("institution",)
    texts = [request.lines(f"heading_{key}") for key in keys]
    labels = [Heading(text, first, at, last, at) for at, text in enumerate(texts, start=1)]
    look.put_headings(sheet, (*labels, *plan.headings))


def _put_labels(sheet: Worksheet, request: Request, plan: FormPlan) -> None:
    look.put_text(sheet, plan.total_row, 1, request.label("institution", "institution=_T"))
    if plan.rows:
        for row in (plan.total_row, *plan.institution_rows):
            look.put_text(sheet, row, 2, request.label("field", "isced_field=_T"))
    last = letters(plan.width)
    for row in (plan.total_row, *plan.institution_rows):
        look.paint(sheet, "total", _cells(row, "A", last))
    look.paint(sheet, "input", (f"A{row}" for row in plan.institution_rows))
    for cell in _cells(plan.total_row, "A", last):
        sheet[cell].font = look.BOLD


def _put_line(sheet: Worksheet, plan: FormPlan, row: int) -> None:
    look.paint(sheet, "input", (f"{letter}{row}" for letter in ("AB" if plan.rows else "A")))
    look.paint(sheet, "input", (f"{column.letter}{row}" for column in plan.inputs))
    for column in plan.columns:
        if not column.is_input:
            address = f"{column.letter}{row}"
            sheet[address] = sum_or_blank(*(f"{p.letter}{row}" for p in parts_of(plan, column)))
            look.paint(sheet, "total", [address])


def _put_lists(sheet: Worksheet, request: Request, plan: FormPlan, lists: Lists) -> None:
    """Add the drop-down lists, and the rule that numbers are whole and not negative."""
    first, last = plan.input_rows[0], plan.input_rows[-1]
    names = plan.institution_rows
    if plan.rows:
        _add_list(sheet, lists.institutions, f"A{names[0]}:A{names[-1]}", request, "institution")
        _add_list(sheet, plan.span("A", names), f"A{first}:A{last}", request, "institution_below")
        _add_list(sheet, lists.fields, f"B{first}:B{last}", request, "field")
    else:
        _add_list(sheet, lists.messages["named"], f"A{first}:A{last}", request, "institution_below")
    whole = DataValidation(
        type="whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True
    )
    whole.error = request.line("whole_number")[:NOTICE]
    for column in plan.inputs:
        whole.add(f"{column.letter}{first}:{column.letter}{last}")
    sheet.add_data_validation(whole)


def _add_list(sheet: Worksheet, source: str, cells: str, request: Request, key: str) -> None:
    choice = DataValidation(type="list", formula1=f"={source}", allow_blank=True)
    choice.error = choice.prompt = request.line(f"list_{key}")[:NOTICE]
    choice.errorStyle = "stop" if key == "field" else "warning"  # the register is not complete
    choice.showInputMessage = choice.showErrorMessage = True
    choice.add(cells)
    sheet.add_data_validation(choice)


def _put_line_checks(sheet: Worksheet, request: Request, plan: FormPlan, lists: Lists) -> None:
    """Add two columns: how many cells of a line are filled, and what does not add up in it."""
    filled, check = letters(plan.width + 1), letters(plan.width + 2)
    first, last = plan.first_heading_row, plan.total_row - 1
    places = enumerate(("filled", "check"), start=plan.width + 1)
    headings = [Heading(request.lines(f"heading_{key}"), first, at, last, at) for at, key in places]
    look.put_headings(sheet, headings)
    inputs = plan.inputs
    total = plan.columns[0].letter
    for row in plan.rows:
        sheet[f"{filled}{row}"] = f"=COUNT({','.join(f'{c.letter}{row}' for c in inputs)})"
        funds = ",".join(f"{c.letter}{row}" for c in inputs if "funding" in c.parts)
        sheet[f"{check}{row}"] = (
            f'=IF(OR(COUNT({funds})=0,COUNT({total}{row})=0),"",'
            f'IF(SUM({funds})={total}{row},"",{lists.messages["line_bad"]}))'
        )
        sheet[f"{check}{row}"].font = look.BAD
        sheet[f"{filled}{row}"].font = look.GREY
    for column in inputs:
        cells = f"{column.letter}{plan.rows[0]}:{column.letter}{plan.rows[-1]}"
        begun = f'AND($A{plan.rows[0]}<>"",{column.letter}{plan.rows[0]}="")'
        sheet.conditional_formatting.add(cells, FormulaRule([begun], fill=look.EMPTY))


def _finish(sheet: Worksheet, plan: FormPlan) -> None:
    for column in plan.columns:
        width = FUNDS_WIDTH if "funding" in column.parts else NUMBER_WIDTH
        sheet.column_dimensions[column.letter].width = width
    beside = [letters(plan.width + 2)] if plan.rows else []
    for letter in ("A", *("B" if plan.rows else ""), *beside):
        sheet.column_dimensions[letter].width = LABEL_WIDTH
    sheet.column_dimensions[letters(plan.width + 1)].width = FUNDS_WIDTH
    for row in range(plan.first_heading_row, plan.total_row):
        sheet.row_dimensions[row].height = TALLER
    for row in (2, plan.total_row, *(plan.institution_rows if plan.rows else ())):
        sheet.row_dimensions[row].height = TALL
    last = plan.input_rows[-1]
    totals = (plan.total_row, *plan.institution_rows)
    for cell in ("A2", *(f"{letter}{row}" for letter in "AB" for row in totals)):
        sheet[cell].alignment = look.WRAPPED
    sheet.freeze_panes = f"{'C' if plan.rows else 'B'}{plan.total_row + 1}"
    sheet.print_area = f"A1:{letters(plan.width)}{last}"
    look.fit_to_page(sheet, f"{plan.first_heading_row}:{plan.total_row - 1}")
    look.protect(sheet)


def _cells(row: int, first: str, last: str) -> Iterable[str]:
    start, end = (_number(letter) for letter in (first, last))
    return [f"{letters(column)}{row}" for column in range(start, end + 1)]


def _number(letter: str) -> int:
    number = 0
    for sign in letter:
        number = number * 26 + ord(sign) - 64
    return number
