/** As high as its panel's lists are. */
export const chartHeight = 196

/** Axes as quiet as the words around them. */
export const axis = {
  tick: { fill: 'var(--color-quiet)', fontSize: 13 },
  tickLine: false,
  axisLine: { stroke: 'var(--color-line)' },
} as const

/** A pattern, so that colour is never alone. */
export const hatch = (id: string) => (
  <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <rect width="6" height="6" fill="var(--color-paper)" />
    <rect width="2.5" height="6" fill="var(--color-edge)" />
  </pattern>
)
