/** Fetches the part that shows the kept numbers. */
export const loadKeptNumbers = () =>
  import('./KeptNumbersCard.tsx').then((found) => ({ default: found.KeptNumbersCard }))
