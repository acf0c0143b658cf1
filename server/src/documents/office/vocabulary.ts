import type { Prefix } from './namespaces.ts'
import { drawing } from './vocabulary-drawing.ts'
import { sheet } from './vocabulary-sheet.ts'
import { word } from './vocabulary-word.ts'

/** The elements and attributes of one namespace that are written; all others are removed. */
export interface Vocabulary {
  elements: ReadonlySet<string>
  /**
   * The attributes that are kept on these elements, and the attributes of this namespace that are kept on elements of
   * other namespaces.
   */
  attributes: ReadonlySet<string>
  /** Elements whose text is kept; the text of all other elements is only layout. */
  texts: ReadonlySet<string>
}

export const vocabularies: Readonly<Partial<Record<Prefix, Vocabulary>>> = { ...word, ...drawing, ...sheet }

/**
 * Elements that are removed without a report to the sender, because programs do not display them: extensions, editing
 * sessions, spelling marks, permissions, previews.
 */
export const unseen: ReadonlySet<string> = new Set(
  `extLst proofErr permStart permEnd rsids rsid rsidRoot fileVersion calcPr calcChain bookViews customWorkbookViews
  fileSharing workbookProtection sheetProtection protectedRanges ignoredErrors smartTags dataConsolidate cellWatches
  phoneticPr rPh webPublishing webPublishItems fileRecoveryPr functionGroups oleSize dataValidations scenarios customSheetViews
  customProperties sheetCalcPr singleXmlCells proofState documentProtection writeProtection docVars shapeDefaults hdrShapeDefaults
  mathPr schemaLibrary attachedSchema saveThroughXslt trackRevisions revisionView view readModeInkLockDown drawingGridHorizontalSpacing
  drawingGridVerticalSpacing displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery doNotTrackMoves doNotTrackFormatting
  stylePaneFormatFilter stylePaneSortMethod documentType linkStyles formsDesign savePreviewPicture doNotValidateAgainstSchema
  saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText doNotDemarcateInvalidXml activeWritingStyle doNotEmbedSmartTags
  embedTrueTypeFonts embedSystemFonts saveSubsetFonts embedRegular embedBold embedItalic embedBoldItalic uiCompat97To2003
  showXMLTags alwaysMergeEmptyNamespace updateFields doNotIncludeSubdocsInStats defaultTableStyle clickAndTypeStyle
  optimizeForBrowser allowPNG pixelsPerInch relyOnVML doNotAutoCompressPictures discardImageEditingData conflictMode
  chartTrackingRefBased docId printSettings protection handles callout extrusion complex shapelayout sdtPr sdtEndPr smartTagPr
  customXmlPr calculatedColumnFormula totalsRowFormula externalReferences externalData pivotCaches OLEObject control altChunk subDoc
  attachedTemplate mailMerge oleObjects controls f fldData ffData nvPr`.split(/\s+/),
)
