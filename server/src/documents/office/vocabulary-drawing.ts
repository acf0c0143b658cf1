import { words } from './words.ts'

/** The DrawingML elements that are kept (ECMA-376, part 1, 20.1 and 21.1): all except sound, video, click actions and vendor extensions. */
const elements = words`
  theme themeElements clrScheme fontScheme fmtScheme dk1 lt1 dk2 lt2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink
  sysClr srgbClr scrgbClr hslClr schemeClr prstClr tint shade comp inv gray alpha alphaOff alphaMod hue hueOff hueMod sat satOff
  satMod lum lumOff lumMod red redOff redMod green greenOff greenMod blue blueOff blueMod gamma invGamma majorFont minorFont latin
  ea cs sym font fillStyleLst lnStyleLst effectStyleLst effectStyle bgFillStyleLst objectDefaults spDef lnDef txDef
  extraClrSchemeLst extraClrScheme clrMap custClrLst custClr overrideClrMapping masterClrMapping
  noFill solidFill gradFill gsLst gs lin path fillToRect tileRect blipFill blip stretch fillRect tile srcRect pattFill fgClr bgClr
  grpFill ln lnRef prstDash custDash ds round bevel miter headEnd tailEnd effectLst effectDag cont effect alphaBiLevel alphaCeiling
  alphaFloor alphaInv alphaModFix alphaOutset alphaRepl biLevel blend blur clrChange clrFrom clrTo clrRepl duotone fill fillOverlay
  glow grayscl hsl innerShdw outerShdw prstShdw reflection relOff softEdge xfrm scene3d camera rot lightRig backdrop anchor norm up
  sp3d bevelT bevelB extrusionClr contourClr flatTx
  graphic graphicData graphicFrameLocks picLocks spLocks grpSpLocks cxnSpLocks off ext chOff chExt prstGeom avLst gd custGeom gdLst
  ahLst ahXY ahPolar pos cxnLst cxn rect pathLst moveTo lnTo arcTo quadBezTo cubicBezTo close pt stCxn endCxn
  style fillRef effectRef fontRef txBody txSp useSpRect bodyPr lstStyle p pPr r rPr t br fld endParaRPr defPPr defRPr lvl1pPr lvl2pPr
  lvl3pPr lvl4pPr lvl5pPr lvl6pPr lvl7pPr lvl8pPr lvl9pPr normAutofit spAutoFit noAutofit prstTxWarp buNone buChar buAutoNum
  buBlip buFont buFontTx buClr buClrTx buSzPct buSzPts buSzTx lnSpc spcBef spcAft spcPct spcPts tabLst tab uLn uLnTx uFill uFillTx
  highlight hlinkClick rtl spPr`

const attributes = words`
  val lastClr name typeface panose pitchFamily charset script rotWithShape pos ang scaled path l t r b w cap cmpd algn type len d sp
  lim prst fmla h x y cx cy rot flipH flipV uri cstate tx ty sx sy flip idx blurRad dist dir rad thresh amt bright contrast hue sat
  lum grow stA stPos endA endPos fadeDir kx ky fov zoom lat lon rev rig extrusionH contourW prstMaterial z hR wR stAng swAng fill
  stroke extrusionOk gdRefX minX maxX gdRefY minY maxY gdRefR minR maxR gdRefAng minAng maxAng id wrap lIns tIns rIns bIns numCol
  spcCol rtlCol fromWordArt anchor anchorCtr forceAA upright compatLnSpc spcFirstLastPara vert vertOverflow horzOverflow fontScale
  lnSpcReduction marL marR lvl indent defTabSz rtl eaLnBrk fontAlgn latinLnBrk hangingPunct lang altLang sz i u strike kern spc
  normalizeH baseline noProof startAt char noGrp noSelect noRot noChangeAspect noMove noResize noEditPoints noAdjustHandles
  noChangeArrowheads noChangeShapeType noCrop noDrilldown noUngrp noTextEdit tooltip bwMode bg1 tx1 bg2 tx2 accent1 accent2 accent3
  accent4 accent5 accent6 hlink folHlink r g hex blend`

const wpElements = words`
  inline anchor extent effectExtent docPr cNvGraphicFramePr simplePos positionH positionV align posOffset wrapNone wrapSquare
  wrapTight wrapThrough wrapTopAndBottom wrapPolygon start lineTo`

/** The elements of charts that are kept, including the stored values (ECMA-376, part 1, 21.2). */
const chartElements = words`
  chartSpace date1904 lang roundedCorners style clrMapOvr chart title tx rich strRef strCache strLit numRef numCache numLit multiLvlStrRef
  multiLvlStrCache lvl f ptCount pt v formatCode layout manualLayout layoutTarget xMode yMode wMode hMode x y w h overlay
  autoTitleDeleted pivotFmts pivotFmt view3D rotX hPercent rotY depthPercent rAngAx perspective floor sideWall backWall thickness
  plotArea barChart bar3DChart lineChart line3DChart pieChart pie3DChart ofPieChart doughnutChart areaChart area3DChart
  scatterChart bubbleChart radarChart stockChart surfaceChart surface3DChart barDir grouping varyColors ser idx order spPr
  invertIfNegative pictureOptions applyToFront applyToSides applyToEnd pictureFormat pictureStackUnit dPt marker symbol size
  bubble3D explosion dLbls dLbl delete numFmt txPr dLblPos showLegendKey showVal showCatName showSerName showPercent
  showBubbleSize separator showLeaderLines leaderLines trendline name trendlineType period forward backward intercept dispRSqr
  dispEq trendlineLbl errBars errDir errBarType errValType noEndCap plus minus val cat xVal yVal bubbleSize shape smooth gapWidth
  overlap serLines gapDepth axId dropLines hiLowLines upDownBars upBars downBars firstSliceAng holeSize ofPieType splitType
  splitPos custSplit secondPiePt secondPieSize scatterStyle radarStyle wireframe bandFmts bandFmt bubbleScale showNegBubbles
  sizeRepresents catAx valAx dateAx serAx scaling logBase orientation max min axPos majorGridlines minorGridlines majorTickMark
  minorTickMark tickLblPos crossAx crosses crossesAt crossBetween majorUnit minorUnit dispUnits builtInUnit custUnit dispUnitsLbl
  auto lblAlgn lblOffset noMultiLvlLbl tickLblSkip tickMarkSkip baseTimeUnit majorTimeUnit minorTimeUnit dTable showHorzBorder
  showVertBorder showOutline showKeys legend legendPos legendEntry plotVisOnly dispBlanksAs showDLblsOverMax`

/**
 * The VML elements that are kept. Word used VML for text boxes and watermarks, and Excel uses it for the boxes of notes
 * (ECMA-376, part 4, 19).
 */
const vmlElements = words`
  shapetype shape group rect roundrect oval line polyline curve arc image background stroke fill shadow path formulas f textbox
  textpath imagedata`
const vmlAttributes = words`
  id type style class title alt coordsize coordorigin adj path opacity chromakey wrapcoords filled fillcolor stroked strokecolor
  strokeweight insetpen print from to points control1 control2 startangle endangle arcsize inset string on fitpath fitshape trim xscale
  joinstyle endcap linestyle dashstyle startarrow endarrow startarrowwidth startarrowlength endarrowwidth endarrowlength miterlimit
  weight color color2 colors method angle focus focusposition focussize rotate obscured offset offset2 origin matrix
  textpathok gradientshapeok arrowok connecttype fillok strokeok shadowok extrusionok insetpenok limo textboxrect connectlocs
  connectangles eqn cropleft croptop cropright cropbottom gain blacklevel gamma grayscale bilevel ext spt allowincell
  allowoverlap hr hrstd hrnoshade hrpct hralign bullet insetmode singleclick button preferrelative connectortype bwmode`

const shapeElements = words`
  wsp nvSpPr cNvPr cNvSpPr cNvCnPr cNvFrPr spPr style txbx linkedTxbx bodyPr`
const groupElements = words`
  wgp grpSp cNvPr cNvGrpSpPr grpSpPr graphicFrame xfrm cNvFrPr`
const plain = words`id name descr title hidden txBox normalEastAsianFlow seq bwMode`

export const drawing = {
  a: { elements, attributes, texts: words`t` },
  pic: {
    elements: words`pic nvPicPr cNvPr cNvPicPr blipFill spPr style`,
    attributes: words`id name descr title hidden preferRelativeResize rotWithShape bwMode dpi`,
    texts: words``,
  },
  wp: {
    elements: wpElements,
    attributes: words`
      distT distB distL distR simplePos relativeHeight behindDoc locked layoutInCell allowOverlap hidden relativeFrom wrapText
      edited cx cy l t r b x y id name descr title`,
    texts: words`align posOffset`,
  },
  wp14: {
    elements: words`sizeRelH sizeRelV pctWidth pctHeight pctPosHOffset pctPosVOffset`,
    attributes: words`relativeFrom`,
    texts: words`pctWidth pctHeight pctPosHOffset pctPosVOffset`,
  },
  wps: { elements: shapeElements, attributes: plain, texts: words`` },
  wpg: { elements: groupElements, attributes: plain, texts: words`` },
  wpc: { elements: words`wpc bg whole`, attributes: words``, texts: words`` },
  c: {
    elements: chartElements,
    attributes: words`val idx formatCode sourceLinked`,
    texts: words`v f formatCode separator name`,
  },
  v: { elements: vmlElements, attributes: vmlAttributes, texts: words`` },
  o: { elements: words`lock`, attributes: vmlAttributes, texts: words`` },
  w10: {
    elements: words`wrap anchorlock bordertop borderbottom borderleft borderright`,
    attributes: words`type side anchorx anchory width shadow`,
    texts: words``,
  },
}
