/**
 * The number that all random inputs of this run begin from: the one that `npm test` gives on, and the known one of
 * decision 0102 where vitest is called by itself.
 */
export const seedOfRun = Number(process.env.PALERMO_SEED ?? 20_261_201)
