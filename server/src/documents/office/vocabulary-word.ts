import { words } from './words.ts'

/**
 * The WordprocessingML elements that are kept (ECMA-376, part 1, 17): all except those that fetch, run, merge mail,
 * bind data or name people.
 */
const elements = words`
  document body background p r t delText tab br cr sym noBreakHyphen softHyphen ptab pgNum lastRenderedPageBreak
  dayShort monthShort yearShort dayLong monthLong yearLong annotationRef footnoteRef endnoteRef separator continuationSeparator
  drawing pict fldChar fldSimple footnoteReference endnoteReference commentReference commentRangeStart commentRangeEnd
  bookmarkStart bookmarkEnd hyperlink ins del moveFrom moveTo moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd
  ruby rubyPr rubyAlign hps hpsRaise hpsBaseText lid rt rubyBase bdo dir
  rPr rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden
  color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish
  oMath rPrChange
  pPr pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr ilvl numId numberingChange suppressLineNumbers pBdr
  top left bottom right between bar start end tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE
  autoSpaceDN bidi adjustRightInd ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
  textboxTightWrap outlineLvl divId cnfStyle sectPr pPrChange
  headerReference footerReference footnotePr endnotePr numFmt numStart numRestart pos type pgSz pgMar paperSrc pgBorders lnNumType
  pgNumType cols col formProt vAlign noEndnote titlePg rtlGutter docGrid sectPrChange
  tbl tblPr tblGrid gridCol tblGridChange tr tc trPr tcPr tblPrEx tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize
  tblStyleColBandSize tblW tblCellSpacing tblInd tblBorders insideH insideV tl2br tr2bl tblLayout tblCellMar tblLook tblCaption
  tblDescription gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader hidden tcW gridSpan hMerge vMerge tcBorders
  noWrap tcMar tcFitText hideMark cellIns cellDel cellMerge trPrChange tcPrChange tblPrChange tblPrExChange
  styles docDefaults rPrDefault pPrDefault latentStyles lsdException style name aliases basedOn next link autoRedefine uiPriority
  semiHidden unhideWhenUsed qFormat locked personal personalCompose personalReply tblStylePr
  numbering numPicBullet abstractNum nsid multiLevelType tmpl styleLink numStyleLink lvl lvlRestart isLgl suff lvlText
  lvlPicBulletId legacy lvlJc num abstractNumId lvlOverride startOverride numIdMacAtCleanup
  comments comment footnotes footnote endnotes endnote hdr ftr fonts font altName panose1 charset family notTrueType pitch sig
  txbxContent
  settings zoom displayBackgroundShape mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter
  gutterAtTop hideSpellingErrors hideGrammaticalErrors defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone
  doNotHyphenateCaps evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets characterSpacingControl
  noLineBreaksAfter noLineBreaksBefore printTwoOnOne strictFirstAndLastChars themeFontLang clrSchemeMapping decimalSymbol
  listSeparator compat compatSetting useSingleBorderforContiguousCells wpJustification noTabHangInd noLeading spaceForUL
  noColumnBalance balanceSingleByteDoubleByteWidth noExtraLineSpacing doNotLeaveBackslashAlone ulTrailSpace
  doNotExpandShiftReturn spacingInWholePoints lineWrapLikeWord6 printBodyTextBeforeHeader printColBlack wpSpaceWidth
  showBreaksInFrames subFontBySize suppressBottomSpacing suppressTopSpacing suppressSpacingAtTopOfPage suppressTopSpacingWP
  suppressSpBfAfterPgBrk swapBordersFacingPages convMailMergeEsc truncateFontHeightsLikeWP6 mwSmallCaps usePrinterMetrics
  doNotSuppressParagraphBorders wrapTrailSpaces footnoteLayoutLikeWW8 shapeLayoutLikeWW8 alignTablesRowByRow
  forgetLastTabAlignment adjustLineHeightInTable autoSpaceLikeWord95 noSpaceRaiseLower doNotUseHTMLParagraphAutoSpacing
  layoutRawTableWidth layoutTableRowsApart useWord97LineBreakRules doNotBreakWrappedTables doNotSnapToGridInCell
  selectFldWithFirstOrLastChar applyBreakingRules doNotWrapTextWithPunct doNotUseEastAsianBreakRules useWord2002TableStyleRules
  growAutofit useFELayout useNormalStyleForList doNotUseIndentAsNumberingTabStop useAltKinsokuLineBreakRules
  allowSpaceOfSameStyleInTable doNotSuppressIndentation doNotAutofitConstrainedTables autofitToFirstFixedWidthCell
  underlineTabInNumList displayHangulFixedWidth splitPgBreakAndParaMark doNotVertAlignCellWithSp doNotBreakConstrainedForcedTable
  doNotVertAlignInTxbx useAnsiKerningPairs cachedColBalance`

const attributes = words`
  val id type w h ascii hAnsi eastAsia cs hint asciiTheme hAnsiTheme eastAsiaTheme cstheme color themeColor themeTint themeShade
  fill themeFill themeFillTint themeFillShade sz space shadow frame before after line lineRule beforeAutospacing afterAutospacing
  beforeLines afterLines left right start end hanging firstLine leftChars rightChars startChars endChars hangingChars firstLineChars
  pos leader orient code top bottom header footer gutter num equalWidth sep fmt chapStyle chapSep linePitch charSpace display
  offsetFrom zOrder countBy distance restart hRule xAlign yAlign x y hSpace vSpace wrap hAnchor vAnchor anchor anchorLock lines
  dropCap leftFromText rightFromText topFromText bottomFromText vertAnchor horzAnchor tblpX tblpY tblpXSpec tblpYSpec firstRow
  lastRow firstColumn lastColumn noHBand noVBand oddVBand evenVBand oddHBand evenHBand firstRowFirstColumn firstRowLastColumn
  lastRowFirstColumn lastRowLastColumn styleId default customStyle abstractNumId numId ilvl tplc tentative numPicBulletId
  fldCharType name colFirst colLast author initials font char clear alignment relativeTo percent uri vert vertCompress combine
  combineBrackets defLockedState defUIPriority defSemiHidden defUnhideWhenUsed defQFormat count locked uiPriority semiHidden
  unhideWhenUsed qFormat usb0 usb1 usb2 usb3 csb0 csb1 bg1 t1 bg2 t2 accent1 accent2 accent3 accent4 accent5 accent6 hyperlink
  followedHyperlink customMarkFollows original vMerge vMergeOrig bidi lang tooltip history first legacy legacySpace legacyIndent
  lvl other`

/** The elements of Office Math that are kept (ECMA-376, part 1, 22.1). */
const mathElements = words`
  oMath oMathPara oMathParaPr jc r rPr t ctrlPr argPr argSz acc accPr chr e bar barPr pos box boxPr opEmu noBreak diff brk aln
  borderBox borderBoxPr hideTop hideBot hideLeft hideRight strikeH strikeV strikeBLTR strikeTLBR d dPr begChr sepChr endChr grow
  shp eqArr eqArrPr baseJc maxDist objDist rSpRule rSp f fPr type num den func funcPr fName groupChr groupChrPr vertJc limLow
  limLowPr lim limUpp limUppPr m mPr mcs mc mcPr count mcJc plcHide cGpRule cSp cGp mr nary naryPr limLoc subHide supHide sub sup
  phant phantPr show zeroWid zeroAsc zeroDesc transp rad radPr degHide deg sPre sPrePr sSub sSubPr sSubSup sSubSupPr alnScr sSup
  sSupPr lit nor scr sty`

export const word = {
  w: { elements, attributes, texts: words`t delText` },
  m: { elements: mathElements, attributes: words`val alnAt`, texts: words`t` },
  xml: { elements: words``, attributes: words`space`, texts: words`` },
}
