/** Loads the code of the component that shows the stored numbers. */
export const loadKeptNumbers = () =>
  import('./KeptNumbersCard.tsx').then((found) => ({ default: found.KeptNumbersCard }))
