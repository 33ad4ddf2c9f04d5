"""One slide a figure: its finding, a chart to edit or a picture, words for who does not see it."""

from pptx import Presentation

from exchange_stats.publishing import figures
from exchange_stats.publishing.office.slides import write_slides


def test_each_figure_has_a_slide_with_its_finding_and_words(chosen, tables, pictures, tmp_path):
    path = write_slides(tmp_path / "s.pptx", chosen, tables, "ru", pictures)
    slides = list(Presentation(str(path)).slides)
    assert len(slides) == len(chosen)
    for slide, one in zip(slides, chosen, strict=True):
        found = figures.figure_texts(one, tables, "ru")
        assert slide.shapes.title.text_frame.text == found.title
        said = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for part in (found.subtitle, found.note, found.source, found.id_line, found.mark):
            assert part in said
        shown = [shape for shape in slide.shapes if shape.has_chart or shape.shape_type == 13]
        assert shown
        described = [shape._element.xpath(".//p:cNvPr/@descr")[0] for shape in shown]
        assert set(described) == {found.alt}


def test_panels_are_charts_side_by_side_and_dates_a_picture(chosen, tables, pictures, tmp_path):
    path = write_slides(tmp_path / "s.pptx", chosen, tables, "ru", pictures)
    slides = list(Presentation(str(path)).slides)
    charts = [sum(shape.has_chart for shape in slide.shapes) for slide in slides]
    assert charts == [1, 2, 1, 1, 0]


def test_the_language_of_every_run_is_set(chosen, tables, pictures, tmp_path):
    path = write_slides(tmp_path / "s.pptx", chosen, tables, "ru", pictures)
    for slide in Presentation(str(path)).slides:
        assert set(slide.shapes._spTree.xpath(".//a:r/a:rPr/@lang")) == {"ru-RU"}


def test_two_writings_have_the_same_bytes(chosen, tables, pictures, tmp_path):
    first = write_slides(tmp_path / "1.pptx", chosen, tables, "ru", pictures).read_bytes()
    assert write_slides(tmp_path / "2.pptx", chosen, tables, "ru", pictures).read_bytes() == first
