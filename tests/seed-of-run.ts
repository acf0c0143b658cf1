/**
 * The seed of all random inputs of this run: from `npm test`, or the fixed seed of decision 0077 if vitest is started
 * directly.
 */
export const seedOfRun = Number(process.env.PALERMO_SEED ?? 20_261_201)
