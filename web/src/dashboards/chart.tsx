/** Height of a chart in pixels, which equals the height of the lists in other panels. */
export const chartHeight = 196

/** Properties of an axis in the muted colour of the surrounding text. */
export const axis = {
  tick: { fill: 'var(--color-quiet)', fontSize: 13 },
  tickLine: false,
  axisLine: { stroke: 'var(--color-line)' },
} as const

/** An SVG pattern of hatching, so that segments differ not only in colour. */
export const hatch = (id: string) => (
  <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <rect width="6" height="6" fill="var(--color-paper)" />
    <rect width="2.5" height="6" fill="var(--color-edge)" />
  </pattern>
)
