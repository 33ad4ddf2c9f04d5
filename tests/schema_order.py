"""In which order the schemas of Office files want the parts of an element (ECMA-376, transitional).

Office refuses a file, or mends it and says so, where another order is found; LibreOffice does not
mind. Only elements that our files hold are listed.
"""

from collections.abc import Iterator
from typing import Any

from lxml import etree

PREFIXES = {
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/presentationml/2006/main": "p",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "x",
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
}
_AXIS = (
    "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark "
    "minorTickMark tickLblPos spPr txPr crossAx crosses crossesAt"
)
_LABEL = (
    "numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent "
    "showBubbleSize separator"
)
_FILL = "noFill solidFill gradFill blipFill pattFill grpFill"
_WORDS = f"ln {_FILL} effectLst highlight uFill latin ea cs sym hlinkClick hlinkMouseOver"
_EDGES = "top left start bottom right end insideH insideV"
ORDER = {
    "c:chartSpace": "date1904 lang roundedCorners AlternateContent style clrMapOvr pivotSource "
    "protection chart spPr txPr externalData printSettings userShapes extLst",
    "c:chart": "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend "
    "plotVisOnly dispBlanksAs showDLblsOverMax extLst",
    "c:title": "tx layout overlay spPr txPr",
    "c:plotArea": "layout barChart lineChart valAx,catAx dTable spPr",
    "c:lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth "
    "axId",
    "c:barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId",
    "c:ser": "idx order tx spPr invertIfNegative pictureOptions marker dPt dLbls trendline "
    "errBars cat val smooth shape extLst",
    "c:dPt": "idx invertIfNegative marker bubble3D explosion spPr",
    "c:dLbls": f"dLbl delete {_LABEL} showLeaderLines leaderLines",
    "c:dLbl": f"idx delete layout tx {_LABEL}",
    "c:catAx": f"{_AXIS} auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl",
    "c:valAx": f"{_AXIS} crossBetween majorUnit minorUnit dispUnits",
    "c:scaling": "logBase orientation max min",
    "c:legend": "legendPos legendEntry layout overlay spPr txPr",
    "c:manualLayout": "layoutTarget xMode yMode wMode hMode x y w h",
    "c:spPr": f"xfrm custGeom prstGeom {_FILL} ln effectLst",
    "c:txPr": "bodyPr lstStyle p",
    "c:rich": "bodyPr lstStyle p",
    "c:strRef": "f strCache",
    "c:numRef": "f numCache",
    "c:strCache": "ptCount pt",
    "c:numCache": "formatCode ptCount pt",
    "a:ln": "noFill solidFill gradFill pattFill prstDash custDash round bevel miter headEnd "
    "tailEnd",
    "a:defRPr": _WORDS,
    "a:rPr": _WORDS,
    "a:p": "pPr r,br,fld endParaRPr",
    "a:tbl": "tblPr tblGrid tr",
    "a:tc": "txBody tcPr",
    "a:tcPr": f"lnL lnR lnT lnB lnTlToBr lnBlToTr cell3D {_FILL}",
    "w:tbl": "tblPr tblGrid tr",
    "w:tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize "
    "tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
    "tblDescription",
    "w:tr": "tblPrEx trPr tc",
    "w:tc": "tcPr p",
    "w:tcPr": "cnfStyle tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection tcFitText "
    "vAlign hideMark",
    "w:tblBorders": _EDGES,
    "w:tcBorders": _EDGES,
    "w:p": "pPr r,hyperlink,fldSimple,bookmarkStart,bookmarkEnd",
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
    "suppressLineNumbers pBdr shd tabs suppressAutoHyphens spacing ind contextualSpacing "
    "mirrorIndents jc textAlignment outlineLvl cnfStyle rPr sectPr",
    "w:rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike noProof vanish webHidden color "
    "spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang",
    "w:style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
    "unhideWhenUsed qFormat locked rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "w:tblStylePr": "pPr rPr tblPr trPr tcPr",
    "wp:inline": "extent effectExtent docPr cNvGraphicFramePr graphic",
    "p:sld": "cSld clrMapOvr transition timing extLst",
    "p:cSld": "bg spTree custDataLst controls extLst",
    "p:spTree": "nvGrpSpPr grpSpPr sp,pic,graphicFrame",
    "p:sp": "nvSpPr spPr style txBody",
    "p:pic": "nvPicPr blipFill spPr style",
    "p:graphicFrame": "nvGraphicFramePr xfrm graphic",
    "x:worksheet": "sheetPr dimension sheetViews sheetFormatPr cols sheetData mergeCells "
    "hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks drawing "
    "tableParts extLst",
}


def out_of_order(part: bytes) -> Iterator[str]:
    """Yield each element of a part whose own parts are unknown, or not in the order wanted."""
    for element in etree.fromstring(part).iter(etree.Element):
        wanted = ORDER.get(_named(element))
        if wanted is None:
            continue
        ranks = {one: i for i, ones in enumerate(wanted.split()) for one in ones.split(",")}
        found = [etree.QName(child).localname for child in element]
        if any(name not in ranks for name in found):
            yield f"{_named(element)}: {sorted(set(found) - set(ranks))} found, not listed"
        elif [ranks[name] for name in found] != sorted(ranks[name] for name in found):
            yield f"{_named(element)}: {' '.join(found)} found, expected the order {wanted}"


def _named(element: Any) -> str:
    name = etree.QName(element)
    return f"{PREFIXES.get(name.namespace, '?')}:{name.localname}"
