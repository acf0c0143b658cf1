import { words } from './words.ts'

/**
 * The SpreadsheetML elements that are kept (ECMA-376, part 1, 18): all except cell formulas, connections, pivot tables,
 * controls, protection and custom data.
 */
const elements = words`
  workbook workbookPr sheets sheet definedNames definedName
  worksheet chartsheet sheetPr tabColor outlinePr pageSetUpPr dimension sheetViews sheetView pane selection sheetFormatPr cols col
  sheetData row c v is t r rPr autoFilter filterColumn filters filter dateGroupItem customFilters customFilter top10 dynamicFilter
  colorFilter iconFilter sortState sortCondition mergeCells mergeCell conditionalFormatting cfRule colorScale dataBar iconSet cfvo
  color formula hyperlinks hyperlink printOptions pageMargins pageSetup headerFooter oddHeader oddFooter evenHeader evenFooter
  firstHeader firstFooter rowBreaks colBreaks brk drawing legacyDrawing legacyDrawingHF picture tableParts tablePart
  sst si rFont
  styleSheet numFmts numFmt fonts font b i strike condense extend outline shadow u vertAlign sz name family charset scheme fills
  fill patternFill fgColor bgColor gradientFill stop borders border left right top bottom start end diagonal vertical horizontal
  cellStyleXfs cellXfs xf alignment protection cellStyles cellStyle dxfs dxf tableStyles tableStyle tableStyleElement colors
  indexedColors rgbColor mruColors
  table tableColumns tableColumn tableStyleInfo comments authors author commentList comment text`

const attributes = words`
  r s t ref id sheetId state name localSheetId hidden val rgb theme tint indexed auto date1904 defaultThemeVersion
  summaryBelow summaryRight showOutlineSymbols applyStyles fitToPage autoPageBreaks enableFormatConditionsCalculation filterMode
  tabSelected workbookViewId showGridLines showRowColHeaders showFormulas showZeros rightToLeft showRuler showWhiteSpace
  defaultGridColor colorId view topLeftCell zoomScale zoomScaleNormal zoomScaleSheetLayoutView zoomScalePageLayoutView zoomToFit
  xSplit ySplit activePane pane activeCell activeCellId sqref baseColWidth defaultColWidth defaultRowHeight customHeight zeroHeight
  thickTop thickBot outlineLevelRow outlineLevelCol min max width style bestFit customWidth outlineLevel collapsed phonetic spans
  ht customFormat ph colId hiddenButton showButton blank calendarType year month day hour minute second dateTimeGrouping and
  operator top percent filterVal maxVal type dxfId cellColor iconId iconSet columnSort caseSensitive sortMethod descending sortBy
  customList priority stopIfTrue aboveAverage bottom rank stdDev equalAverage text timePeriod gte showValue minLength maxLength
  reverse location tooltip display horizontalCentered verticalCentered headings gridLines gridLinesSet left right header footer
  paperSize paperHeight paperWidth scale firstPageNumber fitToWidth fitToHeight pageOrder orientation usePrinterDefaults
  blackAndWhite draft cellComments useFirstPageNumber errors horizontalDpi verticalDpi copies differentOddEven differentFirst
  scaleWithDoc alignWithMargins count manualBreakCount man uniqueCount numFmtId formatCode patternType degree position
  diagonalUp diagonalDown outline fontId fillId borderId xfId quotePrefix pivotButton applyNumberFormat applyFont applyFill
  applyBorder applyAlignment applyProtection horizontal vertical textRotation wrapText indent relativeIndent justifyLastLine
  shrinkToFit readingOrder locked builtinId iLevel customBuiltin defaultTableStyle defaultPivotStyle pivot table size
  displayName headerRowCount headerRowDxfId dataDxfId totalsRowDxfId totalsRowCount totalsRowShown totalsRowFunction
  totalsRowLabel headerRowBorderDxfId tableBorderDxfId totalsRowBorderDxfId headerRowCellStyle dataCellStyle totalsRowCellStyle
  showFirstColumn showLastColumn showRowStripes showColumnStripes authorId`

/** The elements of drawings on sheets that are kept (ECMA-376, part 1, 20.5). */
const drawingElements = words`
  wsDr twoCellAnchor oneCellAnchor absoluteAnchor from to col colOff row rowOff pos ext clientData sp nvSpPr cNvPr cNvSpPr spPr
  style txBody pic nvPicPr cNvPicPr blipFill cxnSp nvCxnSpPr cNvCxnSpPr grpSp nvGrpSpPr cNvGrpSpPr grpSpPr graphicFrame
  nvGraphicFramePr cNvGraphicFramePr xfrm`

/** The VML elements that Excel uses for the box of a note and that are kept. */
const noteElements = words`
  ClientData MoveWithCells SizeWithCells Anchor AutoFill Row Column Visible Locked LockText TextHAlign TextVAlign`

export const sheet = {
  x: {
    elements,
    attributes,
    texts: words`
      t v formula definedName oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter author`,
  },
  xdr: {
    elements: drawingElements,
    attributes: words`
      editAs cx cy x y id name descr title hidden txBox bwMode preferRelativeResize fLocksWithSheet fPrintsWithSheet`,
    texts: words`col colOff row rowOff`,
  },
  xv: {
    elements: noteElements,
    attributes: words`ObjectType`,
    texts: words`MoveWithCells SizeWithCells Anchor AutoFill Row Column Visible Locked LockText TextHAlign TextVAlign`,
  },
}
